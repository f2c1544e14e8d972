import { hashOf, sha256 } from '../model/hash.ts';
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

/** Each hash is worked out once: a run stands in the key of its own page, of its variant's, and of its siblings'. */
export function digestsOf(directionOf: (metric: string) => Direction): Digests {
  const record = once((run) => hashOf({ ...run, series: curves(run) }));
  const curves = once(({ id, sources, series }) =>
    hashOf(
      id,
      sources.map(({ sha256 }) => sha256),
      series.flatMap(({ name, kind, rule, bits }) => {
        const { better, source } = directionOf(name);
        return [name, kind, rule, bits, better, source];
      }),
      sha256(figuresOf(series)),
    ),
  );
  return { record, curves };
}

function once(make: (run: Run) => string): (run: Run) => string {
  const made = new WeakMap<Run, string>();
  return (run) => {
    const known = made.get(run);
    if (known !== undefined) return known;
    const digest = make(run);
    made.set(run, digest);
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
