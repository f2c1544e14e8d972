import { exactScale, niceScale, type Scale, tickText } from './scale.ts';

/** A scale with what stands at its ticks. */
export interface Axis {
  readonly scale: Scale;
  readonly labels: readonly string[];
}

/** For values: ends at round numbers. */
export function valueAxis(low: number, high: number, count: number, log: boolean): Axis {
  return labelled(niceScale(low, high, count, log));
}

/** For what values stand over: ends where the data end; one that begins near zero begins at zero. */
export function stepAxis(low: number, high: number, count: number, log: boolean): Axis {
  if (log) return labelled(niceScale(low, high, count, true));
  return labelled(exactScale(low > 0 && low <= (high - low) * 0.15 ? 0 : low, high, count));
}

/** For seconds since 1970 UTC: ticks at full minutes, hours or days. */
export function clockAxis(low: number, high: number, count: number): Axis {
  const scale = exactScale(low, high, count);
  const [from, to] = scale.domain;
  const step = STEPS.find((seconds) => (to - from) / seconds <= count) ?? DAY * 2 ** Math.ceil(Math.log2((to - from) / DAY / count));
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to && ticks.length < 50; tick += step) ticks.push(tick);
  return { scale: { ...scale, ticks }, labels: ticks.map((tick, i) => clockText(tick, step, i === 0)) };
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
const STEPS = [1, 5, 15, 30, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY];

/** A date at midnight and at the first tick, else the time of the day. */
function clockText(seconds: number, step: number, first: boolean): string {
  const date = new Date(seconds * 1000);
  if (!Number.isFinite(date.getTime())) return '';
  const text = date.toISOString();
  const [day, time] = [text.slice(5, 10), text.slice(11, step < MINUTE ? 19 : 16)];
  if (step >= DAY || (!first && seconds % DAY === 0)) return step > 300 * DAY ? text.slice(0, 7) : day;
  return first ? `${day} ${time}` : time;
}

function labelled(scale: Scale): Axis {
  const labels = scale.ticks.map(tickText);
  return { scale, labels: scale.log ? labels : aligned(labels) };
}

/** The same decimals at all ticks, where all are plain numbers: `2`, `2.5` → `2.0`, `2.5`. Zero stays `0`. */
function aligned(labels: readonly string[]): readonly string[] {
  if (!labels.every((label) => /^−?[\d,]+(\.\d+)?$/.test(label))) return labels;
  const decimals = (label: string) => label.split('.')[1]?.length ?? 0;
  const most = Math.max(0, ...labels.map(decimals));
  return labels.map((label) =>
    label === '0' || most === 0 ? label : `${label}${label.includes('.') ? '' : '.'}${'0'.repeat(most - decimals(label))}`,
  );
}
