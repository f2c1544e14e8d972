import { hashOf } from '../model/hash.ts';
import type { ProjectReport, Report } from '../model/report/report.ts';
import type { Run } from '../model/run.ts';
import { jsonDocument } from './document.ts';
import { exportRun } from './runs.ts';

/** A document of the site: `text` is asked for only where none with this key is in place. */
export interface RunDocument {
  readonly file: string;
  /** Hash of all that the document shows. */
  readonly key: string;
  text(): string;
}

/** The documents that every run has, under `api/projects/<project>/`: its whole record, and its curves as the compare page loads them. */
export function* runDocuments({ projects }: Report): Generator<RunDocument> {
  for (const project of projects) {
    const folder = `api/projects/${project.slug}`;
    for (const { id, recordKey } of project.runPages) {
      yield { file: `${folder}/runs/${id}.json`, key: recordKey, text: () => recordText(project, id) };
      yield {
        file: `${folder}/series/${id}.json`,
        key: hashOf(recordKey, project.comparisons.seriesKey),
        text: () => seriesText(project, id),
      };
    }
  }
}

/** The whole record of a run as a document of the site. */
export function recordText(project: ProjectReport, id: string): string {
  const run = project.record(id);
  if (run === undefined) throw new Error(`no run ${id}`);
  return runDocument(run);
}

/** A run's curves, thinned, and its inputs. */
export function seriesText({ comparisons }: ProjectReport, id: string): string {
  const file = comparisons.series(id);
  if (file === undefined) throw new Error(`no run ${id}`);
  return JSON.stringify(file);
}

/** With the figures of its series. */
function runDocument(run: Run): string {
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
  return jsonDocument({ ...exportRun(run), series });
}
