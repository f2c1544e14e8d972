import type { Columns } from './stats.ts';

/** Numbers that series lie together in up to; a longer series lies alone, so that it is loaded alone. */
const TOGETHER = 8192;

/**
 * Series of one fragment that lie in one row, all points in stored order: how many they are, the points of each, then the
 * steps, values and times of one after the other.
 */
export type Pack = Float64Array<ArrayBuffer>;

/** Neighbouring series, as they lie together. */
export function* together<T extends Columns>(series: readonly T[]): Generator<readonly T[]> {
  let first = 0;
  let size = 0;
  for (let i = 0; i < series.length; i += 1) {
    const own = (series[i] as T).step.length * 3;
    if (i > first && size + own > TOGETHER) {
      yield series.slice(first, i);
      first = i;
      size = 0;
    }
    size += own;
  }
  if (first < series.length) yield series.slice(first);
}

export function pack(series: readonly Columns[]): Pack {
  const points = series.reduce((sum, { step }) => sum + step.length, 0);
  const all = new Float64Array(1 + series.length + points * 3);
  all[0] = series.length;
  let at = 1 + series.length;
  series.forEach(({ step, value, time }, i) => {
    all[1 + i] = step.length;
    for (const column of [step, value, time]) {
      all.set(column, at);
      at += step.length;
    }
  });
  return all;
}

/** The columns of one series of a pack, which then need no other in memory; null where the pack has no such series. */
export function unpack(all: Pack, place: number): Columns | null {
  const count = all[0] ?? 0;
  if (place >= count) return null;
  let at = 1 + count;
  for (let i = 0; i < place; i += 1) at += (all[1 + i] as number) * 3;
  const n = all[1 + place] as number;
  const own = count === 1 ? all.subarray(at, at + n * 3) : all.slice(at, at + n * 3);
  return { step: own.subarray(0, n), value: own.subarray(n, n * 2), time: own.subarray(n * 2) };
}
