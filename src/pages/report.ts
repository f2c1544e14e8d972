import type { ProjectReport, Report } from '../model/report/report.ts';

const REPORT = Symbol.for('runfolio.report');

/** The Report that the build handed over. It is reached at run time, beside the module graph. */
export function report(): Report {
  const found = (globalThis as { [REPORT]?: Report | undefined })[REPORT];
  if (found === undefined) throw new Error('no report was handed to the pages');
  return found;
}

export function projectReport(slug: string | undefined): ProjectReport {
  const found = report().projects.find((project) => project.slug === slug);
  if (found === undefined) throw new Error(`no project ${slug}`);
  return found;
}
