import { shortNumber } from '../model/number.ts';

/** An axis: where a value stands between 0 and 1, and the values that carry a label. */
export interface Scale {
  readonly log: boolean;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** Round limits around the values, with about `count` labels. Values of no extent get room on both sides. */
export function niceScale(low: number, high: number, count: number, log = false): Scale {
  if (log) return logScale(low, high, count);
  const [from, to] = bounds(low, high);
  const step = tickStep(to - from, count);
  const start = Math.floor(from / step + 1e-9) * step;
  const end = Math.ceil(to / step - 1e-9) * step;
  return end - start > 0 ? linear(start, end, step) : linear(from, to, to - from);
}

/** The limits as they are, with labels at round values between them. */
export function exactScale(low: number, high: number, count: number): Scale {
  const [from, to] = bounds(low, high);
  const step = tickStep(to - from, count);
  const { ticks } = linear(Math.ceil(from / step - 1e-9) * step, Math.floor(to / step + 1e-9) * step, step);
  return { log: false, domain: [from, to], ticks, place: (value) => ratio(value, from, to) };
}

/** The value at the end of a line, as wide as its margin is: four digits, shorter where that would be long. */
export function endText(value: number): string {
  const size = Math.abs(value);
  return size >= 1e5 || (size > 0 && size < 1e-4) ? tickText(value) : shortNumber(value);
}

/** Labels of ticks, with more digits where two would be the same: `6e-11`, `6.05e-11`. */
export function tickTexts(ticks: readonly number[]): readonly string[] {
  let texts = ticks.map((tick) => tickText(tick));
  for (let digits = 3; digits <= MOST_DIGITS && new Set(texts).size < texts.length; digits += 1)
    texts = ticks.map((tick) => tickText(tick, digits));
  return texts;
}

const MOST_DIGITS = 12;

/** A label of at most six characters: `0.025`, `1,200`, `12k`, `1.5M`, `3e-5`; longer where at least so many digits are asked for. */
export function tickText(value: number, digits = 2): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-3) return sign + short(size, digits).replace('e+', 'e');
  for (const [unit, letter] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ] as const) {
    if (size >= unit) return `${sign}${Number((size / (letter === 'k' ? 1000 : unit)).toPrecision(Math.max(3, digits)))}${letter}`;
  }
  return sign + String(Number(size.toPrecision(Math.max(4, digits)))).replace(/^(\d)(\d{3})$/, '$1,$2');
}

function linear(start: number, end: number, step: number): Scale {
  const n = Math.max(0, Math.min(50, Math.round((end - start) / step)));
  const ticks = Array.from({ length: n + 1 }, (_, i) => Number((start + i * step).toPrecision(12)));
  return { log: false, domain: [start, end], ticks, place: (value) => ratio(value, start, end) };
}

function logScale(low: number, high: number, count: number): Scale {
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-9));
  const every = Math.max(1, Math.ceil((to - from) / count));
  const ticks: number[] = [];
  for (let power = from; power <= to; power += every) ticks.push(Number(`1e${power}`));
  return { log: true, domain: [10 ** from, 10 ** to], ticks, place: (value) => ratio(Math.log10(value), from, to) };
}

function ratio(value: number, from: number, to: number): number {
  const width = to - from;
  return width > 0 ? Math.min(1, Math.max(0, (Math.min(LARGEST, Math.max(-LARGEST, value)) - from) / width)) : 0.5;
}

/** Beyond this an axis ends: the difference of two numbers must be one, too. */
const LARGEST = 4e307;

function bounds(low: number, high: number): readonly [number, number] {
  const [from, to] = [Math.max(low, -LARGEST), Math.min(high, LARGEST)];
  return from < to ? [from, to] : around(Math.min(LARGEST, Math.max(-LARGEST, low)));
}

function tickStep(width: number, count: number): number {
  const rough = width / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  if (power === 0) return width;
  const factor = rough / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

function around(value: number): [number, number] {
  const room = value === 0 ? 1 : Math.abs(value) / 10;
  return [value - room, value + room];
}

function short(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace(/\.?0+e/, 'e');
}
