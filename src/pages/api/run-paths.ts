import { report } from '../report.ts';

/** The addresses of what every run has. */
export function runPaths() {
  return report().projects.flatMap(({ slug, runPages }) => runPages.map(({ id }) => ({ params: { project: slug, id } })));
}
