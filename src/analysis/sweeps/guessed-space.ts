import type { Parameter } from '../importance/space.ts';
import { isNumeric } from '../variants/canonical.ts';

/** Ratio of the largest to the smallest value from which a scale is taken to be logarithmic, whatever lies between. */
const WIDE = 100;
/** From this ratio on it is where the values are a geometric series, such as batch sizes. */
const SERIES = 4;

/** Of so many values or more, this far apart, the middle one tells: it lies amid the ends of the scale they were drawn on. */
const MANY = 10;
const MANY_RATIO = 10;

/** A parameter as its values look (canonical texts): numbers with their ends, or choices. A guess that pages call one. */
export function guessedParameter(name: string, texts: readonly string[]): Parameter {
  const distinct = [...new Set(texts)];
  const numbers = distinct.map(Number);
  if (!distinct.every(isNumeric) || !numbers.every(Number.isFinite)) return { kind: 'category', name, choices: distinct.sort() };
  const sorted = numbers.sort((a, b) => a - b);
  const [low, high] = [sorted[0] as number, sorted.at(-1) as number];
  const whole = sorted.every(Number.isInteger);
  return { kind: 'number', name, low, high, scale: looksLogarithmic(sorted) ? 'log' : 'linear', step: whole ? 1 : null };
}

/** Of distinct numbers, ascending. */
function looksLogarithmic(sorted: readonly number[]): boolean {
  const [low, high] = [sorted[0] as number, sorted.at(-1) as number];
  if (!(low > 0) || sorted.length < 3) return false;
  if (high / low >= WIDE) return true;
  const middle = sorted[sorted.length >> 1] as number;
  const [linear, log] = [(middle - low) / (high - low), Math.log(middle / low) / Math.log(high / low)];
  if (high / low >= MANY_RATIO && sorted.length >= MANY && Math.abs(log - 0.5) * 2 < Math.abs(linear - 0.5)) return true;
  const ratios = sorted.slice(1).map((value, i) => value / (sorted[i] as number));
  return high / low >= SERIES && Math.max(...ratios) / Math.min(...ratios) < 1.05;
}
