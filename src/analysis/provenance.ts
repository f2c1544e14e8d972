import type { BuiltLine } from '../model/report/home.ts';
import type { ProjectInput, ReportInput } from '../model/report/input.ts';
import type { Foot } from '../model/report/report.ts';
import type { Run } from '../model/run.ts';
import { isoTime } from '../model/time.ts';

const NAMED = 3;

/** The newest time that the records of some runs hold, in seconds. */
export function newestTime(runs: readonly Run[]): number | null {
  let newest: number | null = null;
  for (const { startedAt, endedAt } of runs) {
    for (const time of [startedAt, endedAt])
      if (time !== null && Number.isFinite(time) && (newest === null || time > newest)) newest = time;
  }
  return newest;
}

/** Where a page's numbers come from: one run's files by name, many runs' by the project's folder. */
export function footOf(sources: readonly string[], date: string | null): Foot {
  const paths = [...new Set(sources)].sort();
  return { sources: paths.slice(0, NAMED), more: Math.max(0, paths.length - NAMED), date };
}

export function projectFoot({ runs }: ProjectInput): Foot {
  return footOf(
    runs.flatMap(({ sources }) => sources.map(({ path }) => path)),
    isoTime(newestTime(runs)),
  );
}

export function builtLine({ built, diagnostics, projects }: ReportInput): BuiltLine {
  return {
    ...built,
    diagnostics: diagnostics.length + projects.reduce((sum, project) => sum + project.diagnostics.length, 0),
  };
}
