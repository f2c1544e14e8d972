import { jsonDocument } from '../../exports/document.ts';
import { report } from '../report.ts';

/** Projects with the addresses of their data, relative to the site. */
export function GET(): Response {
  const { frame, projects, data } = report();
  const { tool, commit, date, files, runs, points, diagnostics } = data.built;
  return new Response(
    jsonDocument({
      title: frame.title,
      description: frame.description,
      url: frame.url,
      repository: frame.repository,
      ...{ tool, commit, date, files, runs, points, diagnostics },
      projects: projects.map(({ slug, title, page, ablations, sweeps }) => ({
        slug,
        title,
        description: page.description,
        runs: page.runs,
        primary_metric: page.metrics.find(({ primary }) => primary)?.name ?? null,
        runs_json: `api/projects/${slug}/runs.json`,
        runs_csv: `api/projects/${slug}/runs.csv`,
        checks_json: `api/projects/${slug}/checks.json`,
        series_json: `api/projects/${slug}/series.json`,
        ablations_json: ablations.tables.map((table) => `api/projects/${slug}/ablations/${table.slug}.json`),
        sweeps_json: sweeps.slugs.map((sweep) => `api/projects/${slug}/sweeps/${sweep}.json`),
      })),
    }),
  );
}
