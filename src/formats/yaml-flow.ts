import { type Value, valueMap } from '../model/value.ts';

/**
 * Reads YAML that is JSON, as programs write it into a `.yaml`: maps with quoted keys, lists, quoted text, and bare words
 * and numbers. Gives null for a text that holds anything else (comments, bare keys, repeated keys, deep nesting …), which
 * is then for the full parser; what it does give is what the full parser gives. `plain` makes the value of a bare scalar.
 */
export function parseFlowYaml(text: string, plain: (text: string) => Value): Value | null {
  if (UNUSUAL.test(text)) return null;
  let at = 0;
  let bad = false;
  let left = MAX_VALUES;

  function fail(): null {
    bad = true;
    return null;
  }
  function space(): number {
    let code = text.charCodeAt(at);
    while (code === SPACE || code === LINE) {
      at += 1;
      code = text.charCodeAt(at);
    }
    return code;
  }
  function quoted(): string | null {
    const start = at + 1;
    let end = text.indexOf('"', start);
    const content = text.slice(start, end);
    if (end < 0 || content.includes('\n')) return fail();
    if (!content.includes('\\')) {
      at = end + 1;
      return content;
    }
    for (end = start; text.charCodeAt(end) !== QUOTE; end += text.charCodeAt(end) === BACKSLASH ? 2 : 1)
      if (end >= text.length) return fail();
    at = end + 1;
    try {
      return JSON.parse(text.slice(start - 1, at)) as string;
    } catch {
      return fail();
    }
  }
  function bare(): Value {
    BARE.lastIndex = at;
    const found = BARE.exec(text)?.[0];
    if (found === undefined) return fail();
    at += found.length;
    return plain(found);
  }
  function map(depth: number): Value {
    const result = valueMap();
    if (space() === BRACE_END) {
      at += 1;
      return result;
    }
    for (;;) {
      const key = space() === QUOTE ? quoted() : fail();
      if (key === null || key.length > MAX_KEY || key in result || text.charCodeAt(at) !== COLON) return fail();
      at += 1;
      result[key] = value(depth + 1);
      const next = bad ? 0 : space();
      at += 1;
      if (next === BRACE_END) return result;
      if (next !== COMMA) return fail();
    }
  }
  function list(depth: number): Value {
    const result: Value[] = [];
    if (space() === BRACKET_END) {
      at += 1;
      return result;
    }
    for (;;) {
      result.push(value(depth + 1));
      const next = bad ? 0 : space();
      at += 1;
      if (next === BRACKET_END) return result;
      if (next !== COMMA) return fail();
    }
  }
  function value(depth: number): Value {
    left -= 1;
    if (depth > MAX_DEPTH || left < 0) return fail();
    const code = space();
    if (code === QUOTE) return quoted();
    if (code !== BRACE && code !== BRACKET) return bare();
    at += 1;
    return code === BRACE ? map(depth) : list(depth);
  }

  const first = text.charCodeAt(0);
  if (first !== BRACE && first !== BRACKET) return null;
  const result = value(0);
  if (bad) return null;
  space();
  return at < text.length ? null : result;
}

const [SPACE, LINE, QUOTE, BACKSLASH, COLON, COMMA] = [32, 10, 34, 92, 58, 44];
const [BRACE, BRACE_END, BRACKET, BRACKET_END] = [123, 125, 91, 93];
const MAX_DEPTH = 60;
const MAX_VALUES = 1_000_000;
const MAX_KEY = 500;
/** Tabs, control characters, other line ends, byte order marks, half surrogates. */
const UNUSUAL = /[^\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u3001-\ud7ff]/;
/** A word or number that no character can turn into anything else. */
const BARE = /-?[A-Za-z0-9][A-Za-z0-9_.+-]*/y;
