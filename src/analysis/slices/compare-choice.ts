import { counted } from '../../model/number.ts';
import type { Comparison, WrittenQuery } from '../../model/project.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { identity } from '../../model/show.ts';
import { leaves } from '../../model/value.ts';
import { parseQuery } from '../../query/query.ts';
import { compileForRuns } from '../../query/run.ts';
import type { Overview } from '../overview.ts';
import { selectionText } from '../selection.ts';
import { mean } from '../statistics/sample.ts';
import { knownOf } from '../variants/known.ts';
import { measured } from '../variants/measure.ts';

/** As many as can carry their names in a figure. */
const OWN = 7;
/** As many as can be told apart. */
export const MOST_RUNS = 20;
/** Variants that a comparison shows before anyone chooses. */
const MOST_VARIANTS = 5;

/** Runs to compare, best first, and by what rule they were chosen. */
export interface Chosen {
  readonly runs: readonly Run[];
  readonly rule: Phrase;
  /** Id of a run → the declared variant that it is shown as; empty where each run stands for itself. */
  readonly groups: ReadonlyMap<string, string>;
}

/**
 * What a project shows before anyone chooses: of every configuration (seeds aside) its best run by the primary metric,
 * the best of these; without such a metric the newest.
 */
export function chooseOwn(view: Overview): Chosen {
  const { primary } = view;
  const replicated = chooseVariants(view);
  if (replicated !== null) return replicated;
  const ranked = rank(
    view,
    view.runs.filter((run) => run.series.some(({ kind, stats }) => kind === 'metric' && stats.points > 1)),
  );
  const seen = new Set<string>();
  const one = ranked.filter((run) => {
    const key = configurationOf(run);
    return seen.has(key) ? false : seen.add(key);
  });
  const runs = one.slice(0, OWN);
  if (runs.length < 2) return { runs: ranked.slice(0, OWN), groups: NO_GROUPS, rule: firstRuns(view, ranked.length) };
  const of = one.length > runs.length ? `, the first ${runs.length} of ${counted(one.length, 'configuration')}` : '';
  if (primary === null || primary.direction.better === null)
    return { runs, groups: NO_GROUPS, rule: [`The newest run of each configuration, seeds aside${of}.`] };
  return {
    runs,
    groups: NO_GROUPS,
    rule: ['The best run of each configuration, seeds aside, by ', { code: primary.name }, ` (${selectionText(view.selection)})${of}.`],
  };
}

/** Variants with two runs or more that count, best mean first, with the baseline; null where there are not two of them. */
function chooseVariants(view: Overview): Chosen | null {
  const { primary, variants } = view;
  const better = primary?.direction.better ?? null;
  if (primary === null || better === null) return null;
  const found = variants.list.flatMap((variant) => {
    const { values, replicates } = measured(view, variant, primary.name);
    const runs = replicates.flatMap(({ run, excluded }) => (excluded === null && hasCurve(run) ? [run] : []));
    return values.length >= 2 && runs.length >= 2 ? [{ variant, runs, mean: mean(values) }] : [];
  });
  if (found.length < 2) return null;
  found.sort((a, b) => (better === 'higher' ? b.mean - a.mean : a.mean - b.mean));
  const home = found.find(({ variant }) => variant === variants.baseline?.variant);
  const best = found.slice(0, MOST_VARIANTS);
  const shown = home === undefined || best.includes(home) ? best : [...best.slice(0, -1), home];
  const each = Math.floor(MOST_RUNS / shown.length);
  const of = found.length > shown.length ? `, of ${counted(found.length, 'variant')} with two runs or more` : '';
  const cut = shown.some(({ runs }) => runs.length > each) ? ` The first ${each} runs of each are drawn.` : '';
  return {
    runs: shown.flatMap(({ runs }) => runs.slice(0, each)),
    groups: new Map(shown.flatMap(({ variant, runs }) => runs.slice(0, each).map(({ id }) => [id, variant.label] as const))),
    rule: [
      `The ${shown.length} best variants by their mean of `,
      { code: primary.name },
      ` (${selectionText(view.selection)})${home === undefined ? '' : ' and the baseline'}${of}.${cut}`,
    ],
  };
}

