import { counted } from '../../model/number.ts';
import type { Comparison, WrittenQuery } from '../../model/project.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { parseQuery } from '../../query/query.ts';
import { compileForRuns } from '../../query/run.ts';
import type { Overview } from '../overview.ts';
import { selectionText } from '../selection.ts';
import { mean } from '../statistics/sample.ts';
import { knownOf } from '../variants/known.ts';
import { measured } from '../variants/measure.ts';
import { type Candidates, candidatesOf, firstOfEach, rank } from './compare-candidates.ts';

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
  const candidates = candidatesOf(view);
  const replicated = chooseVariants(view, new Set(candidates.runs));
  if (replicated !== null) return replicated;
  const ranked = rank(view, candidates.runs);
  const one = firstOfEach(ranked);
  const runs = one.slice(0, OWN);
  const silent = runs.filter(({ config }) => Object.keys(config).length === 0).length;
  if (runs.length < 2 || silent === runs.length)
    return { runs: ranked.slice(0, OWN), groups: NO_GROUPS, rule: firstRuns(view, candidates) };
  const of = one.length > runs.length ? `, the first ${runs.length} of ${counted(one.length, 'configuration')}` : '';
  const alone = silent > 0 ? '; a run that records none stands for itself' : '';
  const rule: Phrase = [...bestBy(view, 'run of each configuration, seeds aside'), `${among(candidates.which)}${of}${alone}.`];
  return { runs, groups: NO_GROUPS, rule };
}

/** Variants with two runs or more that count, best mean first, with the baseline; null where there are not two of them. */
function chooseVariants(view: Overview, candidates: ReadonlySet<Run>): Chosen | null {
  const { primary, variants } = view;
  const better = primary?.direction.better ?? null;
  if (primary === null || better === null) return null;
  const found = variants.list.flatMap((variant) => {
    const { values, replicates } = measured(view, variant, primary.name);
    const runs = replicates.flatMap(({ run, excluded }) => (excluded === null && candidates.has(run) ? [run] : []));
    return values.length >= 2 && runs.length >= 2 ? [{ variant, runs, mean: mean(values) }] : [];
  });
  if (found.length < 2) return null;
  found.sort((a, b) => (better === 'higher' ? b.mean - a.mean : a.mean - b.mean));
  const home = found.find(({ variant }) => variant === variants.baseline?.variant);
  const best = found.slice(0, MOST_VARIANTS);
  const beside = home === undefined || best.includes(home) ? [] : [home];
  const shown = [...best.slice(0, MOST_VARIANTS - beside.length), ...beside];
  const each = Math.floor(MOST_RUNS / shown.length);
  const of = found.length > shown.length ? `, of ${counted(found.length, 'variant')} with two runs or more` : '';
  const cut = shown.some(({ runs }) => runs.length > each) ? ` The first ${each} runs of each are shown.` : '';
  return {
    runs: shown.flatMap(({ runs }) => runs.slice(0, each)),
    groups: new Map(shown.flatMap(({ variant, runs }) => runs.slice(0, each).map(({ id }) => [id, variant.label] as const))),
    rule: [
      `The ${shown.length - beside.length} best variants by their mean of `,
      { code: primary.name },
      ` (${selectionText(view.selection)})${beside.length === 0 ? '' : ' and the baseline'}${of}.${cut}`,
    ],
  };
}

/** "The best runs by …", or the newest where no direction is known. */
function bestBy({ primary, selection }: Overview, what: string): Phrase {
  if (primary === null || primary.direction.better === null) return [`The newest ${what}`];
  return [`The best ${what}, by `, { code: primary.name }, ` (${selectionText(selection)})`];
}

/** All runs have one configuration, or none is recorded: then there is nothing but their rank to choose by. */
function firstRuns(view: Overview, { runs, which }: Candidates): Phrase {
  if (runs.length === 0) return [];
  if (runs.length === 1) return [view.runs.length === 1 ? 'It is the only run of this project.' : 'No other run has values of a metric.'];
  return [...bestBy(view, 'runs'), `${runs.length > OWN ? `, of ${counted(runs.length, 'run')}${which}` : among(which)}.`];
}

function among(which: string): string {
  return which === '' ? '' : `, among runs${which}`;
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
