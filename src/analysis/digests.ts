import { hashOf, shortHash } from '../model/hash.ts';
import type { Direction } from '../model/report/metric.ts';
import type { Run, RunSeries } from '../model/run.ts';
import type { SeriesStats } from '../model/series.ts';

/** Hashes of what is recorded, for the keys of pages. */
export interface Digests {
  /** All that is recorded of a run, its curves by their digest. */
  record(run: Run): string;
  /** Its series with rules, figures and directions; the hashes of its files stand for the points. */
  curves(run: Run): string;
}

/**
 * Each hash is worked out once: a run stands in the key of its own page, of its variant's, and of its siblings'. Whoever asks
 * with the same function gets the same digests.
 */
export function digestsOf(directionOf: (metric: string) => Direction): Digests {
  const known = made.get(directionOf);
  if (known !== undefined) return known;
  const toldOf = tellerOf(directionOf);
  const record = once((run) => hashOf({ ...run, series: curves(run) }));
  const curves = once(({ id, sources, series }) => {
    const words = `${sources.map(({ sha256: hash }) => hash).join(' ')}\n${series.map(toldOf).join(' ')}\n${id}`;
    return shortHash(Buffer.concat([Buffer.from(words), figuresOf(series)]));
  });
  const digests = { record, curves };
  made.set(directionOf, digests);
  return digests;
}

const made = new WeakMap<(metric: string) => Direction, Digests>();

/** What a series is, as text. Most runs of a project have the same series, so that the last text of a name serves again. */
function tellerOf(directionOf: (metric: string) => Direction): (series: RunSeries) => string {
  const last = new Map<string, { readonly series: RunSeries; readonly text: string }>();
  return (series) => {
    const { name, kind, rule, bits } = series;
    const before = last.get(name);
    if (before?.series.kind === kind && before.series.rule === rule && before.series.bits === bits) return before.text;
    const { better, source } = directionOf(name);
    const text = JSON.stringify([name, kind, rule, bits, better, source]);
    last.set(name, { series, text });
    return text;
  };
}

function once(make: (run: Run) => string): (run: Run) => string {
  const digests = new WeakMap<Run, string>();
  return (run) => {
    const known = digests.get(run);
    if (known !== undefined) return known;
    const digest = make(run);
    digests.set(run, digest);
    return digest;
  };
}

const FIGURES = Object.keys({
  points: 0,
  putAside: 0,
  nan: 0,
  infinite: 0,
  firstStep: 0,
  lastStep: 0,
  first: 0,
  last: 0,
  min: 0,
  minStep: 0,
  max: 0,
  maxStep: 0,
  startTime: 0,
  endTime: 0,
} satisfies Record<keyof SeriesStats, 0>) as readonly (keyof SeriesStats)[];

/** The figures of every series as the bytes of their numbers, each after a number that tells which of them are missing. */
function figuresOf(series: readonly RunSeries[]): Uint8Array {
  const all = new Float64Array(series.length * (FIGURES.length + 1));
  let at = 0;
  for (const { stats } of series) {
    let missing = 0;
    FIGURES.forEach((name, i) => {
      const figure = stats[name];
      if (figure === null) missing += 2 ** i;
      else all[at + 1 + i] = figure;
    });
    all[at] = missing;
    at += FIGURES.length + 1;
  }
  return new Uint8Array(all.buffer);
}
