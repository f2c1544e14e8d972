import type { FrontTrial } from '../../model/report/sweep.ts';
import type { Search } from './sweep.ts';

const MOST = 50;

/** Trials that no other beats or equals in all objectives and beats in one; empty for one objective or without directions. */
export function frontOf({ rows, objectives }: Pick<Search, 'rows' | 'objectives'>): readonly FrontTrial[] {
  if (objectives.length < 2 || objectives.some(({ direction }) => direction.better === null)) return [];
  const signs = objectives.map(({ direction }) => (direction.better === 'higher' ? 1 : -1));
  const results = rows.flatMap((row) => {
    const values = row.objectives.filter((value) => value !== null);
    return row.outcome === 'result' && values.length === objectives.length
      ? [{ row, values, scores: values.map((value, i) => value * (signs[i] as number)) }]
      : [];
  });
  const beaten = (a: readonly number[], b: readonly number[]) =>
    b.every((score, i) => score >= (a[i] as number)) && b.some((score, i) => score > (a[i] as number));
  return results
    .filter(({ scores }) => !results.some((other) => beaten(scores, other.scores)))
    .sort((a, b) => (b.scores[0] as number) - (a.scores[0] as number))
    .slice(0, MOST)
    .map(({ row: { run, number }, values }) => ({ run, number, values }));
}
