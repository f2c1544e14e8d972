import { hashOf } from '../model/hash.ts';
import type { Direction } from '../model/report/metric.ts';
import type { Run } from '../model/run.ts';

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
      series.map(({ name, kind, rule, bits, stats }) => [name, kind, rule, bits, directionOf(name), ...Object.values(stats)]),
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
