import type { Facts, Keys, StoredFragment, Tracker } from '../../src/model/fragment.ts';
import type { SeriesHead, SeriesStats } from '../../src/model/series.ts';
import { type JoinInput, join } from '../../src/runs/join.ts';

/** A fragment with just what a test is about. */
export function fragment(
  tracker: Tracker,
  keys: Partial<Keys> & { directory: string },
  facts: Facts = {},
  series: readonly SeriesHead[] = [],
): StoredFragment {
  const source = { path: `${keys.directory}/${tracker}.log`, size: 1, sha256: `${tracker}${keys.directory}` };
  return { tracker, format: tracker, keys: { role: 'run', ...keys }, sources: [source], facts, series };
}

/** A series that knows its name, its number of points, its first and last step and, from 0 up, its last value. */
export function head(name: string, points: number, firstStep = 0, last = 0): SeriesHead {
  return {
    name,
    kind: 'metric',
    rule: 'all',
    bits: 64,
    stats: { ...stats(points, firstStep), last, max: last },
    ref: { claim: name, row: 0, index: points },
  };
}

function stats(points: number, firstStep: number): SeriesStats {
  const lastStep = firstStep + points - 1;
  return {
    points,
    putAside: 0,
    nan: 0,
    infinite: 0,
    firstStep,
    lastStep,
    first: 0,
    last: 0,
    min: 0,
    minStep: firstStep,
    max: 0,
    maxStep: firstStep,
    startTime: null,
    endTime: null,
  };
}

export function joinThem(fragments: readonly StoredFragment[], more: Partial<JoinInput> = {}) {
  const joined = join({
    fragments,
    places: [],
    rootName: 'root',
    isPrefix: (a, b) =>
      a.series.every((series) =>
        b.series.some(
          (other) =>
            other.name === series.name && other.stats.points >= series.stats.points && other.stats.firstStep === series.stats.firstStep,
        ),
      ),
    measure: (parts) =>
      stats(
        parts.reduce((sum, part) => sum + part.stats.points, 0),
        parts[0]?.stats.firstStep ?? 0,
      ),
    ...more,
  });
  return { ...joined, runs: joined.projects.flatMap(({ runs }) => runs), codes: joined.diagnostics.map(({ code }) => code) };
}
