import type { HealthEvent } from '../../model/report/health.ts';
import { type Line, worseSign } from './line.ts';
import { finiteIndex, medianOf } from './rolling.ts';
import { theilSen } from './trend.ts';

const FEWEST_POINTS = 24;
const PART = 0.2;
const FEWEST = 8;
/** So many medians stand for the points at the end: neighbours of a long series are not independent. */
const MOST = 40;
const IMPROVES = 0.05;
const RESTS = 0.1;
const WHOLE = 0.99;

/**
 * How a curve ends: still improving where the Theil–Sen slope of its last fifth (at least 8 points) is to the better and
 * the Mann–Kendall test has p < 0.05; at rest where that test has p > 0.1; else nothing is said. At rest, the step is
 * named at which 99 % of all improvement (of the running median) was reached.
 */
export function ending(line: Line): HealthEvent | null {
  const { name, better, step, value } = line;
  const sign = worseSign(better);
  const index = finiteIndex(value);
  const n = index.length;
  if (n < FEWEST_POINTS || n < value.length) return null;
  const size = Math.max(FEWEST, Math.round(PART * n));
  const from = n - size;
  const worse = value.map((here) => sign * here);
  const bins = Math.min(MOST, size);
  const edge = (i: number) => from + Math.floor((i * size) / bins);
  const medians = Float64Array.from({ length: bins }, (_, i) => medianOf(worse, edge(i), edge(i + 1)));
  const { slope, chance } = theilSen(medians);
  const at = step[from] as number;
  const to = step[n - 1] as number;
  const last = value[n - 1] as number;
  const common = { metric: name, from: at, to, value: last } as const;
  const told = { metric: name, metrics: 1, step: at, last, share: size / n };
  if (slope < 0 && chance < IMPROVES)
    return { ...common, kind: 'still-improving', args: { ...told, change: Math.abs(slope) * (bins - 1) } };
  if (!(chance > RESTS)) return null;
  const reached = step[reachedAt(worse)] as number;
  const first = step[0] as number;
  return { ...common, kind: 'plateau', args: { ...told, reached, part: to > first ? (reached - first) / (to - first) : 1 } };
}

/** The first index at which medians of a twentieth of the points have 99 % of the way from the first value to the best median. */
function reachedAt(worse: Float64Array): number {
  const size = Math.max(1, Math.round(worse.length / 20));
  const levels: number[] = [];
  for (let i = 0; i < worse.length; i += size) levels.push(medianOf(worse, i, i + size));
  const first = worse[0] as number;
  const best = levels.reduce((a, b) => Math.min(a, b));
  const found = levels.findIndex((level) => level <= first - WHOLE * (first - best));
  return Math.min(worse.length - 1, Math.max(0, found) * size);
}
