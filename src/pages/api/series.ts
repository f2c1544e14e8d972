import { hashOf } from '../../model/hash.ts';
import { projectReport, report } from '../report.ts';

export function getStaticPaths() {
  return report().projects.flatMap(({ slug, runPages, comparisons }) =>
    runPages.map(({ id, cacheKey }) => ({ params: { project: slug, id }, cacheKey: hashOf(cacheKey, comparisons.bytesARun) })),
  );
}

/** A run's curves, thinned, and its inputs: what the compare page loads. */
export function GET({ params }: { params: { project?: string; id?: string } }): Response {
  const file = projectReport(params.project).comparisons.series(params.id ?? '');
  if (file === undefined) throw new Error(`no run ${params.id}`);
  return new Response(JSON.stringify(file));
}
