import type { Value, ValueMap } from '../../model/value.ts';
import { CREATE_STUDY, CREATE_TRIAL, DELETE_STUDY, type Lost, type Operation, PARAMETER, STATE, SYSTEM_ATTRIBUTE } from './operations.ts';

type Entry = Operation | Lost;

/** Stands for the study of a trial whose line does not say it any more. */
export const LOST_STUDY = -1;
/** Damaged lines before an impossible operation that are tried, and goes through the journal in all. */
const MOST_TRIES = 24;
const MOST_WALKS = 400;

/**
 * Operations whose implicit ids still mean what they meant. A creation that was damaged would shift the ids of all later
 * ones, so that values went to other trials: where operations name a trial or a study that was never created, the damaged
 * line before them is taken for its creation if that explains more of the journal than it spoils. What stays without
 * explanation is left out and told.
 */
export function mend(entries: readonly Entry[], tell: (operation: Operation, what: string) => void): Operation[] {
  let current = [...entries];
  let walked = walk(current);
  const budget = { walks: MOST_WALKS };
  while (walked.impossible.length > 0) {
    const better = tryOut(current, walked, budget);
    if (better === null) break;
    const before = current[better.at] as Entry;
    if ('code' in before) tell(before, 'it names a study that was not created before it; the trial is taken for one of the only study');
    current = better.entries;
    walked = better.walked;
  }
  for (const at of walked.impossible) {
    const operation = current[at] as Operation;
    tell(
      operation,
      operation.code < PARAMETER ? 'it names a study that was not created before it' : 'it names a trial that was not created before it',
    );
  }
  return current.filter((entry) => 'code' in entry);
}

interface Walked {
  /** Places of operations that name what was never created. */
  readonly impossible: readonly number[];
  /** Operations on trials that had ended: rare, but possible. */
  readonly late: number;
  /** Ids of the studies there at the end. */
  readonly studies: readonly number[];
}

/** Counts ids as Optuna does. */
function walk(entries: readonly Entry[]): Walked {
  const names = new Map<number, string>([[LOST_STUDY, '']]);
  const taken = new Set<string>();
  const finished = new Set<number>();
  const impossible: number[] = [];
  let studies = 0;
  let trials = 0;
  let late = 0;
  entries.forEach((entry, at) => {
    if (!('code' in entry)) return;
    const { code, fields } = entry;
    if (code === CREATE_STUDY) {
      const name = String(fields.study_name);
      if (taken.has(name)) return;
      taken.add(name);
      names.set(studies, name);
      studies += 1;
    } else if (code < PARAMETER) {
      const id = Number(fields.study_id);
      if (id >= studies) impossible.push(at);
      else if (code === CREATE_TRIAL && names.has(id)) {
        if (Number(fields.state) >= 1 && Number(fields.state) <= 3) finished.add(trials);
        trials += 1;
      } else if (code === DELETE_STUDY) {
        taken.delete(names.get(id) ?? '');
        names.delete(id);
      }
    } else if (code <= SYSTEM_ATTRIBUTE) {
      const id = Number(fields.trial_id);
      if (id >= trials) impossible.push(at);
      else if (finished.has(id)) late += 1;
      else if (code === STATE && Number(fields.state) >= 1 && Number(fields.state) <= 3) finished.add(id);
    }
  });
  return { impossible, late, studies: [...names.keys()].filter((id) => id !== LOST_STUDY) };
}

interface Mended {
  readonly at: number;
  readonly entries: Entry[];
  readonly walked: Walked;
}

/**
 * Takes a damaged line for a creation: the nearest one that still says so and explains something, else of those nearby the
 * one that explains most. null where none explains anything.
 */
function tryOut(entries: readonly Entry[], before: Walked, budget: { walks: number }): Mended | null {
  const first = before.impossible[0] as number;
  const wanted = (entries[first] as Operation).code < PARAMETER ? CREATE_STUDY : CREATE_TRIAL;
  let best: Mended | null = null;
  let least = before.impossible.length + before.late;
  const unsure: { at: number; made: Operation }[] = [];
  const consider = (at: number, made: Operation): boolean => {
    budget.walks -= 1;
    const changed = entries.with(at, made);
    const walked = walk(changed);
    const cost = walked.impossible.length + walked.late;
    if (cost >= least) return false;
    least = cost;
    best = { at, entries: changed, walked };
    return true;
  };
  let tries = 0;
  for (let at = first; at >= 0 && tries < MOST_TRIES && budget.walks > 0; at -= 1) {
    const entry = entries[at] as Entry;
    const made = 'code' in entry ? adopted(entry, at, before) : recreated(entry, before, wanted === CREATE_STUDY);
    if (made === null) continue;
    tries += 1;
    if ('code' in entry || codeOf(entry.text) !== wanted) unsure.push({ at, made });
    else if (consider(at, made)) return best;
  }
  for (const { at, made } of unsure) if (budget.walks > 0) consider(at, made);
  return best;
}

function codeOf(text: string): number | undefined {
  const code = /"op_code"\s*:\s*(\d+)/.exec(text)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** A trial of a study that was never there may be one of the only study that is. */
function adopted(operation: Operation, at: number, { impossible, studies }: Walked): Operation | null {
  if (operation.code !== CREATE_TRIAL || studies.length !== 1 || !impossible.includes(at)) return null;
  return { ...operation, fields: withField(operation.fields, 'study_id', studies[0] as number) };
}

/** A creation from what is left of its line: no more than the study, a study's name and directions where they can be read. */
function recreated({ line, offset, text }: Lost, { studies }: Walked, study: boolean): Operation | null {
  const code = codeOf(text);
  const wanted = study ? CREATE_STUDY : CREATE_TRIAL;
  if (code !== undefined && code !== wanted && (study || /"trial_id"/.test(text))) return null;
  if (study) {
    const name = /"study_name"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
    const directions = (/"directions"\s*:\s*\[([\d, ]*)\]/.exec(text)?.[1] ?? '').split(',').map(Number);
    return { line, offset, code: CREATE_STUDY, fields: { study_name: name ?? `study of line ${line}`, directions } };
  }
  const told = /"study_id"\s*:\s*(\d+)/.exec(text)?.[1];
  const owner = told !== undefined && studies.includes(Number(told)) ? Number(told) : studies.length === 1 ? studies[0] : undefined;
  return { line, offset, code: CREATE_TRIAL, fields: { study_id: owner ?? LOST_STUDY } };
}

function withField(fields: ValueMap, key: string, value: Value): ValueMap {
  return { ...fields, [key]: value };
}
