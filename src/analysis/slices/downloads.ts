import { counted } from '../../model/number.ts';
import { phraseText } from '../../model/phrase-text.ts';
import type { Download, DownloadFile, DownloadGroup } from '../../model/report/data.ts';
import type { ProjectReport } from '../../model/report/report.ts';
import type { Overview } from '../overview.ts';
import { statusWord } from '../status.ts';

/** Rows of a group on a page: few enough that the largest page stays small. */
const MOST = 60;
const MOST_RUNS = 12;

/** What of a project has documents of its own. */
export interface Made {
  readonly ablations: Pick<ProjectReport['ablations'], 'tables'>;
  readonly sweeps: ProjectReport['sweeps'];
  readonly comparisons: Pick<ProjectReport['comparisons'], 'names'>;
}

/** What the site has as data: its own documents, and those of each project. */
export function siteDownloads(projects: readonly ProjectReport[]): readonly DownloadGroup[] {
  return [
    group('The whole site', '', [
      { title: 'Projects', page: null, files: [file('JSON', 'site.json')], holds: 'projects, with the addresses of their data' },
      {
        title: 'Input files',
        page: null,
        files: [file('JSON', 'inputs.json')],
        holds: 'every file that was read, with size and sha256',
      },
    ]),
    group(
      counted(projects.length, 'project'),
      'site.json has the addresses of all.',
      projects.map(({ slug, title, page, ablations, sweeps }) => ({
        title,
        page: `/${slug}/data/`,
        files: projectFiles(slug),
        holds: [
          counted(page.runs, 'run'),
          ...(ablations.tables.length > 0 ? [counted(ablations.tables.length, 'table of variants', 'tables of variants')] : []),
          ...(sweeps.slugs.length > 0 ? [counted(sweeps.slugs.length, 'sweep')] : []),
        ].join(', '),
      })),
    ),
  ];
}

/** What a project has as data: all runs, then tables, sweeps, figures and single runs. */
export function projectDownloads({ slug, newest }: Overview, { ablations, sweeps, comparisons }: Made): readonly DownloadGroup[] {
  const at = (path: string) => `projects/${slug}/${path}`;
  const { tables } = ablations;
  return [
    group('The whole project', '', [
      {
        title: 'Runs',
        page: `/${slug}/runs/`,
        files: [file('JSON', at('runs.json')), file('CSV', at('runs.csv'))],
        holds: 'all runs: configuration, metrics by the selection rule, provenance; the CSV for spreadsheets',
      },
      { title: 'Checks', page: `/${slug}/checks/`, files: [file('JSON', at('checks.json'))], holds: 'every diagnostic' },
      {
        title: 'Curves',
        page: `/${slug}/compare/`,
        files: [file('JSON', at('series.json'))],
        holds: 'the ids of the runs whose curves can be compared, with their variants',
      },
      {
        title: 'Figures',
        page: `/${slug}/compare/`,
        files: [],
        holds: `of ${counted(comparisons.names.length + 1, 'comparison')}: SVG, CSV and Vega-Lite in the menu of each figure`,
      },
    ]),
    group(
      counted(tables.length, 'table of variants', 'tables of variants'),
      'site.json has the addresses of all.',
      tables.slice(0, MOST).map((table) => ({
        title: phraseText(table.title),
        page: table.origin === 'declared' ? `/${slug}/compare/${table.slug}/` : `/${slug}/ablations/#${encodeURI(table.slug)}`,
        files: (['csv', 'json', 'md', 'tex', 'svg'] as const).map((ending) =>
          file(ENDINGS[ending], at(`ablations/${table.slug}.${ending}`)),
        ),
        holds: `${counted(table.rows.length, 'row')}, ${counted(table.metrics.length, 'metric')}`,
      })),
      tables.length,
    ),
    group(
      counted(sweeps.slugs.length, 'sweep'),
      'site.json has the addresses of all.',
      sweeps.page.list.slice(0, MOST).map((sweep) => ({
        title: sweep.name,
        page: `/${slug}/sweeps/${sweep.slug}/`,
        files: [file('CSV', at(`sweeps/${sweep.slug}.csv`)), file('JSON', at(`sweeps/${sweep.slug}.json`))],
        holds: `${counted(sweep.trials, 'trial')}, ${counted(sweep.parameters.length, 'parameter')}; figures in the menus of its page`,
      })),
      sweeps.slugs.length,
    ),
    group(
      `${counted(newest.length, 'run')}, two documents each`,
      `Here are the newest; for every run there are api/projects/${slug}/runs/<id>.json and api/projects/${slug}/series/<id>.json.`,
      newest.slice(0, MOST_RUNS).map(({ id, name, status, series }) => ({
        title: name,
        page: `/${slug}/runs/${id}/`,
        files: [file('record', at(`runs/${id}.json`)), file('curves', at(`series/${id}.json`))],
        holds: `${statusWord(status)}, ${counted(series.length, 'series', 'series')}`,
      })),
      newest.length,
    ),
  ].filter(({ total }) => total > 0);
}

const ENDINGS = { csv: 'CSV', json: 'JSON', md: 'Markdown', tex: 'LaTeX', svg: 'SVG' } as const;

function projectFiles(slug: string): readonly DownloadFile[] {
  const at = (name: string) => `projects/${slug}/${name}`;
  return [
    file('runs, JSON', at('runs.json')),
    file('runs, CSV', at('runs.csv')),
    file('checks, JSON', at('checks.json')),
    file('curves, JSON', at('series.json')),
  ];
}

function file(label: string, path: string): DownloadFile {
  return { label, path: `/api/${path}` };
}

function group(title: string, others: string, rows: readonly Download[], total = rows.length): DownloadGroup {
  return { title, total, list: rows.slice(0, MOST), others };
}
