import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { StoredFragment } from '../model/fragment.ts';
import { NEVER_RESUMED } from './precedence.ts';

/** What the fragments of one tracker id are to each other: each line is one run. */
export interface SameId {
  readonly lines: readonly { readonly pieces: StoredFragment[]; readonly copies: StoredFragment[] }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Same bytes or a prefix: a copy. A later process that goes on where the earlier one stopped: a resume, concatenated by
 * start time. Anything else: runs of their own, and a diagnostic. `isPrefix(a, b)`: every series of a begins one of b.
 */
export function resolveSameId(
  id: string,
  fragments: readonly StoredFragment[],
  isPrefix: (a: StoredFragment, b: StoredFragment) => boolean,
): SameId {
  const ordered = [...fragments].sort(
    (a, b) => start(a) - start(b) || pointsOf(b) - pointsOf(a) || open(a) - open(b) || (a.keys.directory < b.keys.directory ? -1 : 1),
  );
  const lines: { pieces: StoredFragment[]; copies: StoredFragment[] }[] = [];
  for (const fragment of ordered) {
    const owner = lines.find((line) => takeIn(line, fragment, isPrefix));
    if (owner === undefined) lines.push({ pieces: [fragment], copies: [] });
  }
  const diagnostics: Diagnostic[] = [];
  if (lines.length > 1) {
    const paths = [...new Set(lines.map(({ pieces }) => pieces[0]?.keys.directory ?? ''))].sort();
    diagnostics.push(
      diagnostic(
        'same-id-different-content',
        { path: paths[0] ?? '' },
        { id, paths: paths.map((path) => (path === '' ? 'the folder itself' : path)).join(', ') },
      ),
    );
  }
  return { lines, diagnostics };
}

function takeIn(
  line: { pieces: StoredFragment[]; copies: StoredFragment[] },
  fragment: StoredFragment,
  isPrefix: (a: StoredFragment, b: StoredFragment) => boolean,
): boolean {
  for (const [i, piece] of line.pieces.entries()) {
    if (sameStart(piece, fragment) && isPrefix(fragment, piece)) {
      line.copies.push(fragment);
      return true;
    }
    if (sameStart(piece, fragment) && isPrefix(piece, fragment)) {
      line.copies.push(piece);
      line.pieces[i] = fragment;
      return true;
    }
  }
  if (!goesOn(line.pieces, fragment)) return false;
  line.pieces.push(fragment);
  return true;
}

/** A copy says the same start; a resume has one of its own. */
function sameStart(a: StoredFragment, b: StoredFragment): boolean {
  return a.facts.startedAt === undefined || b.facts.startedAt === undefined || a.facts.startedAt === b.facts.startedAt;
}

/**
 * A later process goes on where the tracker says so, where it or all before it logged no metric, where its steps are behind
 * those before and, since a checkpoint may be older than the last step, where it begins behind the run's first step
 * after the process before it has ended. One that begins at the first step anew is another run.
 */
function goesOn(pieces: readonly StoredFragment[], after: StoredFragment): boolean {
  const before = pieces.at(-1);
  if (before === undefined || NEVER_RESUMED.has(after.tracker) || start(after) <= start(before)) return false;
  if (after.keys.resumed === true) return true;
  const first = firstStep(after);
  const known = pieces.filter((piece) => firstStep(piece) !== null);
  if (first === null || known.length === 0) return true;
  if (known.every((piece) => first > (lastStep(piece) as number))) return true;
  return known.every((piece) => first > (firstStep(piece) as number)) && (before.facts.endedAt ?? Number.NEGATIVE_INFINITY) <= start(after);
}

function start(fragment: StoredFragment): number {
  return fragment.facts.startedAt ?? Number.NEGATIVE_INFINITY;
}

/** A copy that was made before the end, or torn behind the last metric, knows less of the status than a later one. */
function open({ facts }: StoredFragment): number {
  return facts.status === undefined || facts.status === 'unknown' ? 2 : facts.status === 'running' ? 1 : 0;
}

function pointsOf(fragment: StoredFragment): number {
  return fragment.series.reduce((sum, { stats }) => sum + stats.points, 0);
}

function lastStep(fragment: StoredFragment): number | null {
  return fragment.series.reduce<number | null>(
    (best, { kind, stats }) =>
      kind === 'metric' && stats.lastStep !== null && (best === null || stats.lastStep > best) ? stats.lastStep : best,
    null,
  );
}

function firstStep(fragment: StoredFragment): number | null {
  return fragment.series.reduce<number | null>(
    (best, { kind, stats }) =>
      kind === 'metric' && stats.firstStep !== null && (best === null || stats.firstStep < best) ? stats.firstStep : best,
    null,
  );
}
