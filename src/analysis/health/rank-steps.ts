import type { HealthEvent } from '../../model/report/health.ts';
import type { Columns } from '../../model/report/input.ts';
import type { Run } from '../../model/run.ts';
import type { Line } from './line.ts';
import { otherFactors, plannedSteps, processesOf } from './processes.ts';
import { medianOf, NORMAL_MAD } from './rolling.ts';

const FEWEST_STEPS = 10;
/** Part of the steps that must have the same number of rows: the ends of a run are often ragged. */
const REGULAR = 0.95;
/** Time within a step as a part of the time from step to step. */
const TOGETHER = 0.25;
const NEAR = 0.02;

/**
 * Every step recorded k times: all processes of one training logged to one run. k must be what the record says of the
 * number of processes, or a power of two; the rows of a step must come together in time where times are known (a
 * restart repeats steps later, batches of an epoch spread over it), and must be closer to each other than the series is wide.
 */
export function repeatedSteps({ name, stored }: Line, run: Run): HealthEvent | null {
  if (stored.step.every((here, i) => i === 0 || here > (stored.step[i - 1] as number))) return null;
  const rows = sorted(stored);
  const starts = rows.starts;
  const steps = starts.length - 1;
  if (steps < FEWEST_STEPS || stored.step.length < 2 * steps * REGULAR) return null;
  const sizes = new Map<number, number>();
  for (let i = 0; i < steps; i += 1) {
    const size = (starts[i + 1] as number) - (starts[i] as number);
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  const [times, often] = [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a));
  if (times < 2 || often < REGULAR * steps) return null;
  const said = processesOf(run).find(({ number }) => number === times);
  const timed = together(rows, times);
  if (timed === false || (said === undefined && !(timed === true && Number.isInteger(Math.log2(times))))) return null;
  if (!close(rows)) return null;
  return {
    kind: 'repeated-steps',
    metric: name,
    from: rows.step[0] as number,
    to: rows.step[rows.step.length - 1] as number,
    value: times,
    args: {
      ...{ metric: name, metrics: 1, times, points: rows.step.length, steps },
      processes: said === undefined ? `${times} processes` : `${times} processes (${said.key})`,
    },
  };
}

/**
 * Steps counted by all processes at once: the last step is k times what the configuration plans, where k is the recorded
 * number of processes and no other recorded factor (accumulated gradients, sizes of batches) explains it.
 */
export function inflatedSteps({ name, step }: Line, run: Run): HealthEvent | null {
  const last = step[step.length - 1] as number;
  const factors = otherFactors(run);
  for (const { key, number: planned } of plannedSteps(run)) {
    for (const { key: of, number: times } of processesOf(run)) {
      const near = Math.abs(last / (planned * times) - 1) <= NEAR || last === planned * times - 1;
      if (!near || factors.includes(times) || step.length < FEWEST_STEPS) continue;
      return {
        kind: 'inflated-steps',
        metric: name,
        from: step[0] as number,
        to: last,
        value: times,
        args: { metric: name, metrics: 1, times, last, planned, key, processes: `${times} processes (${of})` },
      };
    }
  }
  return null;
}

/** One row a step, the first as stored; what a single process would have logged. */
export function firstOfEachStep(stored: Columns): Columns {
  const { step, value, time, starts } = sorted(stored);
  const first = starts.subarray(0, starts.length - 1);
  const pick = (column: Float64Array) => Float64Array.from(first, (at) => column[at] as number);
  return { step: pick(step), value: pick(value), time: pick(time) };
}

interface Rows extends Columns {
  /** Where each step begins, and the end of the last. */
  readonly starts: Uint32Array;
}

function sorted(stored: Columns): Rows {
  const order = Uint32Array.from(stored.step.keys()).filter((i) => !Number.isNaN(stored.step[i]));
  const ascending = order.every((at, i) => i === 0 || (stored.step[order[i - 1] as number] as number) <= (stored.step[at] as number));
  if (!ascending) order.sort((a, b) => (stored.step[a] as number) - (stored.step[b] as number) || a - b);
  const pick = (column: Float64Array) => Float64Array.from(order, (at) => column[at] as number);
  const step = pick(stored.step);
  const first = Uint32Array.from(step.keys()).filter((i) => i === 0 || step[i] !== step[i - 1]);
  const starts = new Uint32Array(first.length + 1);
  starts.set(first);
  starts[first.length] = step.length;
  return { step, value: pick(stored.value), time: pick(stored.time), starts };
}

/** Whether the rows of a step come together in time; null where times are missing. */
function together({ time, starts }: Rows, times: number): boolean | null {
  const within: number[] = [];
  const between: number[] = [];
  for (let i = 0; i + 2 < starts.length; i += 1) {
    const rows = time.subarray(starts[i], starts[i + 1]);
    if (rows.some(Number.isNaN)) return null;
    const { low: first, range } = rangeOf(rows);
    within.push(range);
    between.push(Math.abs((time[starts[i + 1] as number] as number) - first));
  }
  const step = medianOf(Float64Array.from(between));
  return step > 0 && times > 1 ? medianOf(Float64Array.from(within)) <= TOGETHER * step : null;
}

/** The range within a step is mostly smaller than the spread of the whole series. */
function close({ value, starts }: Rows): boolean {
  const centre = medianOf(value);
  const spread = NORMAL_MAD * medianOf(value.map((here) => Math.abs(here - centre)));
  const ranges: number[] = [];
  for (let i = 0; i + 1 < starts.length; i += 1) {
    const rows = value.subarray(starts[i], starts[i + 1]).filter(Number.isFinite);
    if (rows.length > 1) ranges.push(rangeOf(rows).range);
  }
  return medianOf(Float64Array.from(ranges)) <= 2 * spread;
}

function rangeOf(values: Float64Array): { low: number; range: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, range: high - low };
}
