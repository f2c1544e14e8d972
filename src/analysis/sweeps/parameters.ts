import type { Run } from '../../model/run.ts';
import { leaves } from '../../model/value.ts';
import type { KeyUse } from '../../model/variant.ts';
import type { Parameter } from '../importance/space.ts';
import { canonical } from '../variants/canonical.ts';
import { guessedParameter } from './guessed-space.ts';
import { recordedSpace } from './recorded-space.ts';
import { type Candidate, withoutFollowers } from './together.ts';

/** What a sweep varied. */
export interface Varied {
  readonly parameters: readonly VariedParameter[];
  /** Keys that differ between its runs and are no parameters. */
  readonly leftOut: readonly { readonly key: string; readonly why: string }[];
}

export interface VariedParameter {
  readonly parameter: Parameter;
  readonly source: 'recorded' | 'guessed';
  readonly also: readonly string[];
  /** Canonical text by run, in the order of the runs; undefined where it lacks the key. */
  readonly texts: readonly (string | undefined)[];
}

const MOST_CHOICES = 20;

/**
 * Configuration keys in which the runs differ, in the order in which they are written. Seeds and volatile keys are none; where
 * the search recorded its space, nothing outside it is; of keys that always change together one stands for all.
 */
export function variedIn(runs: readonly Run[], uses: ReadonlyMap<string, KeyUse>): Varied {
  const recorded = recordedSpace(runs);
  const leftOut: { key: string; why: string }[] = [];
  const candidates: Candidate[] = [];
  for (const [key, texts] of columnsOf(runs)) {
    const told = texts.filter((text) => text !== undefined);
    const distinct = new Set(told).size;
    if (distinct < 2 && told.length === runs.length) continue;
    const why = reason(key, distinct, told, uses.get(key), recorded);
    if (why === null) candidates.push({ key, texts, distinct });
    else leftOut.push({ key, why });
  }
  const overridden = new Set(runs.flatMap(({ overrides }) => overrides.map((text) => text.replace(/^\+*/, '').split('=', 1)[0] as string)));
  const { kept, followers } = recorded.size > 0 ? { kept: candidates, followers: new Map() } : withoutFollowers(candidates, overridden);
  const parameters = kept.map(({ key, texts }): VariedParameter => {
    const parameter =
      recorded.get(key) ??
      guessedParameter(
        key,
        texts.filter((text) => text !== undefined),
      );
    return { parameter, source: recorded.has(key) ? 'recorded' : 'guessed', also: followers.get(key) ?? [], texts };
  });
  return { parameters, leftOut };
}

/** Why a key that differs is no parameter; null where it is one. */
function reason(
  key: string,
  distinct: number,
  told: readonly string[],
  use: KeyUse | undefined,
  recorded: ReadonlyMap<string, Parameter>,
): string | null {
  if (use?.role === 'seed') return `a seed: ${use.why}`;
  if (recorded.has(key)) return distinct < 2 ? 'one value, not in all trials' : null;
  if (recorded.size > 0) return 'not among the parameters of the search';
  if (use !== undefined && use.role !== 'factor' && use.role !== 'constant') return use.why;
  if (distinct < 2) return 'one value, not in all runs';
  const looks = guessedParameter(key, told);
  if (looks.kind === 'category' && distinct > MOST_CHOICES && distinct * 2 > told.length) return 'a text of its own in most runs';
  return null;
}

function columnsOf(runs: readonly Run[]): ReadonlyMap<string, (string | undefined)[]> {
  const columns = new Map<string, (string | undefined)[]>();
  runs.forEach(({ config }, at) => {
    for (const [key, value] of leaves(config)) {
      let column = columns.get(key);
      if (column === undefined) {
        column = Array<string | undefined>(runs.length).fill(undefined);
        columns.set(key, column);
      }
      column[at] = canonical(value);
    }
  });
  return columns;
}
