import type { Cell, SeriesColumns, SeriesFile } from '../model/report/compare.ts';

/** A run in a comparison: its record, its name there and its colour. */
export interface Laid {
  readonly file: SeriesFile;
  readonly label: string;
  readonly group: string | null;
  readonly slot: number;
}

/** What the lines stand over: steps, seconds since the run's first record, time of the day, or a counter of the runs. */
export type Over = 'step' | 'relative' | 'wall' | `metric:${string}`;

export interface OverlayChoice {
  readonly metric: string;
  readonly over: Over;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Half-life of the smoothing as a part of the range of x; 0: none. */
  readonly smoothing: number;
  /** Part of the x axis that is shown, in its units. */
  readonly zoom: readonly [number, number] | null;
}

export type Points = readonly { readonly x: number; readonly y: number }[];

/** Metrics that count: what other metrics can stand over. Only such that all runs have. */
export function countersOf(runs: readonly Laid[]): readonly string[] {
  const [first, ...rest] = runs.map(({ file }) => file.metrics.filter(counts).map(({ name }) => name));
  return (first ?? []).filter((name) => rest.every((names) => names.includes(name)));
}

const COUNTER = /(^|[/_. -])(epochs?|tokens|samples|examples|images|frames|env_?steps|timesteps|global_step|episodes|iterations?)$/i;

export function isCounter(name: string): boolean {
  return COUNTER.test(name);
}

/** Measured on data that the model was not trained on, by its name. */
export function isHeldOut(name: string): boolean {
  return /(^|[^a-z])(val|valid|validation|eval|dev|test)/i.test(name);
}

function counts({ name, value }: SeriesColumns): boolean {
  return isCounter(name) && value.every((here, i) => typeof here === 'number' && (i === 0 || here >= (value[i - 1] as number)));
}

/** The points of one run in the order of steps, those that have a place on the x axis. */
export function pointsOf(file: SeriesFile, columns: SeriesColumns, { over, logX, zoom }: OverlayChoice, seconds: number): Points {
  const counter = over.startsWith('metric:') ? file.metrics.find(({ name }) => `metric:${name}` === over) : undefined;
  const points: { x: number; y: number }[] = [];
  columns.value.forEach((value, i) => {
    const x = placeOf(file, columns, i, over, counter, seconds);
    if (!Number.isFinite(x) || (logX && x <= 0)) return;
    if (zoom !== null && (x < zoom[0] || x > zoom[1])) return;
    points.push({ x, y: numberOf(value) ?? Number.NaN });
  });
  return points;
}

function placeOf(
  file: SeriesFile,
  columns: SeriesColumns,
  i: number,
  over: Over,
  counter: SeriesColumns | undefined,
  seconds: number,
): number {
  if (over === 'step') return numberOf(columns.step[i]) ?? Number.NaN;
  if (over === 'relative') return (numberOf(columns.time[i]) ?? Number.NaN) / seconds;
  if (over === 'wall') return (numberOf(columns.time[i]) ?? Number.NaN) + (file.start ?? Number.NaN);
  return counter === undefined ? Number.NaN : countAt(counter, numberOf(columns.step[i]) ?? Number.NaN);
}

/** What a counter says at a step: between two records in proportion, nowhere else. */
function countAt({ step, value }: SeriesColumns, at: number): number {
  let low = 0;
  let high = step.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((step[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  const after = numberOf(step[low]);
  if (after === null) return Number.NaN;
  if (after === at) return numberOf(value[low]) ?? Number.NaN;
  if (low === 0) return Number.NaN;
  const before = step[low - 1] as number;
  const [from, to] = [numberOf(value[low - 1]) ?? Number.NaN, numberOf(value[low]) ?? Number.NaN];
  return from + ((to - from) * (at - before)) / (after - before);
}

export interface TimeUnit {
  readonly seconds: number;
  readonly name: string;
}

export const SECOND: TimeUnit = { seconds: 1, name: 'seconds' };

/** The unit in which the longest of some runs is a number that can be read. */
export function timeUnit(runs: readonly Laid[], metric: string): TimeUnit {
  const ends = runs.flatMap(({ file }) => file.metrics.filter(({ name }) => name === metric).map(({ time }) => numberOf(time.at(-1)) ?? 0));
  const longest = Math.max(0, ...ends.filter(Number.isFinite));
  if (longest < 300) return SECOND;
  if (longest < 3 * 3600) return { seconds: 60, name: 'minutes' };
  return longest < 3 * 86400 ? { seconds: 3600, name: 'hours' } : { seconds: 86400, name: 'days' };
}

export function overText(over: Over, unit: string): string {
  if (over === 'step') return 'steps';
  if (over === 'relative') return `${unit} since the first record`;
  return over === 'wall' ? 'time, UTC' : over.slice('metric:'.length);
}

/** The number of a cell; null where there is none. */
export function numberOf(cell: Cell | null | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}
