import { journalOrder } from '../../model/journal-pages.ts';
import { count, counted } from '../../model/number.ts';
import type { Strip } from '../../model/report/figure.ts';
import type { Facet, LatestEntry, ProjectPage, StripFigure } from '../../model/report/project.ts';
import type { Leaderboard } from '../../model/report/variant.ts';
import { shorten } from '../../model/visible.ts';
import { runTable } from '../columns.ts';
import { firstBlocks } from '../first-blocks.ts';
import type { Overview } from '../overview.ts';
import { projectFoot } from '../provenance.ts';
import { selectionText } from '../selection.ts';
import { stripOf } from '../strip.ts';
import { attentionOf } from './attention.ts';
import { headlineOf } from './headline.ts';
import { saidOfBest } from './leaderboard-words.ts';

const LATEST = 10;
/** Of a journal entry on the overview: characters of its HTML, and of the text that stands for a first block that is longer. */
const LONGEST = 3000;
const BEGINNING = 600;

export function projectPage(view: Overview, leaderboard: Leaderboard | null): ProjectPage {
  const { headline, evidence } = (leaderboard === null ? null : saidOfBest(leaderboard, view.runs.length)) ?? headlineOf(view);
  return {
    slug: view.slug,
    title: view.project.title,
    description: view.project.description,
    headline,
    evidence,
    leaderboard,
    figure: leaderboard === null ? figureOf(view) : null,
    latest: runTable(view, view.newest.slice(0, LATEST), null),
    runs: view.runs.length,
    metrics: view.metrics,
    facets: facetsOf(view),
    entry: latestEntry(view),
    attention: attentionOf(view),
    foot: projectFoot(view.input),
  };
}

function figureOf(view: Overview): StripFigure | null {
  const { primary, runs } = view;
  const strip = runs.length < 2 ? null : stripOf(view);
  if (strip === null || primary === null) return null;
  const { better } = primary.direction;
  const [best] = strip.rows;
  const groups = strip.rows.length;
  return {
    title:
      groups > 1 && best !== undefined
        ? ['Of ', `${groups} groups, `, { name: best.label }, ' holds the best ', { code: primary.name }]
        : [`${counted(primary.runs, 'run')} by `, { code: primary.name }],
    subtitle: [
      `${capital(selectionText(view.selection))} of every run${primary.unit === null ? '' : `, ${primary.unit}`}${better === null ? '. Each circle is one run.' : `, ${better} is better. Each circle is one run, the filled one the best.`}${strip.log ? ' Logarithmic axis.' : ''} No intervals: nothing is tested here.`,
      cut(strip),
      primary.notFinite > 0 ? ` ${count(primary.notFinite)} not finite, not drawn.` : '',
    ],
    strip,
  };
}

/** Said where the axis does not reach all runs. */
function cut({ rows, limits: [low, high] }: Strip): string {
  const beyond = rows.reduce((sum, { values }) => sum + values.filter((value) => value < low || value > high).length, 0);
  return beyond === 0 ? '' : ` A triangle with a number: ${counted(beyond, 'run')} beyond the axis.`;
}

function facetsOf(view: Overview): readonly Facet[] {
  const facet = (key: Facet['key'], title: string, of: (run: Overview['runs'][number]) => readonly (string | null)[]): Facet => {
    const counts = new Map<string, number>();
    for (const run of view.runs)
      for (const value of new Set(of(run))) if (value !== null && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    // What all runs share is said beside the table.
    const values = [...counts].map(([value, runs]) => ({ value, runs })).filter(({ runs }) => runs < view.runs.length);
    return { key, title, values: values.sort((a, b) => b.runs - a.runs || (a.value < b.value ? -1 : 1)) };
  };
  return [
    facet('group', 'Groups', ({ group }) => [group]),
    facet('sweep', 'Sweeps', ({ sweep }) => [sweep]),
    facet('tag', 'Tags', ({ tags }) => tags),
    facet('job_type', 'Job types', ({ jobType }) => [jobType]),
    facet('tracker', 'Trackers', ({ tracker }) => [tracker]),
  ].filter(({ values }) => values.length > 0);
}

function latestEntry({ input: { entries } }: Overview): LatestEntry | null {
  const [newest] = journalOrder(entries);
  if (newest === undefined) return null;
  const { id, title, date, html, text } = newest;
  const whole = html.length <= LONGEST;
  const beginning = whole ? html : firstBlocks(html, LONGEST);
  return {
    id,
    title,
    date,
    whole,
    html: beginning,
    text: beginning === null ? shorten(text.replace(/\s+/g, ' '), BEGINNING) : '',
    entries: entries.length,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
