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

/** As many as can carry their names in a figure. */
const OWN = 7;
/** As many as can be told apart. */
export const MOST_RUNS = 20;

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

/** All runs have one configuration, or none: then there is nothing but their rank to choose by. */
function firstRuns({ primary, selection }: Overview, found: number): Phrase {
  if (found === 0) return ['No run has a curve.'];
  const of = found > OWN ? `, of ${counted(found, 'run')}` : '';
  if (primary === null || primary.direction.better === null) return [`The newest runs${of}.`];
  return ['The best runs by ', { code: primary.name }, ` (${selectionText(selection)})${of}.`];
}

/** The runs of a comparison that `project.yaml` declares: those of its variants, and those that its query finds. */
export function chooseDeclared(view: Overview, { runs: query, variants }: Comparison): Chosen {
  const asked = query === null ? [] : find(view, query);
  const parts = partsOf(view, variants.length > 0 ? variants : [...view.project.variants.keys()]).flatMap(({ name, runs }) => {
    const members = variants.length > 0 ? runs : runs.filter((run) => asked.includes(run));
    return members.length === 0 ? [] : [{ name, runs: members }];
  });
  const each = Math.max(1, Math.floor(MOST_RUNS / Math.max(1, parts.length)));
  const groups = new Map(parts.flatMap(({ name, runs }) => runs.map(({ id }) => [id, name] as const)));
  const ofVariants = parts.flatMap(({ runs }) => runs.slice(0, each));
  const found = rank(view, asked).filter(({ id }) => !groups.has(id));
  const runs = [...new Set([...ofVariants, ...found])].slice(0, MOST_RUNS);
  const total = new Set([...groups.keys(), ...found.map(({ id }) => id)]).size;
  const cut =
    runs.length === total
      ? ''
      : parts.length > 0
        ? `; drawn are the first ${each} of each by start, ${runs.length} of ${counted(total, 'run')}`
        : `; the first ${runs.length} of ${counted(total, 'run')}`;
  const named: Phrase = parts.flatMap(({ name, runs: members }, i) => [i === 0 ? 'variants ' : ', ', { name }, ` (n = ${members.length})`]);
  const words: Phrase = query === null ? [] : [named.length > 0 ? '; runs with ' : 'runs with ', { code: query.text }];
  if (runs.length === 0) return { runs, groups: NO_GROUPS, rule: ['Declared in ', { code: 'project.yaml' }, '; it finds no runs.'] };
  return { runs, groups, rule: ['Declared in ', { code: 'project.yaml' }, ': ', ...named, ...words, `${cut}.`] };
}

/** Declared variants with their runs, a run in the first one that finds it. */
function partsOf(view: Overview, names: readonly string[]): readonly { readonly name: string; readonly runs: readonly Run[] }[] {
  const taken = new Set<Run>();
  return names.flatMap((name) => {
    const written = view.project.variants.get(name);
    const runs = written === undefined ? [] : oldestFirst(find(view, written)).filter((run) => !taken.has(run));
    for (const run of runs) taken.add(run);
    return runs.length === 0 ? [] : [{ name, runs }];
  });
}

const NO_GROUPS: ReadonlyMap<string, string> = new Map();

function find(view: Overview, { text }: WrittenQuery): readonly Run[] {
  const parsed = parseQuery(text);
  if ('error' in parsed) return [];
  const { matches } = compileForRuns(parsed.query, view.runs);
  return view.runs.filter(matches);
}

function oldestFirst(runs: readonly Run[]): readonly Run[] {
  return [...runs].sort((a, b) => (a.startedAt ?? Infinity) - (b.startedAt ?? Infinity) || (a.id < b.id ? -1 : 1));
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
