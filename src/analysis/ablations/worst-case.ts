import type { MeasuredRow } from '../../model/report/ablation.ts';
import type { Exclusion, Measured } from '../../model/variant.ts';
import type { Better } from '../statistics/words.ts';
import { type Sampled, sampledOf, type Testing, type Verdicts, verdictsOf } from './verdict.ts';

/** Outcomes of an experiment as much as a number is; what was repeated, or has not ended, is none. */
const LOST: ReadonlySet<Exclusion> = new Set(['failed', 'killed', 'pruned', 'incomplete', 'not_finite']);

/**
 * Whether verdicts would turn if every run that failed or diverged, and was not repeated with its seed, counted as the
 * worst value that any run of the table has; only a row that was tested has a verdict that can turn. In the order of the rows; null where no such run is on either side.
 */
export function worstCases(
  rows: readonly Measured[],
  baseline: number,
  better: Better | null,
  testing: Testing,
  found: Verdicts,
): readonly MeasuredRow['worstCase'][] {
  const seen = rows.flatMap(({ replicates }) =>
    replicates.flatMap(({ value }) => (value !== null && Number.isFinite(value) ? [value] : [])),
  );
  const lost = rows.map(lostSeeds);
  if (better === null || seen.length === 0 || lost.every(({ length }) => length === 0)) return rows.map(() => null);
  const worst = seen.reduce((a, b) => (better === 'higher' ? Math.min(a, b) : Math.max(a, b)));
  const again = verdictsOf(
    rows.map((row, at) => withWorst(sampledOf(row), lost[at] ?? [], worst)),
    baseline,
    testing,
  );
  return rows.map((_, at) => {
    const runs = (lost[at]?.length ?? 0) + (lost[baseline]?.length ?? 0);
    if (at === baseline || runs === 0) return null;
    const flips = found.family.adjusted[at] != null && told(found, at) !== told(again, at);
    return { runs, flips, pAdjusted: again.family.adjusted[at] ?? null };
  });
}

/** 0: not told apart; else the sign of the difference. */
function told({ verdicts, differences }: Verdicts, at: number): number {
  return verdicts[at] === 'different' ? Math.sign(differences[at]?.delta ?? 0) : 0;
}

function lostSeeds({ replicates }: Measured): readonly (string | null)[] {
  const counted = new Set(replicates.flatMap(({ seed, excluded }) => (excluded === null && seed !== null ? [seed] : [])));
  return replicates.flatMap(({ seed, excluded }) =>
    excluded !== null && LOST.has(excluded) && (seed === null || !counted.has(seed)) ? [seed] : [],
  );
}

function withWorst({ values, bySeed }: Sampled, lost: readonly (string | null)[], worst: number): Sampled {
  const seeds = new Map(bySeed);
  for (const seed of lost) if (seed !== null) seeds.set(seed, worst);
  return { values: [...values, ...lost.map(() => worst)], bySeed: seeds };
}
