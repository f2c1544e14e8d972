import type { BuiltLine } from '../model/report/home.ts';
import type { ProjectInput, ReportInput } from '../model/report/input.ts';
import type { Foot } from '../model/report/report.ts';
import type { Run } from '../model/run.ts';
import { isoTime } from '../model/time.ts';
import type { Overview } from './overview.ts';

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

/** Where a page's numbers come from: up to three files by name; of more the number and the folder that holds them all. */
export function footOf(sources: readonly string[], date: string | null): Foot {
  const paths = new Set(sources);
  if (paths.size <= NAMED) return { sources: [...paths].sort(), more: 0, date };
  return { sources: [commonFolder(paths)], more: paths.size, date };
}

/** What the first and the last have in common, all have. */
function commonFolder(paths: Iterable<string>): string {
  let [first, last]: (string | undefined)[] = [];
  for (const path of paths) {
    if (first === undefined || path < first) first = path;
    if (last === undefined || path > last) last = path;
  }
  if (first === undefined || last === undefined) return '';
  let same = 0;
  while (same < first.length && first[same] === last[same]) same += 1;
  return first.slice(0, first.lastIndexOf('/', same - 1) + 1);
}

/** Worked out once: several pages of a project show it. */
export function projectFoot(input: ProjectInput): Foot {
  const known = feet.get(input);
  if (known !== undefined) return known;
  const { runs } = input;
  const foot = footOf(
    runs.flatMap(({ sources }) => sources.map(({ path }) => path)),
    isoTime(newestTime(runs)),
  );
  feet.set(input, foot);
  return foot;
}

const feet = new WeakMap<ProjectInput, Foot>();

/** With all diagnostics that the pages of checks list, those of analysis among them. */
export function builtLine({ built, diagnostics }: ReportInput, views: readonly Overview[]): BuiltLine {
  return {
    ...built,
    diagnostics: diagnostics.length + views.reduce((sum, view) => sum + view.input.diagnostics.length, 0),
  };
}
