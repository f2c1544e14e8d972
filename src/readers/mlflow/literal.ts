import { exactInteger, type Value, valueMap } from '../../model/value.ts';

const DEEPEST = 50;

/**
 * A parameter as a value where its text is exactly how Python writes a number, True, False, None, or a list, tuple or
 * dict of such and of quoted strings; the text itself otherwise. `007`, `1_000`, `+5` and figures longer than a double
 * holds stay text.
 */
export function literal(text: string): Value {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const code = text.charCodeAt(0);
  if (code === 91 || code === 123 || code === 40) return container(text) ?? text;
  return number(text) ?? text;
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const FLOAT = /^-?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?$/;

function number(text: string): number | bigint | undefined {
  if (text.length > 400) return undefined;
  if (INTEGER.test(text)) return text === '-0' ? 0 : text.length < 16 ? Number(text) : exactInteger(BigInt(text));
  if (!FLOAT.test(text)) return undefined;
  const value = Number(text);
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '').length;
  return Number.isFinite(value) && digits <= 17 ? value : undefined;
}

/** undefined: not a literal. */
function container(text: string): Value | undefined {
  let at = 0;
  let failed = false;

  function space(): void {
    while (text[at] === ' ') at += 1;
  }
  function fail(): null {
    failed = true;
    return null;
  }
  function string(quote: string): Value {
    let out = '';
    for (at += 1; at < text.length; at += 1) {
      const char = text[at] as string;
      if (char === quote) {
        at += 1;
        return out;
      }
      if (char !== '\\') {
        out += char;
        continue;
      }
      at += 1;
      const mark = text[at] ?? '';
      const plain = ESCAPES.get(mark);
      if (plain !== undefined) out += plain;
      else {
        const digits = mark === 'x' ? 2 : mark === 'u' ? 4 : mark === 'U' ? 8 : 0;
        const code = digits === 0 ? Number.NaN : Number.parseInt(text.slice(at + 1, at + 1 + digits), 16);
        if (!/^[\da-fA-F]+$/.test(text.slice(at + 1, at + 1 + digits)) || !(code <= 0x10ffff)) return fail();
        out += String.fromCodePoint(code);
        at += digits;
      }
    }
    return fail();
  }
  function list(close: string, depth: number): Value {
    const items: Value[] = [];
    at += 1;
    for (space(); text[at] !== close; space()) {
      items.push(value(depth + 1));
      space();
      if (failed || (text[at] !== ',' && text[at] !== close)) return fail();
      if (text[at] === ',') at += 1;
      else if (close === ')' && items.length === 1) return fail();
    }
    at += 1;
    return items;
  }
  function dict(depth: number): Value {
    const map = valueMap();
    at += 1;
    for (space(); text[at] !== '}'; space()) {
      const key = value(depth + 1);
      space();
      if (failed || text[at] !== ':' || (typeof key === 'object' && key !== null)) return fail();
      at += 1;
      map[key === null ? 'None' : String(key)] = value(depth + 1);
      space();
      if (failed || (text[at] !== ',' && text[at] !== '}')) return fail();
      if (text[at] === ',') at += 1;
    }
    at += 1;
    return map;
  }
  function value(depth: number): Value {
    space();
    const char = text[at];
    if (depth > DEEPEST || char === undefined) return fail();
    if (char === '[') return list(']', depth);
    if (char === '(') return list(')', depth);
    if (char === '{') return dict(depth);
    if (char === "'" || char === '"') return string(char);
    const start = at;
    while (at < text.length && !',]}): '.includes(text[at] as string)) at += 1;
    const token = text.slice(start, at);
    const word = WORDS.get(token);
    return word !== undefined ? word : (number(token) ?? fail());
  }

  const result = value(0);
  return failed || at < text.length ? undefined : result;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
