import { jsonDocument } from '../../exports/document.ts';
import { exportRun } from '../../exports/runs.ts';
import { projectReport, report } from '../report.ts';

export function getStaticPaths() {
  return report().projects.flatMap(({ slug, runPages }) =>
    runPages.map(({ id, cacheKey }) => ({ params: { project: slug, id }, cacheKey })),
  );
}

/** The whole record of a run, with the figures of its series. */
export function GET({ params }: { params: { project?: string; id?: string } }): Response {
  const run = projectReport(params.project).record(params.id ?? '');
  if (run === undefined) throw new Error(`no run ${params.id}`);
  const series = run.series.map(({ name, kind, stats }) => ({
    name,
    kind,
    points: stats.points,
    put_aside: stats.putAside,
    nan: stats.nan,
    infinite: stats.infinite,
    first_step: stats.firstStep,
    last_step: stats.lastStep,
    first: stats.first,
    last: stats.last,
    min: stats.min,
    min_step: stats.minStep,
    max: stats.max,
    max_step: stats.maxStep,
  }));
  return new Response(jsonDocument({ ...exportRun(run), series }));
}
