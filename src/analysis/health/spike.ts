import type { HealthEvent } from '../../model/report/health.ts';
import { latest } from './latest.ts';
import { type Line, worseSign } from './line.ts';
import { middleOf, spreadOf } from './rolling.ts';

/** Points before a point that it is compared with, and how few of them may do. */
const WINDOW = 64;
const FEWEST = 32;
/** Robust standard deviations above the median of the window; for those on the scale of logarithms fewer are asked for. */
const FAR = 8;
const FAR_LOG = 6;
/** Part of the level, and of all that was gained so far, that a jump must have. */
const PART = 0.1;
/** Robust standard deviations around the level within which a value is back. */
const BACK = 2;
/** A jump of a single point (none other above 4 deviations) must be so far out, and so many times as far as any point before. */
const HIGH = 4;
const FAR_ALONE = 20;
const RECORD = 2;

export interface Spike {
  /** Indices: the first point above, the highest, and the first that is back. */
  readonly from: number;
  readonly peak: number;
  readonly back: number;
  readonly level: number;
}

interface Episode {
  readonly from: number;
  readonly level: number;
  readonly spread: number;
  peak: number;
  points: number;
  high: number;
}

/**
 * Jumps to the worse that come back. A point is a jump where it is above all 64 points before it, more than 8 robust
 * standard deviations (1.4826 MAD) above their median, also more than 6 on logarithms where all are above zero (the losses
 * of small batches have long tails), more than 10 % above that median and by more than 10 % of what the series has gained
 * so far. It counts once it is back within two deviations, at most 128 points later; else it is a new level. A single
 * point must be 20 deviations out and twice as far as any before: noise with heavy tails has single points far out.
 */
export function spikesOf({ better, value }: Line): readonly Spike[] {
  const sign = worseSign(better);
  const before = latest(WINDOW);
  const found: Spike[] = [];
  let start = Number.NaN;
  let record = 0;
  let open: Episode | null = null;
  for (let i = 0; i < value.length; i += 1) {
    const here = sign * (value[i] as number);
    if (!Number.isFinite(here)) continue;
    if (open !== null) {
      const { from, level, spread } = open;
      if (here > sign * (value[open.peak] as number)) open.peak = i;
      if (here > level + HIGH * spread) open.high += 1;
      open.points += 1;
      if (here <= level + BACK * spread) {
        const out = (sign * (value[open.peak] as number) - level) / spread;
        if ((open.high > 1 && out > record) || (out > FAR_ALONE && out > RECORD * record))
          found.push({ from, peak: open.peak, back: i, level: sign * level });
        record = Math.max(record, out);
        open = null;
      } else if (open.points > 2 * WINDOW) {
        i = from;
        open = null;
        before.clear();
        before.push(sign * (value[i] as number));
      }
      continue;
    }
    if (before.count() >= FEWEST && here > before.highest()) {
      const window = before.sorted();
      const level = middleOf(window);
      if (Number.isNaN(start)) start = level;
      const spread = spreadOf(window, level);
      const rise = here - level;
      if (rise > FAR * spread && rise > PART * Math.abs(level) && rise > PART * (start - level) && isFarInLogs(window, here, level)) {
        open = { from: i, level, spread, peak: i, points: 0, high: 1 };
        continue;
      }
      record = Math.max(record, rise / spread);
    } else if (Number.isNaN(start) && before.count() === FEWEST) start = middleOf(before.sorted());
    before.push(here);
  }
  return found;
}

function isFarInLogs(window: Float64Array, here: number, level: number): boolean {
  if (!((window[0] as number) > 0)) return true;
  const centre = Math.log(level);
  return Math.log(here) - centre > FAR_LOG * spreadOf(window.map(Math.log), centre);
}

/** One event a series: its highest spike, with how many there are. */
export function lossSpike(line: Line, spikes: readonly Spike[]): HealthEvent | null {
  const sign = worseSign(line.better);
  const rise = ({ peak, level }: Spike) => sign * ((line.value[peak] as number) - level);
  const [first, ...rest] = spikes;
  if (first === undefined) return null;
  const highest = rest.reduce((a, b) => (rise(b) > rise(a) ? b : a), first);
  const value = line.value[highest.peak] as number;
  const at = line.step[highest.peak] as number;
  return {
    kind: 'loss-spike',
    metric: line.name,
    from: line.step[highest.from] as number,
    to: line.step[highest.back] as number,
    value,
    args: {
      metric: line.name,
      metrics: 1,
      step: at,
      value,
      before: highest.level,
      count: spikes.length,
      back: highest.back - highest.from,
    },
  };
}
