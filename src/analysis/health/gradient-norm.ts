import type { HealthEvent } from '../../model/report/health.ts';
import type { Line } from './line.ts';
import { rolling } from './rolling.ts';

const WINDOW = 64;
const FEWEST = 32;
const FAR = 6;
/** Points before an event within which a rise counts as coming before it. */
const AHEAD = 50;
/** How many rises chance may put between it and the event, by how often they come elsewhere. */
const CHANCE = 0.05;

export interface Rises {
  readonly line: Line;
  /** Indices of points that stand out, with the usual value before each. */
  readonly at: readonly { readonly index: number; readonly usual: number }[];
}

/**
 * Points where the logarithm of a gradient norm is more than 6 robust standard deviations above the median of the 64
 * before. By itself such a point says little, so it is told only where a spike, divergence or NaN follows, together with
 * how often it happens elsewhere.
 */
export function risesOf(line: Line): Rises {
  const before = rolling(WINDOW);
  const at: { index: number; usual: number }[] = [];
  line.value.forEach((value, index) => {
    if (!(value > 0)) return;
    const here = Math.log(value);
    if (before.count() >= FEWEST) {
      const level = before.median();
      const far = here - level > FAR * before.spread() && here - level > 0.1;
      if (far) at.push({ index, usual: Math.exp(level) });
      if (far && Number.isFinite(value)) return;
    }
    if (Number.isFinite(here)) before.push(here);
  });
  return { line, at };
}

/** The earliest rise within 50 points before something that happened, or at it; not one that is as near by chance in one case of 20. */
export function precursor({ line, at }: Rises, event: HealthEvent): HealthEvent | null {
  const { step, value } = line;
  const end = step.findLastIndex((here) => here <= event.from);
  if (end < 0) return null;
  const start = Math.max(0, end - AHEAD);
  const elsewhere = at.filter(({ index }) => index < start || index > end).length;
  const rate = elsewhere / Math.max(1, value.length - (end - start + 1));
  const rise = at.find(({ index }) => index >= start && index <= end && rate * (end - index + 1) < CHANCE);
  if (rise === undefined) return null;
  const here = step[rise.index] as number;
  return {
    kind: 'gradient-norm-rise',
    metric: line.name,
    from: here,
    to: event.from,
    value: value[rise.index] as number,
    args: {
      metric: line.name,
      metrics: 1,
      step: here,
      value: value[rise.index] as number,
      usual: rise.usual,
      lead: event.from - here,
      followed: event.metric,
      what: event.kind,
      rate: 1000 * rate,
    },
  };
}
