import { createHash } from 'node:crypto';
import type { Project } from '../../src/model/project.ts';
import { PUBLISH_NOTHING } from '../../src/model/publish.ts';
import type { Columns, ProjectInput, ReportInput } from '../../src/model/report/input.ts';
import type { Run, RunSeries } from '../../src/model/run.ts';
import { valueMap } from '../../src/model/value.ts';
import { measure } from '../../src/store/stats.ts';

/** What a test says of a run; the rest is as of a run that nobody said anything of. */
export interface Sketch extends Partial<Omit<Run, 'series'>> {
  readonly id: string;
  /** Values at steps 0, 1, 2 …, by metric. */
  readonly lines?: Readonly<Record<string, readonly number[]>>;
}

const columns = new WeakMap<RunSeries, Columns>();

/** Columns of the series that `runOf` made. */
export function columnsOf(_: Run, series: RunSeries): Columns {
  const found = columns.get(series);
  if (found === undefined) throw new Error(`no columns of ${series.name}`);
  return found;
}

export function runOf({ lines = {}, ...said }: Sketch): Run {
  const path = `runs/${said.id}`;
  return {
    trackerId: said.id,
    tracker: 'record',
    project: 'digits',
    path,
    sources: [
      {
        path: `${path}/metrics.csv`,
        size: 10,
        sha256: createHash('sha256').update(JSON.stringify(lines)).digest('hex'),
        tracker: 'record',
        format: 'Plain record',
      },
    ],
    name: said.id,
    nameRecorded: true,
    ...{ recordedProject: null, entity: null, group: null, sweep: null, jobType: null, parent: null, tags: [], notes: null },
    ...{ status: 'finished', statusReason: null, startedAt: null, endedAt: null, durationSeconds: null, timeZoneAssumed: false },
    ...{ config: valueMap(), summary: valueMap(), seeds: valueMap(), metrics: [], code: null, data: [], environment: null },
    ...{
      artifacts: [],
      media: [],
      console: null,
      registry: [],
      hosted: null,
      alerts: [],
      overrides: [],
      deleted: false,
      extra: valueMap(),
    },
    ...said,
    series: Object.keys(lines)
      .sort()
      .map((name) => seriesOf(name, lines[name] ?? [])),
  };
}

function seriesOf(name: string, values: readonly number[]): RunSeries {
  const held: Columns = {
    step: Float64Array.from(values.keys()),
    value: Float64Array.from(values),
    time: new Float64Array(values.length).fill(Number.NaN),
  };
  const kind = name.startsWith('system/') ? 'system' : 'metric';
  const series: RunSeries = { name, kind, rule: 'all', bits: 64, parts: [], stats: measure(held, 'all') };
  columns.set(series, held);
  return series;
}

export function projectOf(said: Partial<Project> = {}): Project {
  return {
    ...{ slug: 'digits', title: 'Digits', description: '', folder: '', archives: [], code: null, ignore: [], exclude: null },
    ...{ metrics: new Map(), primary: null, selection: { rule: 'last' }, baseline: null, factors: { ignore: [], groups: new Map() } },
    ...{ variants: new Map(), pairing: 'none', alpha: 0.05, correction: 'holm', comparisons: [], prices: [], naming: null },
    publish: PUBLISH_NOTHING,
    ...said,
  };
}

export function projectInputOf(runs: readonly Run[], said: Partial<ProjectInput> = {}): ProjectInput {
  return { project: projectOf(), runs, excluded: [], entries: [], diagnostics: [], commits: new Map(), ...said };
}

export function reportInputOf(projects: readonly ProjectInput[]): ReportInput {
  const runs = projects.flatMap((project) => project.runs);
  return {
    site: {
      title: 'Lab',
      description: '',
      language: 'en',
      url: null,
      base: '/',
      repository: null,
      publish: projectOf().publish,
      ignore: [],
    },
    projects,
    prose: [],
    diagnostics: [],
    columns: columnsOf,
    built: { tool: 'Runfolio 0.0.0', commit: null, date: null, files: runs.length, runs: runs.length, points: 0 },
    inputs: [],
  };
}
