import type { Claim, Reader } from '../reader.ts';
import { filesOf, RUN_FILE } from './files.ts';
import { readRecord } from './read.ts';

/**
 * The plain record: a run without a tracker, as any program can write it and as `import` and `record` do. A folder with
 *
 * - `run.yaml`: keys of `facts.ts`, all optional, in snake_case: `id name project entity group sweep job_type parent tags
 *   notes status status_reason started ended duration_seconds config summary seeds metrics series code data environment
 *   artifacts media registry hosted alerts overrides deleted extra`. Other keys are kept as they are. Times are ISO 8601
 *   (UTC where no zone is given) or seconds since 1970.
 * - `metrics.csv` or `metrics.jsonl`, optional. Wide: a `step` column, then one column a metric; an empty cell is no point.
 *   Long: `step`, `metric`, `value`. Either with a `time` column. In JSON lines the columns are keys. Numbers are decimal,
 *   or `NaN`, `Infinity`, `-Infinity`; the order of rows is the order of points. Names under `system/` are system metrics.
 *   Rows of the long form say everything that a series can hold, with `series: {<name>: {rule, bits}}` in `run.yaml`.
 * - `console.log` and `diff.patch`, optional: the console output and the uncommitted change.
 */
export const record: Reader = {
  tracker: 'record',
  title: 'Plain record',
  versions: '`run.yaml` with `metrics.csv` or `metrics.jsonl`',
  foundBy: '`run.yaml`',
  revision: 1,
  detect(index) {
    const claims: Claim[] = [];
    for (const { name, dir } of index.files)
      if (name === RUN_FILE) claims.push({ tracker: 'record', path: dir, files: filesOf(dir, index) });
    return claims;
  },
  read: readRecord,
};
