import type { Comparison } from '../../model/project.ts';
import type { AblationTable } from '../../model/report/ablation.ts';
import type { ComparedRun, ComparePage } from '../../model/report/compare.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { RunTable } from '../../model/report/table.ts';
import type { Run } from '../../model/run.ts';
import { isoTime } from '../../model/time.ts';
import { runTable } from '../columns.ts';
import { comparedFacts } from '../compared-facts.ts';
import { differencesTitle } from '../difference-words.ts';
import { differencesOf, mergedBy } from '../differences.ts';
import { distinctNames, lineNames } from '../line-names.ts';
import { linkTo, type Overview } from '../overview.ts';
import { distinctSlots } from '../palette.ts';
import { footOf, newestTime } from '../provenance.ts';
import { type Chosen, chooseDeclared } from './compare-choice.ts';
import { comparedCode } from './compare-code.ts';
import { curveless, figuresOf, valuedMetrics } from './compare-figures.ts';
import { comparedHealth } from './compare-health.ts';
import { differencesNote } from './compare-note.ts';
import { type LinkOf, type Said, said, saidOfVariants } from './compare-words.ts';

/** Colours that lines can be told apart by; what `charts/` has. */
const SLOTS = 20;
/** Columns of values that a page has at least, where the runs have so many metrics. */
const MOST_VALUES = 7;

/** What the comparisons of a project need, worked out once. */
export interface Comparing {
  readonly view: Overview;
  readonly own: Chosen;
  readonly palette: ReadonlyMap<string, number>;
  readonly tables: readonly AblationTable[];
  /** Which variant leads all others, and of how many that can be said; null where variants were not ranked. */
  readonly ranking: Phrase | null;
}

/** The finding of the table where there is one. */
function saidHere(
  view: Overview,
  runs: readonly Run[],
  groups: Chosen['groups'],
  rule: Phrase,
  table: AblationTable | null,
  ranking: Phrase | null,
  linkOf: LinkOf,
): Said {
  const [first] = table?.metrics ?? [];
  if (first !== undefined) return { headline: first.finding, evidence: rule };
  if (ranking !== null && groups.size > 0) return { headline: [...ranking, '.'], evidence: rule };
  return groups.size > 0 ? saidOfVariants(view, groups, rule) : said(view, runs, rule, linkOf);
}

export function comparePage({ view, own, palette, tables, ranking }: Comparing, declared: Comparison | null): ComparePage {
  const { runs, rule, groups } = declared === null ? own : chooseDeclared(view, declared);
  const names = lineNames(runs);
  const distinct = new Map(distinctNames(runs).map((name, i) => [runs[i]?.id, name]));
  const linkOf = (run: Run) => ({ ...linkTo(run), name: distinct.get(run.id) ?? run.name });
  const heads = runs.filter(({ id }, i) => !groups.has(id) || runs.findIndex((run) => groups.get(run.id) === groups.get(id)) === i);
  // Lines of one variant look the same, on every page: its place is that in the list of declared variants.
  const wanted = heads.map(({ id }) => (groups.has(id) ? (view.variants.of(id)?.slot ?? 0) : (palette.get(id) ?? 0)));
  const places = distinctSlots(wanted, SLOTS);
  const slotOf = new Map(heads.map(({ id }, i) => [groups.get(id) ?? id, places[i] ?? 0]));
  const shown = runs.map((run, i): ComparedRun => {
    const { id, name, status } = run;
    const group = groups.get(id) ?? null;
    return { id, name, label: names[i] ?? name, group, slot: slotOf.get(group ?? id) ?? 0, status };
  });
  const table = declared === null ? null : (tables.find(({ slug, origin }) => origin === 'declared' && slug === declared.slug) ?? null);
  const figures = figuresOf(view, runs, shown, declared?.metrics ?? []);
  const asked = new Set([...(declared?.metrics ?? []), ...(view.primary === null ? [] : [view.primary.name]), ...figures.metrics]);
  const metrics = [...new Set([...asked, ...valuedMetrics(view, runs)])].slice(0, Math.max(asked.size, MOST_VALUES));
  const columns = [...new Map(shown.map(({ label, group, slot }, i) => [group ?? i, { label: group ?? label, slot }]))];
  const columnOf = shown.map(({ group }, i) => columns.findIndex(([key]) => key === (group ?? i)));
  const differences = differencesOf(runs.map((run) => ({ facts: comparedFacts(run), seeds: Object.keys(run.seeds) })));
  return {
    project: view.slug,
    name: declared?.slug ?? null,
    title: declared?.title ?? 'Compare',
    table,
    ...saidHere(view, runs, groups, rule, table, declared === null ? ranking : null, linkOf),
    runs: shown,
    health: comparedHealth(view, runs, linkOf),
    ...figures,
    curveless: figures.main.length > 0 || runs.length === 0 ? null : curveless(runs),
    values: valuesOf(view, runs, metrics),
    columns: columns.map(([, column]) => column),
    differences: mergedBy(differences, columnOf, columns.length),
    differencesTitle: differencesTitle(differences, runs.length),
    differencesNote: differencesNote(view, runs, differences),
    patches: runs.flatMap((run) => (run.code?.diff === undefined ? [] : [{ run: linkOf(run), diff: run.code.diff }])),
    code: comparedCode(view, runs, linkOf),
    siblings: siblingsOf(view),
    choosable: view.runs.length > 1,
    foot: footOf(
      runs.flatMap(({ sources }) => sources.map(({ path }) => path)),
      isoTime(newestTime(runs)),
    ),
  };
}

export function siblingsOf({ project }: Overview): ComparePage['siblings'] {
  const declared = project.comparisons.map(({ slug, title, name }) => ({ name: slug, title: title === '' ? name : title }));
  return [{ name: null, title: 'the project’s own' }, ...declared];
}

/** Final values and how the runs went; configuration stands in the differences. */
function valuesOf(view: Overview, runs: readonly Run[], metrics: readonly string[]): RunTable {
  const whole = runTable(view, runs, null);
  const wanted = new Map(metrics.map((name, i) => [name, i]));
  const kept = whole.columns
    .filter(({ kind, label }) => (kind === 'metric' ? wanted.has(label) : kind === 'status' || kind === 'duration'))
    .sort((a, b) => order(a) - order(b));
  function order({ kind, label }: (typeof kept)[number]): number {
    return kind === 'metric' ? (wanted.get(label) ?? 0) : kind === 'duration' ? 100 : 101;
  }
  const same = whole.same.filter(({ key }) => key.startsWith('metric:') || key === 'status');
  return { ...whole, columns: kept, shown: kept.length, left: 0, same, primary: null };
}
