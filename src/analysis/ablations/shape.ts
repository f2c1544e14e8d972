import type { AblationShape, Change } from '../../model/report/ablation.ts';
import { numberOf } from './change.ts';

interface Row {
  readonly changes: readonly Change[];
  /** Neither side differs within itself. */
  readonly pure: boolean;
}

/** What a set of rows around a baseline is. */
export function shapeOf(rows: readonly Row[]): { readonly shape: AblationShape; readonly factor: string | null } {
  const single = rows.every(({ changes, pure }) => pure && changes.length === 1);
  if (!single) return { shape: 'comparison', factor: null };
  const changes = rows.flatMap((row) => row.changes);
  const [first] = changes;
  const numeric = changes.every(({ from, to }) => Number.isFinite(numberOf(from)) && Number.isFinite(numberOf(to)));
  if (first !== undefined && rows.length >= 2 && numeric && changes.every(({ factor }) => factor === first.factor))
    return { shape: 'sensitivity', factor: first.factor };
  return { shape: starShape(changes), factor: null };
}

/** Parts left out, parts put in, or neither by half. */
export function starShape(changes: readonly Change[]): 'leave_one_out' | 'add_one_in' | 'star' {
  const off = changes.filter(({ kind }) => kind === 'without').length;
  const on = changes.filter(({ kind }) => kind === 'with').length;
  if (off * 2 >= changes.length && off >= on) return 'leave_one_out';
  return on * 2 >= changes.length ? 'add_one_in' : 'star';
}

/** Places that span a decade or nearly so are shown on a log axis. */
export function logAxis(places: readonly number[]): boolean {
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return low > 0 && high / low >= 8;
}
