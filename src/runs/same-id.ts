import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { StoredFragment } from '../model/fragment.ts';

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
    (a, b) => start(a) - start(b) || pointsOf(b) - pointsOf(a) || (a.keys.directory < b.keys.directory ? -1 : 1),
  );
  const lines: { pieces: StoredFragment[]; copies: StoredFragment[] }[] = [];
  for (const fragment of ordered) {
    const owner = lines.find((line) => takeIn(line, fragment, isPrefix));
    if (owner === undefined) lines.push({ pieces: [fragment], copies: [] });
  }
  const diagnostics: Diagnostic[] = [];
  if (lines.length > 1) {
    const paths = lines.map(({ pieces }) => pieces[0]?.keys.directory ?? '').sort();
    diagnostics.push(diagnostic('same-id-different-content', { path: paths[0] ?? '' }, { id, paths: paths.join(', ') }));
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
  const last = line.pieces.at(-1);
  if (last === undefined || !goesOn(last, fragment)) return false;
  line.pieces.push(fragment);
  return true;
}

/** A copy says the same start; a resume has one of its own. */
function sameStart(a: StoredFragment, b: StoredFragment): boolean {
  return a.facts.startedAt === undefined || b.facts.startedAt === undefined || a.facts.startedAt === b.facts.startedAt;
}

function goesOn(before: StoredFragment, after: StoredFragment): boolean {
  if (start(after) <= start(before)) return false;
  if (after.keys.resumed === true) return true;
  const steps = lastStep(before);
  const first = firstStep(after);
  return steps !== null && first !== null && first > steps;
}

function start(fragment: StoredFragment): number {
  return fragment.facts.startedAt ?? Number.NEGATIVE_INFINITY;
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
