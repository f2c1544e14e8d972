import { counted } from '../../model/number.ts';
import type { Comparison } from '../../model/project.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { identity } from '../../model/show.ts';
import { leaves } from '../../model/value.ts';
import { parseQuery } from '../../query/query.ts';
import { compileForRuns } from '../../query/run.ts';
import type { Overview } from '../overview.ts';
import { selectionText } from '../selection.ts';

/** As many as can carry their names in a figure. */
const OWN = 7;
/** As many as can be told apart. */
export const MOST_RUNS = 20;

/** Runs to compare, best first, and by what rule they were chosen. */
export interface Chosen {
  readonly runs: readonly Run[];
  readonly rule: Phrase;
}

/**
 * What a project shows before anyone chooses: of every configuration (seeds aside) its best run by the primary metric,
 * the best of these; without such a metric the newest.
 */
export function chooseOwn(view: Overview): Chosen {
  const { primary } = view;
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
  if (runs.length < 2)
    return { runs: ranked.slice(0, OWN), rule: [`The ${primary === null ? 'newest' : 'best'} runs with more than one point.`] };
  const of = one.length > runs.length ? `, the first ${runs.length} of ${counted(one.length, 'configuration')}` : '';
  if (primary === null || primary.direction.better === null)
    return { runs, rule: [`The newest run of each configuration, seeds aside${of}.`] };
  return {
    runs,
    rule: ['The best run of each configuration, seeds aside, by ', { code: primary.name }, ` (${selectionText(view.selection)})${of}.`],
  };
}

/** The runs of a comparison that `project.yaml` declares: those that its query finds. */
export function chooseDeclared(view: Overview, { runs: query, variants }: Comparison): Chosen {
  const texts = [query, ...variants.map((name) => view.project.variants.get(name) ?? null)].filter((text) => text !== null);
  const matchers = texts
    .map(({ text }) => parseQuery(text))
    .flatMap((parsed) => ('error' in parsed ? [] : [compileForRuns(parsed.query, view.runs).matches]));
  const found = rank(view, matchers.length === 0 ? [] : view.runs.filter((run) => matchers.some((matches) => matches(run))));
  const queries: Phrase = texts.flatMap(({ text }, i) => [...(i === 0 ? [] : [' or ']), { code: text }]);
  const runs = found.slice(0, MOST_RUNS);
  const rest = found.length > runs.length ? `; the first ${runs.length} of ${counted(found.length, 'run')}` : '';
  if (queries.length === 0) return { runs, rule: ['The comparison names no runs.'] };
  return { runs, rule: ['Declared in ', { code: 'project.yaml' }, ': runs with ', ...queries, `${rest}.`] };
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
