import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Series } from '../../model/series.ts';

const FORMAT = 'metric file';
const MOST_BAD_LINES = 20;
const SPACE = 32;
const NEWLINE = 10;

/**
 * Reads `timestamp value step` lines (milliseconds; two fields: step 0; a data set's name and digest may follow) in
 * stored order. A line that is not one costs itself alone; an unfinished last line is left out with a note.
 */
export function readMetricFile(bytes: Buffer, path: string, name: string, report: (diagnostic: Diagnostic) => void): Series {
  let lines = 1;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  const step = new Float64Array(lines);
  const value = new Float64Array(lines);
  const time = new Float64Array(lines);
  let count = 0;
  let line = 0;
  let bad = 0;
  let fields = 0;
  let imprecise = false;
  for (let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0; start < bytes.length; ) {
    line += 1;
    const newline = bytes.indexOf(NEWLINE, start);
    const last = newline < 0;
    let end = last ? bytes.length : newline;
    const next = end + 1;
    const from = start;
    start = next;
    while (end > from && isBlank(bytes[end - 1] as number)) end -= 1;
    if (end === from) continue;
    const first = fieldEnd(bytes, from, end);
    const secondStart = Math.min(first + 1, end);
    const second = fieldEnd(bytes, secondStart, end);
    const third = second < end ? fieldEnd(bytes, second + 1, end) : second;
    const many = second >= end ? 2 : third >= end ? 3 : 4;
    const when = first < end ? integer(bytes, from, first) : Number.NaN;
    const what = float(bytes, secondStart, second);
    const at = many === 2 ? 0 : integer(bytes, second + 1, third);
    const whole = when === when && what !== undefined && at === at;
    if (last && (!whole || many < Math.max(3, fields) || (count > 0 && at < (step[count - 1] as number)))) {
      report(diagnostic('torn-tail', { path, offset: from, line }, { format: FORMAT, bytes: bytes.length - from }));
      break;
    }
    if (!whole) {
      bad += 1;
      if (bad <= MOST_BAD_LINES) {
        const words = first >= end ? 'one field' : when !== when ? 'the timestamp' : what === undefined ? 'the value' : 'the step';
        report(diagnostic('bad-line', { path, line }, { format: FORMAT, what: words }));
      } else if (bad === MOST_BAD_LINES + 1)
        report(diagnostic('limit-reached', { path, line }, { what: `bad lines of the ${FORMAT}`, limit: MOST_BAD_LINES }));
      continue;
    }
    fields = many;
    imprecise ||= !Number.isSafeInteger(at);
    time[count] = when / 1000;
    value[count] = what;
    step[count] = at;
    count += 1;
  }
  if (imprecise) report(diagnostic('integer-precision', { path }, { what: `A step of ${name}` }));
  return {
    name,
    kind: name.startsWith('system/') ? 'system' : 'metric',
    rule: 'all',
    bits: 64,
    step: count === lines ? step : step.slice(0, count),
    value: count === lines ? value : value.slice(0, count),
    time: count === lines ? time : time.slice(0, count),
  };
}

function isBlank(byte: number): boolean {
  return byte === 13 || byte === SPACE || byte === 9;
}

function fieldEnd(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SPACE) at += 1;
  return at;
}

/** NaN where the bytes are no integer (or a float that is one). */
function integer(bytes: Buffer, start: number, end: number): number {
  const negative = bytes[start] === 45;
  let at = negative ? start + 1 : start;
  if (at >= end) return Number.NaN;
  let value = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) {
      const near = float(bytes, start, end) ?? Number.NaN;
      return Number.isInteger(near) ? near : Number.NaN;
    }
    value = value * 10 + digit;
  }
  if (end - start > 15) return Number(bytes.toString('latin1', start, end));
  return negative ? -value : value;
}

/** undefined where the bytes are no float as Python writes one. */
function float(bytes: Buffer, start: number, end: number): number | undefined {
  if (start >= end) return undefined;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    const known = (byte >= 48 && byte <= 57) || byte === 46 || byte === 45 || byte === 101 || byte === 43 || byte === 69;
    if (!known) return SPECIAL.get(bytes.toString('latin1', start, end).toLowerCase());
  }
  const value = Number(bytes.toString('latin1', start, end));
  return value === value ? value : undefined;
}

const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['-nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);
