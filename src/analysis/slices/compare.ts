import { count, counted, numberText, shortNumber } from '../../model/number.ts';
import type { Comparison } from '../../model/project.ts';
import type { ComparedRun, ComparePage, Differences } from '../../model/report/compare.ts';
import type { Phrase, Piece } from '../../model/report/phrase.ts';
import type { RunTable } from '../../model/report/table.ts';
import type { Run } from '../../model/run.ts';
import { isoTime } from '../../model/time.ts';
import { runTable } from '../columns.ts';
import { comparedFacts } from '../compared-facts.ts';
import { differencesOf, differingFactors } from '../differences.ts';
import { lineNames } from '../line-names.ts';
import { linkTo, type Overview } from '../overview.ts';
import { distinctSlots } from '../palette.ts';
import { footOf, newestTime } from '../provenance.ts';
import { type Chosen, chooseDeclared } from './compare-choice.ts';
import { figuresOf } from './compare-figures.ts';

/** Colours that lines can be told apart by; what `charts/` has. */
const SLOTS = 20;

/** What the comparisons of a project need, worked out once. */
export interface Comparing {
  readonly view: Overview;
  readonly own: Chosen;
  readonly palette: ReadonlyMap<string, number>;
}

export function comparePage({ view, own, palette }: Comparing, declared: Comparison | null): ComparePage {
  const { runs, rule } = declared === null ? own : chooseDeclared(view, declared);
  const names = lineNames(runs);
  const slots = distinctSlots(
    runs.map(({ id }) => palette.get(id) ?? 0),
    SLOTS,
  );
  const shown = runs.map((run, i): ComparedRun => {
    const { id, name, status } = run;
    return { id, name, label: names[i] ?? name, slot: slots[i] ?? 0, status };
  });
  const figures = figuresOf(view, runs, shown, declared?.metrics ?? []);
  const differences = differencesOf(runs.map((run) => ({ facts: comparedFacts(run), seeds: Object.keys(run.seeds) })));
  return {
    project: view.slug,
    name: declared?.slug ?? null,
    title: declared?.title ?? 'Compare',
    ...said(view, runs, rule),
    runs: shown,
    ...figures,
    values: valuesOf(view, runs, figures.metrics),
    differences,
    differencesTitle: differencesTitle(differences, runs.length),
    differencesNote: differencesNote(view, runs, differences),
    patches: runs.flatMap((run) => (run.code?.diff === undefined ? [] : [{ run: linkTo(run), diff: run.code.diff }])),
    siblings: siblingsOf(view),
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

function said(view: Overview, runs: readonly Run[], rule: Phrase): { headline: Phrase; evidence: Phrase } {
  const { primary } = view;
  const values =
    primary === null
      ? []
      : runs.map((run) => ({ run, value: view.value(run, primary.name) ?? Number.NaN })).filter(({ value }) => Number.isFinite(value));
  const better = primary?.direction.better ?? null;
  if (primary === null || better === null || values.length < 2) {
    const why =
      primary === null
        ? 'No metric has a known direction, so none can be called the best. '
        : values.length < 2
          ? 'Fewer than two have a finite value of the primary metric. '
          : '';
    return {
      headline: [runs.length === 0 ? 'No run to compare.' : `${counted(runs.length, 'run')} side by side.`],
      evidence: [why, ...rule],
    };
  }
  const sign = better === 'higher' ? -1 : 1;
  const [best, second] = values.sort((a, b) => sign * (a.value - b.value));
  if (best === undefined || second === undefined) return { headline: [], evidence: rule };
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const end: Phrase =
    best.value === second.value
      ? [
          { run: linkTo(best.run) },
          ' and ',
          { run: linkTo(second.run) },
          ` share the ${better === 'higher' ? 'highest' : 'lowest'} `,
          { code: primary.name },
          ': ',
          { strong: `${numberText(best.value, primary.format)}${unit}` },
          '.',
        ]
      : [
          { run: linkTo(best.run) },
          ` has the ${better === 'higher' ? 'highest' : 'lowest'} `,
          { code: primary.name },
          ': ',
          { strong: `${numberText(best.value, primary.format)}${unit}` },
          `, ${shortNumber(Math.abs(best.value - second.value), 3)} ${better === 'higher' ? 'above' : 'below'} `,
          { run: linkTo(second.run) },
          '.',
        ];
  return {
    headline: [`Of ${counted(runs.length, 'run')}, `, ...end],
    evidence: [
      { strong: 'n = 1' },
      ' each: these are single runs, and a difference between them may be noise; nothing is tested here. ',
      ...rule,
    ],
  };
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

function differencesTitle(differences: readonly Differences[], runs: number): Phrase {
  const factors = differingFactors(differences);
  const seeds = differences.some(({ rows }) => rows.some(({ seed }) => seed)) ? ', and seeds' : '';
  if (runs < 2) return ['Configuration'];
  if (factors.length === 0) return [`No key of the configuration differs${seeds === '' ? '' : ' but seeds'}`];
  const [first = ''] = factors;
  return factors.length === 1
    ? ['One key of the configuration differs', seeds, ': ', { code: first }]
    : [`${counted(factors.length, 'key')} of the configuration differ${seeds}`];
}

/** What is silent in the records, and by how much the code moved. */
function differencesNote(view: Overview, runs: readonly Run[], differences: readonly Differences[]): Phrase {
  const silent = differences.filter((one) => one.silent === runs.length).map(({ part }) => PART_NOUN[part]);
  const commits = [...new Set(runs.map(({ code }) => code?.commit).filter((commit) => commit !== undefined))];
  const known = commits.flatMap((commit) => view.input.commits.get(commit) ?? []).sort((a, b) => (a.date < b.date ? -1 : 1));
  const [first, last] = [known[0], known.at(-1)];
  const parts: Piece[] = [];
  if (commits.length > 1) {
    parts.push(`The runs are of ${counted(commits.length, 'commit')}`);
    if (first !== undefined && last !== undefined && first !== last)
      parts.push(
        ', from ',
        { code: first.commit.slice(0, 10) },
        ` (${first.date.slice(0, 10)}) to `,
        { code: last.commit.slice(0, 10) },
        ` (${last.date.slice(0, 10)})`,
      );
    parts.push('. ');
  }
  const dirty = runs.filter(({ code }) => code?.dirty === true).length;
  if (dirty > 0) parts.push(`${count(dirty)} of ${counted(runs.length, 'run')} had uncommitted changes. `);
  if (silent.length > 0) parts.push(`Not recorded in any of them: ${silent.join(', ')}; a difference there would not be seen.`);
  return parts;
}

const PART_NOUN = { config: 'configuration', data: 'data', code: 'code', environment: 'environment', packages: 'packages' } as const;
