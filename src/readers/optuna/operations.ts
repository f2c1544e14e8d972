import { JsonError, parseJson } from '../../formats/json.ts';
import type { Line } from '../../formats/lines.ts';
import { isMap, type ValueMap } from '../../model/value.ts';

/** One operation of a journal. */
export interface Operation {
  readonly line: number;
  readonly offset: number;
  readonly code: number;
  readonly fields: ValueMap;
}

/** A line, or a part of one, that is no operation any more. */
export interface Lost {
  readonly line: number;
  readonly offset: number;
  /** What of it can still be read: the start of an operation says which it was. */
  readonly text: string;
  readonly what: string;
}

export const CREATE_STUDY = 0;
export const DELETE_STUDY = 1;
export const STUDY_USER_ATTRIBUTE = 2;
export const STUDY_SYSTEM_ATTRIBUTE = 3;
export const CREATE_TRIAL = 4;
export const PARAMETER = 5;
export const STATE = 6;
export const REPORT = 7;
export const USER_ATTRIBUTE = 8;
export const SYSTEM_ATTRIBUTE = 9;
const DISCARD = 10;

/** How every operation begins; inside a string the quotes would be escaped. */
const START = /\{"op_code"\s*:/g;
const LONGEST_EXCERPT = 400;

/** Whether a text is a line of a journal, whole or torn. */
export function isOperation(text: string): boolean {
  return /^\s*\{/.test(text) && /"op_code"\s*:\s*\d/.test(text) && /"worker_id"\s*:/.test(text);
}

/** The operations of one line: one; several, or the whole one behind a torn one, where two writers met. */
export function operationsIn({ text, number, offset }: Pick<Line, 'text' | 'number' | 'offset'>): (Operation | Lost)[] {
  const place = { line: number, offset };
  const whole = parse(text);
  if (typeof whole !== 'string') return [operationOf(whole, place, text)];
  const starts = [...text.matchAll(START)].map(({ index }) => index);
  if (starts.length < 2) return [{ ...place, text: text.slice(0, LONGEST_EXCERPT), what: whole }];
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((start, at) => {
    const part = text.slice(start, starts[at + 1]);
    const found = parse(part);
    return typeof found === 'string' ? { ...place, text: part.slice(0, LONGEST_EXCERPT), what: found } : operationOf(found, place, part);
  });
}

function parse(text: string): ValueMap | string {
  try {
    const value = parseJson(text);
    return isMap(value) ? value : 'no operation';
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
}

function operationOf(fields: ValueMap, place: { line: number; offset: number }, text: string): Operation | Lost {
  const code = fields.op_code;
  const fault =
    typeof code !== 'number' || !Number.isInteger(code) || code < 0 || code > DISCARD ? 'no known op_code' : lacks(code, fields);
  if (fault !== '') return { ...place, text: text.slice(0, LONGEST_EXCERPT), what: fault };
  return { ...place, code: code as number, fields };
}

type Kind = 'count' | 'text' | 'number' | 'map' | 'list' | 'any';

/** What an operation needs to mean anything. */
const NEEDED: readonly { readonly [field: string]: Kind }[] = [
  { study_name: 'text', directions: 'list' },
  { study_id: 'count' },
  { study_id: 'count', user_attr: 'map' },
  { study_id: 'count', system_attr: 'map' },
  { study_id: 'count' },
  { trial_id: 'count', param_name: 'text', param_value_internal: 'number', distribution: 'text' },
  { trial_id: 'count', state: 'count', values: 'any' },
  { trial_id: 'count', step: 'number', intermediate_value: 'number' },
  { trial_id: 'count', user_attr: 'map' },
  { trial_id: 'count', system_attr: 'map' },
  {},
];

function lacks(code: number, fields: ValueMap): string {
  for (const [field, kind] of Object.entries(NEEDED[code] ?? {})) {
    const value = fields[field];
    if (kind === 'any' && field in fields) continue;
    const fits =
      kind === 'count'
        ? typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
        : kind === 'text'
          ? typeof value === 'string'
          : kind === 'number'
            ? typeof value === 'number' || typeof value === 'bigint'
            : kind === 'list'
              ? Array.isArray(value)
              : isMap(value);
    if (!fits) return `${field} is not there${kind === 'any' ? '' : ` or is no ${kind}`}`;
  }
  return '';
}
