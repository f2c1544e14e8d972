import type { Columns } from '../model/report/input.ts';
import type { Run, RunSeries } from '../model/run.ts';

/** A run in the words of the machine interface (`model/exported-run.ts`), without series. */
export function exportRun(run: Run): { [key: string]: unknown } {
  const { code } = run;
  return {
    id: run.id,
    tracker_id: run.trackerId,
    tracker: run.tracker,
    path: run.path,
    sources: run.sources.map(({ path, tracker, sha256, size }) => ({ path, tracker, sha256, size })),
    name: run.name,
    project: run.project,
    group: run.group,
    sweep: run.sweep,
    job_type: run.jobType,
    parent: run.parent,
    tags: run.tags,
    notes: run.notes,
    status: run.status,
    status_reason: run.statusReason,
    deleted: run.deleted,
    started_at: isoTime(run.startedAt),
    ended_at: isoTime(run.endedAt),
    duration_seconds: run.durationSeconds,
    time_zone_assumed: run.timeZoneAssumed,
    config: run.config,
    summary: run.summary,
    seeds: run.seeds,
    metrics: run.metrics.map(({ name, goal = null, stepMetric = null, summary = null }) => ({
      name,
      goal,
      step_metric: stepMetric,
      summary,
    })),
    code: code === null ? null : pick(code, ['commit', 'branch', 'remote', 'dirty', 'diff', 'program']),
    data: run.data.map((input) => pick(input, ['name', 'type', 'version', 'digest', 'uri', 'context'])),
    environment: run.environment === null ? null : snakeKeys(run.environment),
    artifacts: run.artifacts.map((artifact) => ({
      ...pick(artifact, ['name', 'type', 'direction', 'version']),
      aliases: artifact.aliases ?? [],
      ...pick(artifact, ['path', 'present', 'size', 'sha256', 'digest', 'uri']),
    })),
    media: run.media.map((media) => pick(media, ['name', 'step', 'type', 'path'])),
    registry: run.registry.map(({ model, version, stage = null, aliases }) => ({ model, version, stage, aliases })),
    overrides: run.overrides,
    hosted: run.hosted,
    extra: run.extra,
  };
}

/** The points of one series, all of them in stored order. */
export function exportSeries({ step, value, time }: Columns): { [key: string]: unknown } {
  return { step, value, time: Array.from(time, (when) => (Number.isNaN(when) ? null : when)) };
}

/** Every series of a run by name, for `--series`. */
export function exportAllSeries(run: Run, columns: (run: Run, series: RunSeries) => Columns): { [key: string]: unknown } {
  const all: { [key: string]: unknown } = Object.create(null);
  for (const series of run.series) all[series.name] = exportSeries(columns(run, series));
  return all;
}

function pick<T extends object>(of: T, keys: readonly (keyof T & string)[]): { [key: string]: unknown } {
  return Object.fromEntries(keys.map((key) => [key, of[key] ?? null]));
}

/** Field names of ours in snake_case; maps inside hold the user's keys, which stay as they are. */
function snakeKeys(of: object): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(of).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}

/** Seconds since 1970 as ISO 8601 in UTC with as many decimals as are needed, at most microseconds. */
export function isoTime(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12) return null;
  const micros = Math.round(seconds * 1e6);
  const whole = Math.floor(micros / 1e6);
  const rest = micros - whole * 1e6;
  const base = new Date(whole * 1000).toISOString().slice(0, 19);
  return rest === 0 ? `${base}Z` : `${base}.${String(rest).padStart(6, '0').replace(/0+$/, '')}Z`;
}
