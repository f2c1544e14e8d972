import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { load } from '../../../src/load.ts';
import { ROOT } from '../../support/source.ts';

/** A run of the demo with the last value of every metric, as read from its archive. */
export interface DemoRun {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly group: string | null;
  readonly status: string;
  readonly last: ReadonlyMap<string, number>;
}

/** The runs of one project of the demo. */
export async function demoRuns(): Promise<(project: string) => readonly DemoRun[]> {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-statistics-'));
  const options = { folder: path.join(ROOT, 'content'), cache, roots: [], skip: [cache], fingerprint: 'statistics' };
  const loaded = await load(options, () => {});
  const projects = new Map(
    loaded.projects.map(({ project, runs }) => [
      project.slug,
      runs.map(({ id, name, path, group, status, series }): DemoRun => {
        const last = new Map(series.flatMap((one) => (one.stats.last === null ? [] : [[one.name, one.stats.last] as const])));
        return { id, name, path, group, status, last };
      }),
    ]),
  );
  loaded.close();
  fs.rmSync(cache, { recursive: true, force: true });
  return (project) => projects.get(project) ?? [];
}
