import { numberText, shortNumber } from '../../model/number.ts';
import type { Change, Confounder } from '../../model/report/ablation.ts';
import type { Run } from '../../model/run.ts';
import { words } from '../direction.ts';
import { seriesOf } from '../selection.ts';

/** Medians that lie further apart than this share are told. */
const ALIKE = 0.01;

/** Rather tokens or samples than epochs, rather epochs than steps: a larger batch needs fewer steps for the same budget. */
const UNITS: readonly { readonly name: string; readonly words: ReadonlySet<string> }[] = [
  { name: 'tokens', words: new Set(['tokens', 'token']) },
  { name: 'samples', words: new Set(['samples', 'examples', 'images', 'frames']) },
  { name: 'epoch', words: new Set(['epoch', 'epochs']) },
];

const CHANGED = new Set('epoch epochs step steps iter iters iteration iterations tokens budget patience duration timesteps'.split(' '));

/** Whether a row was trained for longer or shorter than the baseline, unless that is the very change. */
export function budgetDiffers(
  baseline: readonly Run[],
  row: readonly Run[],
  changes: readonly Change[],
  metric: string,
): readonly Confounder[] {
  if (changes.some(({ keys }) => keys.some((key) => words(key).some((word) => CHANGED.has(word))))) return [];
  const counted = countedBy();
  const units = [
    ...UNITS.map(({ name, words: named }) => ({ name: `last ${name}`, of: (run: Run) => counter(run, counted, named) })),
    { name: 'last step', of: (run: Run) => seriesOf(run, metric)?.stats.lastStep ?? null },
  ];
  for (const { name, of } of units) {
    const [a, b] = [median(baseline.map(of)), median(row.map(of))];
    if (a === null || b === null || a <= 0) continue;
    const share = b / a - 1;
    if (Math.abs(share) <= ALIKE) return [];
    const percent = numberText(100 * share, { kind: 'fixed', digits: Math.abs(share) < 0.1 ? 1 : 0 });
    const more = share > 0 ? '+' : '';
    return [
      {
        part: 'budget',
        degree: 'differs',
        words: [`budget ${more}${percent} % (median ${name} ${shortNumber(b)} against ${shortNumber(a)})`],
      },
    ];
  }
  return [];
}

/** What a metric counts by its name: the last word, of names met before without another look; none of a rate. */
function countedBy(): (metric: string) => string {
  const known = new Map<string, string>();
  return (metric) => {
    const before = known.get(metric);
    if (before !== undefined) return before;
    const all = words(metric);
    const found = all.includes('per') ? '' : (all.at(-1) ?? '');
    known.set(metric, found);
    return found;
  };
}

/** The last value of a series that counts, such as `epoch` or `consumed_tokens`. */
function counter(run: Run, counted: (metric: string) => string, named: ReadonlySet<string>): number | null {
  for (const { name, kind, stats } of run.series) {
    if (kind !== 'metric' || !named.has(counted(name))) continue;
    if (stats.last !== null && stats.last === stats.max && stats.last > 0) return stats.last;
  }
  return null;
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value)).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const middle = known.length >> 1;
  return known.length % 2 === 1 ? (known[middle] as number) : ((known[middle - 1] as number) + (known[middle] as number)) / 2;
}