function hasCurve(run: Run): boolean {
  return run.series.some(({ kind, stats }) => kind === 'metric' && stats.points > 1);
}

/** All runs have one configuration, or none: then there is nothing but their rank to choose by. */
function firstRuns({ primary, selection }: Overview, found: number): Phrase {
  if (found === 0) return ['No run has a curve.'];
  const of = found > OWN ? `, of ${counted(found, 'run')}` : '';
  if (primary === null || primary.direction.better === null) return [`The newest runs${of}.`];
  return ['The best runs by ', { code: primary.name }, ` (${selectionText(selection)})${of}.`];
}

/** The runs of a comparison that `project.yaml` declares: those of its variants, or the variants of what its query finds. */
export function chooseDeclared(view: Overview, { runs: query, variants, baseline }: Comparison): Chosen {
  const asked = query === null ? view.runs : find(view, query);
  const named = variants.flatMap((name) => view.variants.named(name) ?? []);
  const own = baseline === null ? undefined : view.variants.named(baseline);
  const list = variants.length > 0 ? [...new Set([...(own === undefined ? [] : [own]), ...named])] : view.variants.list;
  const among = new Set(asked.map(({ id }) => id));
  const parts = list.flatMap(({ label, runs }) => {
    const members = runs.filter(({ id }) => among.has(id));
    return members.length === 0 ? [] : [{ name: label, runs: members }];
  });
  const each = Math.max(1, Math.floor(MOST_RUNS / Math.max(1, parts.length)));
  const drawn = parts.slice(0, MOST_RUNS).map(({ name, runs }) => ({ name, runs: runs.slice(0, each) }));
  const runs = drawn.flatMap((part) => part.runs);
  const groups = new Map(drawn.flatMap((part) => part.runs.map(({ id }) => [id, part.name] as const)));
  const total = parts.reduce((sum, part) => sum + part.runs.length, 0);
  const cut = runs.length === total ? '' : `; drawn are the first ${each} of each by start, ${runs.length} of ${counted(total, 'run')}`;
  const words: Phrase = query === null ? [] : ['; runs with ', { code: query.text }];
  if (runs.length === 0) return { runs, groups: NO_GROUPS, rule: ['Declared in ', { code: 'project.yaml' }, '; it finds no runs.'] };
  return {
    runs,
    groups,
    rule: [
      'Declared in ',
      { code: 'project.yaml' },
      `: ${counted(parts.length, 'variant')}, ${counted(total, 'run')}`,
      ...words,
      `${cut}.`,
    ],
  };
}

const NO_GROUPS: ReadonlyMap<string, string> = new Map();

function find(view: Overview, { text }: WrittenQuery): readonly Run[] {
  const parsed = parseQuery(text);
  if ('error' in parsed) return [];
  const { matches } = compileForRuns(parsed.query, view.runs, knownOf(view.variants));
  return view.runs.filter(matches);
}

/** Best first; without a direction newest first. Runs without a finite value last. */
export function rank(view: Overview, runs: readonly Run[]): readonly Run[] {
  const { primary } = view;
  const age = new Map(view.newest.map((run, i) => [run.id, i]));
  const byAge = (a: Run, b: Run) => (age.get(a.id) ?? 0) - (age.get(b.id) ?? 0);
  if (primary === null || primary.direction.better === null) return [...runs].sort(byAge);
  const sign = primary.direction.better === 'higher' ? -1 : 1;
  const worth = (run: Run) => {
    const value = view.value(run, primary.name);
    return value === undefined || !Number.isFinite(value) ? Number.POSITIVE_INFINITY : sign * value;
  };
  return [...runs].sort((a, b) => {
    const [x, y] = [worth(a), worth(b)];
    return x === y ? byAge(a, b) : x - y;
  });
}

/** Equal for runs whose configurations are equal but for seeds. */
function configurationOf({ config, seeds }: Run): string {
  return [...leaves(config)]
    .filter(([key]) => !Object.hasOwn(seeds, key))
    .map(([key, value]) => `${key}=${identity(value)}`)
    .sort()
    .join('\n');
}
