import { type Value, valueMap } from '../model/value.ts';

type MutableMap = { [key: string]: Value };

/**
 * Reads YAML of the plainest form: block maps and lists of one-line scalars, as PyYAML and OmegaConf dump them. Gives
 * null for a text that holds anything else (comments, anchors, tags, flow collections, repeated keys, scalars over
 * several lines …), which is then for the full parser; what it does give is what the full parser gives.
 * `plain` makes the value of an unquoted scalar, also of a missing one (`''`).
 */
export function parseBlockYaml(text: string, plain: (text: string) => Value): Value | null {
  if (UNUSUAL.test(text)) return null;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0 || lines.length > MAX_LINES) return null;
  const indents: number[] = [];
  for (const line of lines) {
    let indent = 0;
    while (line.charCodeAt(indent) === 32) indent += 1;
    indents.push(line === '' ? Number.POSITIVE_INFINITY : indent);
  }
  let at = 0;
  let bad = false;

  const skipEmpty = () => {
    while (at < lines.length && lines[at] === '') at += 1;
  };
  const indentHere = () => (at < lines.length ? (indents[at] as number) : -1);
  const isItem = (indent: number) => {
    const line = lines[at] as string;
    return line.charCodeAt(indent) === 45 && line.charCodeAt(indent + 1) === 32;
  };

  /** What follows a key that has nothing on its line. */
  function nested(indent: number, depth: number): Value {
    skipEmpty();
    const inner = indentHere();
    if (inner > indent) return isItem(inner) ? list(inner, depth + 1) : map(inner, indents[at] as number, depth + 1);
    if (inner === indent && isItem(inner)) return list(inner, depth + 1);
    return plain('');
  }

  function scalar(raw: string): Value {
    if (PLAIN.test(raw)) return plain(raw);
    if (QUOTED.test(raw)) return raw.slice(1, -1).replaceAll("''", "'");
    if (raw === '{}') return valueMap();
    if (raw === '[]') return [];
    bad = true;
    return null;
  }

  /** A map whose first key stands at column `column` of the current line; further keys have the indent `indent`. */
  function map(indent: number, column: number, depth: number): Value {
    const result: MutableMap = valueMap();
    let start = column;
    for (;;) {
      if (depth > MAX_DEPTH) bad = true;
      const found = bad ? null : ENTRY.exec((lines[at] as string).slice(start));
      if (found === null) {
        bad = true;
        return null;
      }
      const key = found[1] as string;
      if (key in result) bad = true;
      at += 1;
      result[key] = found[2] === undefined ? nested(indent, depth) : scalar(found[2]);
      skipEmpty();
      const next = indentHere();
      if (bad || next < indent) return result;
      if (next > indent || isItem(next)) {
        bad = true;
        return null;
      }
      start = indent;
    }
  }

  function list(indent: number, depth: number): Value {
    const result: Value[] = [];
    for (;;) {
      if (depth > MAX_DEPTH || !isItem(indent)) bad = true;
      if (bad) return null;
      const rest = (lines[at] as string).slice(indent + 2);
      if (ENTRY.test(rest)) result.push(map(indent + 2, indent + 2, depth + 1));
      else {
        at += 1;
        result.push(scalar(rest));
      }
      skipEmpty();
      const next = indentHere();
      if (bad || next < indent) return result;
      if (next > indent) {
        bad = true;
        return null;
      }
      // A list at its key's own indent ends where the next key begins.
      if (!isItem(next)) return result;
    }
  }

  skipEmpty();
  if (indentHere() !== 0) return null;
  const value = isItem(0) ? list(0, 0) : map(0, 0, 0);
  return bad || at < lines.length ? null : value;
}

const MAX_DEPTH = 60;
const MAX_LINES = 1_000_000;
/** Tabs, control characters, other line ends, byte order marks, half surrogates; white space at a line's end; a comment, a marker. */
const UNUSUAL = /[^\n\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u3001-\ud7ff]| $| \n| #|^(?:---|\.\.\.)/m;
/** An unquoted scalar on one line: no indicator at its start, no `: ` in it, no colon at its end. */
const PLAIN = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s-]))(?:[^:]|:(?=\S))*$/;
const QUOTED = /^'(?:[^']|'')*'$/;
const ENTRY = /^([A-Za-z0-9_](?:[\w./+@-]| (?=\w)){0,200}):(?: (\S.*))?$/;
