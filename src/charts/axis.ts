import { exactScale, niceScale, type Scale, tickTexts } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';
import { textWidth } from './text-width.ts';

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
  const labels = tickTexts(scale.ticks);
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

/** Size of type at axes, and the room between two labels: CSS pixels. */
const TYPE = 13;
const GAP = 6;

/** Lines across the plot, each with its label at the left. */
export function gridLines(scale: Scale, labels: readonly string[]): Markup[] {
  return scale.ticks.flatMap((tick, i) => {
    const at = percent(1 - scale.place(tick));
    return [
      element('line', { class: 'g', x1: 0, x2: '100%', y1: at, y2: at }),
      element('text', { x: 0, dx: -8, y: at, dy: 4, 'text-anchor': 'end' }, labels[i] ?? ''),
    ];
  });
}

/** Margins for labels at the left, by how wide they are; the style sheet has a class for each. CSS pixels. */
const LEFT = [
  { name: '', width: 44 },
  { name: ' l2', width: 58 },
  { name: ' l3', width: 76 },
] as const;

/** The class of a plot whose labels at the left need more room than most; empty for most. */
export function leftClass(labels: readonly string[]): string {
  return left(labels).name;
}

/** The same room where there is no style sheet, CSS pixels. */
export function leftRoom(labels: readonly string[]): number {
  return left(labels).width;
}

function left(labels: readonly string[]): (typeof LEFT)[number] {
  const widest = labels.reduce((most, label) => Math.max(most, textWidth(label, TYPE)), 0);
  return LEFT.find(({ width }) => widest <= width - 6) ?? LEFT[2];
}

/** How a label stands at its tick: the outer ones within the axis. */
export function anchorOf(place: number): 'start' | 'middle' | 'end' {
  return place < 0.02 ? 'start' : place > 0.98 ? 'end' : 'middle';
}

/** Places in `ticks` whose labels do not touch on an axis of this width, CSS pixels: every so many, that of zero among them. */
export function fittingLabels({ ticks, place }: Scale, labels: readonly string[], width: number): ReadonlySet<number> {
  const spans = ticks.map((tick, i) => {
    const [part, wide] = [place(tick), textWidth(labels[i] ?? '', TYPE)];
    const anchor = anchorOf(part);
    const start = part * width - (anchor === 'start' ? 0 : anchor === 'end' ? wide : wide / 2);
    return { start, end: start + wide };
  });
  for (let every = 1; every < ticks.length; every += 1) {
    const from = Math.max(0, ticks.indexOf(0)) % every;
    const kept = [...spans.keys()].filter((i) => i % every === from);
    const apart = kept.every((i, at) => at === 0 || (spans[i]?.start ?? 0) >= (spans[kept[at - 1] ?? 0]?.end ?? 0) + GAP);
    if (apart) return new Set(kept);
  }
  return new Set([Math.max(0, ticks.indexOf(0))]);
}
