import { exactInteger, type Value, valueMap } from '../model/value.ts';

const MAX_DEPTH = 200;
/** Python refuses to write more; reading more takes time that grows with the square. */
const MAX_DIGITS = 4300;

/** Where and why a text is not JSON. */
export class JsonError extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(`json ${reason} at character ${offset}`);
    this.offset = offset;
  }
}

/**
 * Parses JSON as Python writes it: `NaN`, `Infinity` and `-Infinity` are numbers, integers beyond 2^53 stay exact
 * (bigint; beyond 4,300 digits the text), maps have no prototype. Of a repeated key the last value counts. Throws
 * `JsonError`, also for nesting deeper than 200.
 */
export function parseJson(text: string): Value {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  function fail(reason: string): never {
    throw new JsonError(reason, at);
  }
  function space(): void {
    for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; code = text.charCodeAt(at)) at += 1;
  }
  function word(wanted: string, value: Value): Value {
    if (!text.startsWith(wanted, at)) fail('has an unknown word');
    at += wanted.length;
    return value;
  }
  function string(): string {
    const start = at + 1;
    let end = start;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === 34) break;
      if (code === 92) {
        end += 2;
        continue;
      }
      if (code !== code || code < 32) {
        at = Math.min(end, text.length);
        fail(code !== code ? 'ends inside a string' : 'has a control character in a string');
      }
      end += 1;
    }
    const raw = text.slice(start, end);
    at = end + 1;
    if (!raw.includes('\\')) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      at = start;
      return fail('has a bad escape');
    }
  }
  function number(): Value {
    const small = smallInteger();
    if (small !== null) return small;
    NUMBER.lastIndex = at;
    if (!NUMBER.test(text)) return fail('has an unknown token');
    const lexeme = text.slice(at, NUMBER.lastIndex);
    at = NUMBER.lastIndex;
    if (lexeme.length < 16 || FRACTION.test(lexeme)) return Number(lexeme);
    return lexeme.length > MAX_DIGITS ? lexeme : exactInteger(BigInt(lexeme));
  }
  /** Most numbers are short integers, which need no copy of their digits; null where another number, or none, stands here. */
  function smallInteger(): number | null {
    const first = text.charCodeAt(at) === 45 ? at + 1 : at;
    let end = first;
    let size = 0;
    let code = text.charCodeAt(end);
    for (; code >= 48 && code <= 57; code = text.charCodeAt(end)) {
      size = size * 10 + (code - 48);
      end += 1;
    }
    const digits = end - first;
    if (digits === 0 || digits > 15 || (digits > 1 && text.charCodeAt(first) === 48)) return null;
    if (code === 46 || code === 101 || code === 69) return null;
    const sign = first > at ? -1 : 1;
    at = end;
    return sign * size;
  }
  function value(depth: number): Value {
    if (depth > MAX_DEPTH) fail('is nested too deeply');
    space();
    switch (text.charCodeAt(at)) {
      case 123: {
        at += 1;
        const map = valueMap();
        space();
        if (text.charCodeAt(at) === 125) {
          at += 1;
          return map;
        }
        for (;;) {
          space();
          if (text.charCodeAt(at) !== 34) fail('lacks a key');
          const key = string();
          space();
          if (text.charCodeAt(at) !== 58) fail('lacks a colon');
          at += 1;
          map[key] = value(depth + 1);
          space();
          const next = text.charCodeAt(at);
          if (next === 125) break;
          if (next !== 44) fail('lacks a comma or brace');
          at += 1;
        }
        at += 1;
        return map;
      }
      case 91: {
        at += 1;
        const list: Value[] = [];
        space();
        if (text.charCodeAt(at) === 93) {
          at += 1;
          return list;
        }
        for (;;) {
          list.push(value(depth + 1));
          space();
          const next = text.charCodeAt(at);
          if (next === 93) break;
          if (next !== 44) fail('lacks a comma or bracket');
          at += 1;
        }
        at += 1;
        return list;
      }
      case 34:
        return string();
      case 116:
        return word('true', true);
      case 102:
        return word('false', false);
      case 110:
        return word('null', null);
      case 78:
        return word('NaN', Number.NaN);
      case 73:
        return word('Infinity', Number.POSITIVE_INFINITY);
      case 45:
        return text.charCodeAt(at + 1) === 73 ? word('-Infinity', Number.NEGATIVE_INFINITY) : number();
      default:
        return number();
    }
  }

  const result = value(0);
  space();
  if (at < text.length) fail('has text after its end');
  return result;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:(?:\.\d+)?(?:[eE][+-]?\d+)|\.\d+)?/y;
const FRACTION = /[.eE]/;

/**
 * Writes a value as one line of strict JSON: integers with all their digits, a non-finite number as the string
 * `"NaN"`, `"Infinity"` or `"-Infinity"`, -0 as `-0`.
 */
export function writeJson(value: unknown): string {
  return isStrict(value) ? JSON.stringify(value) : writeExact(value);
}

/** Whether Node's own writer writes the same, several times faster. */
function isStrict(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object' || ArrayBuffer.isView(value) || 'toJSON' in value) return false;
  if (Array.isArray(value)) return value.every(isStrict);
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined && !isStrict(item)) return false;
  }
  return true;
}

function writeExact(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : `"${value}"`;
    case 'bigint':
      return value.toString();
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object': {
      if (value === null) return 'null';
      let parts = '';
      if (Array.isArray(value) || ArrayBuffer.isView(value)) {
        for (const item of value as Iterable<unknown>) {
          const text = item === undefined ? 'null' : writeExact(item);
          parts += parts === '' ? text : `,${text}`;
        }
        return `[${parts}]`;
      }
      for (const key of Object.keys(value)) {
        const item = (value as Record<string, unknown>)[key];
        if (item !== undefined) parts += `${parts === '' ? '' : ','}${quoted(key)}:${writeExact(item)}`;
      }
      return `{${parts}}`;
    }
    default:
      return 'null';
  }
}

/** Text as a string of JSON; most has nothing to escape. */
export function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

const PLAIN = /^[ !#-[\]-~]*$/;
