import { counted } from '../../model/number.ts';
import type { HomePage, HomeProject, News } from '../../model/report/home.ts';
import type { ReportInput } from '../../model/report/input.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Leaderboard } from '../../model/report/variant.ts';
import { isoTime, utc } from '../../model/time.ts';
import type { Overview } from '../overview.ts';
import { linkTo } from '../overview.ts';
import { builtLine, newestTime } from '../provenance.ts';
import { statusText } from '../status.ts';
import { stripOf } from '../strip.ts';
import { attentionOf, fromDiagnostics, once } from './attention.ts';
import { headlineOf } from './headline.ts';
import { saidOfBest } from './leaderboard-words.ts';

const NEWS = 8;
const ATTENTION = 12;
/** With more projects than this, home is a list without figures. */
const WITH_FIGURES = 12;

export function homePage(input: ReportInput, views: readonly Overview[], boards: ReadonlyMap<string, Leaderboard | null>): HomePage {
  const runs = views.reduce((sum, view) => sum + view.runs.length, 0);
  const attention = [...views.flatMap((view) => attentionOf(view)), ...fromDiagnostics(input.diagnostics, null)];
  const rank = { error: 0, warning: 1, note: 2 };
  return {
    headline: title(views, runs),
    evidence: when(views),
    only: views.length === 1 ? (views[0]?.slug ?? null) : null,
    projects: views.map((view) => projectOf(view, boards.get(view.slug) ?? null, views.length <= WITH_FIGURES)),
    many: views.length > WITH_FIGURES,
    news: news(views),
    attention: once(attention.sort((a, b) => rank[a.severity] - rank[b.severity])).slice(0, ATTENTION),
    built: builtLine(input, views),
  };
}

function title(views: readonly Overview[], runs: number): Phrase {
  if (views.length === 0) return ['No run was found in this folder.'];
  return [`${counted(runs, 'run')} in ${counted(views.length, 'project')}.`];
}

function when(views: readonly Overview[]): Phrase {
  if (views.length === 0)
    return [
      'Put archives of a tracker into the folder (',
      { code: 'wandb/' },
      ', ',
      { code: 'mlruns/' },
      ', event files, …) and build again.',
    ];
  const starts = views.flatMap(({ runs }) =>
    runs.flatMap(({ startedAt }) => (startedAt !== null && Number.isFinite(startedAt) ? [startedAt] : [])),
  );
  if (starts.length === 0) return ['None of the records has a time.'];
  const first = utc(starts.reduce((a, b) => Math.min(a, b)));
  const last = utc(starts.reduce((a, b) => Math.max(a, b)));
  return [first === last ? `Started ${first}.` : `Started between ${first} and ${last}.`];
}

function projectOf(view: Overview, board: Leaderboard | null, figure: boolean): HomeProject {
  const best = board === null ? null : saidOfBest(board, view.runs.length);
  const { headline, evidence } = best ?? headlineOf(view);
  const newest = utc(newestTime(view.runs));
  const trackers = [...new Set(view.runs.map(({ tracker }) => tracker))].sort();
  return {
    slug: view.slug,
    title: view.project.title,
    description: view.project.description,
    say: headline,
    evidence,
    meta: [
      [
        counted(view.runs.length, 'run'),
        view.runs.length > 0 ? ` (${statusText(view.runs)})` : '',
        trackers.length > 0 ? ` · ${trackers.join(', ')}` : '',
        newest === null ? '' : ` · newest record ${newest}`,
      ].join(''),
    ],
    runs: view.runs.length,
    newest: isoTime(newestTime(view.runs)),
    board: figure && best !== null && board !== null ? { ...board, rows: board.rows.slice(0, LEADERS), caption: [] } : null,
    strip: figure && best === null ? stripOf(view, 5) : null,
  };
}

/** Variants in the small plot of a project. */
const LEADERS = 5;

/** The newest journal entries, and of each project the runs of its newest day. */
function news(views: readonly Overview[]): readonly News[] {
  const all: News[] = views.flatMap((view) => {
    const entries = view.input.entries
      .filter(({ date }) => date !== null)
      .map(({ id, date, title: name }) => ({ project: view.slug, date: date as string, text: [{ name }], entry: id }));
    return [...entries, ...newestDay(view)];
  });
  return all.sort((a, b) => (a.date === b.date ? (a.project < b.project ? -1 : 1) : a.date < b.date ? 1 : -1)).slice(0, NEWS);
}

function newestDay(view: Overview): News[] {
  const [newest] = view.newest;
  const date = newest === undefined ? null : isoTime(newest.startedAt);
  if (newest === undefined || date === null) return [];
  const runs = view.newest.filter(({ startedAt }) => isoTime(startedAt)?.slice(0, 10) === date.slice(0, 10)).length;
  const text: Phrase =
    runs === 1 ? ['One run: ', { run: linkTo(newest) }, '.'] : [`${counted(runs, 'run')}, the newest `, { run: linkTo(newest) }, '.'];
  return [{ project: view.slug, date, text, entry: null }];
}
