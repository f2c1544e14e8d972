import { z } from 'zod';

/** A number, or the words for those that JSON has no number for. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
const text = z.string();
const time = z.iso.datetime({ precision: null }).describe('ISO 8601 in UTC');
const anything = z.record(text, z.unknown());

const source = z.object({
  path: text.describe('POSIX, relative to the folder'),
  tracker: text,
  sha256: text,
  size: z.int(),
});

const artifact = z.object({
  name: text,
  type: text.nullable(),
  direction: z.enum(['input', 'output']),
  version: text.nullable(),
  aliases: z.array(text),
  path: text.nullable().describe('file in the folder, or the tracker’s own name of it where the bytes are not there'),
  present: z.boolean(),
  size: z.int().nullable(),
  sha256: text.nullable(),
  digest: text.nullable().describe('a digest of another kind, with the kind in front'),
  uri: text.nullable(),
});

const series = z.object({
  step: z.array(number),
  value: z.array(number),
  time: z.array(number.nullable()).describe('seconds since 1970 UTC, null where the archive has none'),
});

/** One line of `runfolio export runs --format ndjson`. Fields are added in later versions, never removed or changed. */
export const exportedRun = z
  .object({
    id: text.describe('ours: the tracker’s id where there is one, else 10 hex digits of the hash of the path'),
    tracker_id: text.nullable(),
    tracker: text,
    path: text.describe('the folder or file that stands for the run; POSIX, relative to the folder'),
    sources: z.array(source),
    name: text,
    project: text.describe('slug'),
    group: text.nullable(),
    sweep: text.nullable(),
    job_type: text.nullable(),
    parent: text.nullable(),
    tags: z.array(text),
    notes: text.nullable(),
    status: z.enum(['running', 'finished', 'failed', 'killed', 'pruned', 'queued', 'unknown']),
    status_reason: text.nullable(),
    deleted: z.boolean(),
    started_at: time.nullable(),
    ended_at: time.nullable(),
    duration_seconds: number.nullable(),
    time_zone_assumed: z.boolean(),
    config: anything.describe('nested, types as the tracker keeps them; integers with all digits'),
    summary: anything.describe('the tracker’s own'),
    seeds: anything,
    metrics: z.array(
      z.object({ name: text, goal: z.enum(['minimize', 'maximize']).nullable(), step_metric: text.nullable(), summary: text.nullable() }),
    ),
    code: z
      .object({
        commit: text.nullable(),
        branch: text.nullable(),
        remote: text.nullable(),
        dirty: z.boolean().nullable(),
        diff: text.nullable(),
        program: text.nullable(),
      })
      .nullable(),
    data: z.array(
      z.object({
        name: text,
        type: text.nullable(),
        version: text.nullable(),
        digest: text.nullable(),
        uri: text.nullable(),
        context: text.nullable(),
      }),
    ),
    environment: anything.nullable(),
    artifacts: z.array(artifact),
    media: z.array(z.object({ name: text, step: number.nullable(), type: text, path: text })),
    registry: z.array(z.object({ model: text, version: text, stage: text.nullable(), aliases: z.array(text) })),
    overrides: z.array(text),
    hosted: text.nullable(),
    extra: anything,
    series: z.record(text, series).optional().describe('with --series: all points in stored order, system metrics under `system/`'),
  })
  .describe('A run as `runfolio export runs` writes it: unredacted and local.');

export type ExportedRun = z.infer<typeof exportedRun>;
