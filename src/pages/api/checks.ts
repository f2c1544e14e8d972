import { jsonDocument } from '../../exports/document.ts';
import { projectPaths } from '../paths.ts';
import { projectReport } from '../report.ts';

export function getStaticPaths() {
  return projectPaths(({ checks }) => [checks]);
}

/** Every diagnostic of a project. */
export function GET({ params }: { params: { project?: string } }): Response {
  const { slug, checks } = projectReport(params.project);
  const diagnostics = checks.groups.flatMap(({ items }) =>
    items.map(({ code, severity, run, place, message, kept, action }) => ({
      code,
      severity,
      run: run?.id ?? null,
      place,
      message,
      kept,
      action,
    })),
  );
  return new Response(jsonDocument({ project: slug, diagnostics }));
}
