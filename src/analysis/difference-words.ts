import { count, counted } from '../model/number.ts';
import type { Differences } from '../model/report/compare.ts';
import type { Phrase } from '../model/report/phrase.ts';
import { differingFactors } from './differences.ts';

/** How many keys of the configuration differ between so many runs, and whether all of them record one. */
export function differencesTitle(differences: readonly Differences[], runs: number): Phrase {
  const factors = differingFactors(differences);
  const seeds = differences.some(({ rows }) => rows.some(({ seed }) => seed)) ? ', and seeds' : '';
  const speaking = runs - (differences.find(({ part }) => part === 'config')?.silent ?? 0);
  if (runs < 2) return ['Configuration'];
  if (speaking === 0) return ['No configuration is recorded'];
  if (speaking === 1) return [`One of ${count(runs)} runs records its configuration`];
  const among = speaking < runs ? ` between the ${count(speaking)} runs that record it` : '';
  if (factors.length === 0) return [`No key of the configuration differs${seeds === '' ? '' : ' but seeds'}${among}`];
  const [first = ''] = factors;
  return factors.length === 1
    ? ['One key of the configuration differs', `${among}${seeds}`, ': ', { code: first }]
    : [`${counted(factors.length, 'key')} of the configuration differ${among}${seeds}`];
}
