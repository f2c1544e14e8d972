import type { Rule } from './series.ts';

/**
 * Which points a tracker's own rule keeps, as indices in the order of steps (of equal steps in stored order).
 * null: all of them, and they are in that order already. Points without a step (NaN) are put aside.
 */
export function keptPoints(step: Float64Array, rule: Rule): Uint32Array | null {
  const strict = rule !== 'all';
  let ordered = true;
  for (let i = 0; i < step.length; i += 1) {
    const here = step[i] as number;
    const before = i === 0 ? Number.NEGATIVE_INFINITY : (step[i - 1] as number);
    if (!(strict ? here > before : here >= before)) {
      ordered = false;
      break;
    }
  }
  if (ordered) return null;
  if (rule === 'preempt') return preempted(step);
  const order = new Uint32Array(step.length);
  let n = 0;
  for (let i = 0; i < step.length; i += 1) if (!Number.isNaN(step[i])) order[n++] = i;
  const sorted = order.subarray(0, n).sort((a, b) => (step[a] as number) - (step[b] as number) || a - b);
  if (rule === 'all') return sorted;
  let kept = 0;
  for (let i = 0; i < n; i += 1) {
    const here = sorted[i] as number;
    if (i + 1 < n && step[sorted[i + 1] as number] === step[here]) continue;
    sorted[kept++] = here;
  }
  return sorted.slice(0, kept);
}

/** A point stays if every later one has a higher step: a restart at step s puts aside all that it had from s on. */
function preempted(step: Float64Array): Uint32Array {
  const kept = new Uint32Array(step.length);
  let lowest = Number.POSITIVE_INFINITY;
  let at = step.length;
  for (let i = step.length - 1; i >= 0; i -= 1) {
    const here = step[i] as number;
    if (here < lowest) {
      lowest = here;
      at -= 1;
      kept[at] = i;
    }
  }
  return kept.slice(at);
}
