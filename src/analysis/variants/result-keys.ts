import { keyWords } from '../../model/key-words.ts';
import type { Run } from '../../model/run.ts';
import { leaves } from '../../model/value.ts';
import type { KeyColumn } from './columns.ts';
import { partitionOf } from './partition.ts';
import type { RoledKey } from './roles.ts';

const MEASURED =
  /^(loss|losses|acc|accuracy|auc|auroc|f1|f1_score|rmse|mse|mae|mape|r2|bleu|rouge|perplexity|ppl|score|scores|reward|precision|recall|iou|miou|dice|psnr|ssim|fid|wer|cer|logloss|error)$/;
const TAKEN =
  /^(duration|runtime|elapsed|elapsed_time|wall_time|walltime|training_time|train_time|total_time|fit_time|time_taken|inference_time)(_(s|sec|secs|seconds|min|minutes|hours|ms))?$/;
/** `target_accuracy`, `loss_weight`, `max_loss`: settings about a measure. */
const SETTING =
  /^(target|threshold|thresh|min|max|minimum|maximum|weight|weights|alpha|coef|coeff|coefficient|lambda|goal|type|fn|function|name|scale|clip|margin|tol|tolerance|eps|decay|rate|smoothing)$/;

/**
 * Results that were logged as configuration, with the reason for each. Three signs, each enough:
 * the summary has the key too and ends with just that number; the name says that it was measured or timed and the
 * numbers have decimals; or, in a design where the same seeds occur in several configurations, decimals that never occur
 * twice although everything else is equal but the seed.
 */
export function resultKeys(uses: readonly RoledKey[], runs: readonly Run[], forced: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const candidates = uses.filter(({ key, role, column }) => role === 'factor' && !forced.has(key) && hasDecimals(column));
  if (candidates.length === 0) return found;
  const summaries = runs.map((run) => new Map(leaves(run.summary)));
  for (const { key, column } of candidates) {
    const { last, words } = keyWords(key);
    const named = words.some((word) => MEASURED.test(word)) && !words.some((word) => SETTING.test(word));
    if (TAKEN.test(last)) found.set(key, 'a time that was taken');
    else if (named && (MEASURED.test(words.at(-1) ?? '') || /^(best|final|last)_/.test(last))) found.set(key, 'a result, by its name');
    else if (logged(column, runs, summaries)) found.set(key, 'a result: a metric ends with the same number');
  }
  const rest = candidates.filter(({ key }) => !found.has(key) && mostlyUnique(uses, key));
  for (const { key } of differsUnderSeedsAlone(uses, rest, found, runs)) found.set(key, 'a result: differs where only the seed does');
  return found;
}

function hasDecimals({ texts }: KeyColumn): boolean {
  const numbers = texts.filter((text) => text !== 'null' && text !== '""').map(Number);
  return numbers.length > 1 && numbers.every((number) => !Number.isNaN(number)) && numbers.some((number) => !Number.isInteger(number));
}

function mostlyUnique(uses: readonly RoledKey[], key: string): boolean {
  const column = uses.find((use) => use.key === key)?.column;
  return column !== undefined && column.texts.length === column.present && column.present > 3;
}

/** In every run that has the key a metric of the same last word has that very number as its last value. */
function logged({ key, codes, texts }: KeyColumn, runs: readonly Run[], summaries: readonly ReadonlyMap<string, unknown>[]): boolean {
  const { last } = keyWords(key);
  let seen = 0;
  for (const [row, run] of runs.entries()) {
    const code = codes[row] as number;
    if (code === 0) continue;
    const value = Number(texts[code - 1]);
    const same =
      run.series.some(({ name, stats }) => stats.last === value && keyWords(name).last === last && stats.points > 0) ||
      summaries[row]?.get(key) === value;
    if (!same) return false;
    seen += 1;
  }
  return seen > 1;
}

function differsUnderSeedsAlone(
  uses: readonly RoledKey[],
  candidates: readonly RoledKey[],
  found: ReadonlyMap<string, string>,
  runs: readonly Run[],
): readonly RoledKey[] {
  const seeds = uses.filter(({ role, distinct }) => role === 'seed' && distinct > 1);
  if (candidates.length === 0 || seeds.length === 0) return [];
  const rest = uses.filter((use) => use.role === 'factor' && !found.has(use.key) && !candidates.includes(use));
  const configurations = partitionOf(runs.length);
  for (const { column } of rest) configurations.split(column.codes);
  const seedings = partitionOf(runs.length);
  for (const { column } of seeds) seedings.split(column.codes);
  const bySeed = new Map<number, Set<number>>();
  const members = new Map<number, Set<number>>();
  for (let row = 0; row < runs.length; row += 1) {
    const [seed, configuration] = [seedings.of(row), configurations.of(row)];
    bySeed.set(seed, (bySeed.get(seed) ?? new Set()).add(configuration));
    members.set(configuration, (members.get(configuration) ?? new Set()).add(seed));
  }
  const repeated = [...members.values()].filter((several) => several.size > 1).length;
  const crossed = [...bySeed.values()].filter((several) => several.size > 1).length;
  return repeated > 1 && crossed > 1 ? candidates : [];
}
