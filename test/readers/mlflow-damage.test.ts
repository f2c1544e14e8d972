import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fragment } from '../../src/model/fragment.ts';
import { mlflow } from '../../src/readers/mlflow/index.ts';
import { made, numbers } from '../formats/sqlite-support.ts';
import { expectation, type MemoryRead, readMemory } from './memory-archive.ts';

const RUNS = ['a', 'b', 'c'].map((letter) => letter.repeat(32));

/** What a file store holds of three runs, one beside the other. */
function store(): Record<string, Uint8Array> {
  const files: Record<string, string> = {
    'mlruns/1/meta.yaml': "artifact_location: /home/lab/mlruns/1\nexperiment_id: '1'\nlifecycle_stage: active\nname: tuning\n",
    'mlruns/1/tags/mlflow.experiment.primaryMetric.name': 'val/acc',
    [`mlruns/1/datasets/${'d'.repeat(32)}/meta.yaml`]: 'digest: abc\nname: digits\nsource: \'{"uri": "digits.csv"}\'\nsource_type: local\n',
    'mlruns/models/net/meta.yaml': "aliases:\n  champion: '1'\nname: net\n",
    'mlruns/models/net/aliases/champion': '1',
    'mlruns/models/net/version-1/meta.yaml': `current_stage: Production\nname: net\nrun_id: ${RUNS[0]}\nversion: 1\n`,
  };
  for (const id of RUNS) {
    const run = `mlruns/1/${id}`;
    files[`${run}/meta.yaml`] =
      `artifact_uri: /home/lab/mlruns/1/${id}/artifacts\nend_time: 1795205902923\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: run ${id[0]}\nstart_time: 1795205902851\nstatus: 3\ntags: []\nuser_id: lab\n`;
    files[`${run}/params/lr`] = '0.1';
    files[`${run}/params/layers`] = "[64, {'a': 'b'}]";
    files[`${run}/tags/mlflow.note.content`] = 'né\nnotes';
    files[`${run}/metrics/val/acc`] = Array.from({ length: 20 }, (_, step) => `${1795205902851 + step} ${1 / (step + 3)} ${step}\n`).join(
      '',
    );
    files[`${run}/inputs/${'e'.repeat(32)}/meta.yaml`] =
      `destination_type: RUN\nsource_id: ${'d'.repeat(32)}\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n`;
    files[`${run}/artifacts/model/MLmodel`] = 'flavors:\n  sklearn:\n    code: null\nmlflow_version: 2.4.2\n';
    files[`${run}/artifacts/model/requirements.txt`] = 'numpy==1.26.1\nscipy>=1.0\n';
  }
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}

/** One damage to some bytes: a flip, another byte, a cut, a part doubled or left out, foreign text. */
function damaged(bytes: Uint8Array, kind: number, next: (limit: number) => number): Uint8Array {
  const at = next(bytes.length);
  const end = Math.min(bytes.length, at + 1 + next(30));
  const parts = (...list: Uint8Array[]) => new Uint8Array(Buffer.concat(list));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (kind % 6) {
    case 0:
      return parts(before, Uint8Array.of((bytes[at] as number) ^ (1 << next(8))), bytes.subarray(at + 1));
    case 1:
      return parts(before, Uint8Array.of(next(256)), bytes.subarray(at + 1));
    case 2:
      return before;
    case 3:
      return parts(before, part, part, after);
    case 4:
      return parts(before, after);
    default:
      return parts(
        before,
        Buffer.from([': [', '&a [*a]', '\0', '\n- ', 'nan nan nan\n', '9'.repeat(40), '{{', '"', '\xff\xfe'][next(9)] as string),
        after,
      );
  }
}

function textOf(fragment: Fragment | undefined): string {
  return fragment === undefined ? '' : expectation({ fragments: [fragment], diagnostics: [] });
}

function runOf(read: MemoryRead, id: string): Fragment | undefined {
  return read.fragments.find((fragment) => fragment.keys.role === 'run' && fragment.keys.trackerId === id);
}

test('3,000 damaged files of a file store: siblings are as before, the run itself stays', () => {
  const sound = store();
  const whole = readMemory(mlflow, sound);
  assert.deepEqual(whole.diagnostics, []);
  assert.equal(whole.fragments.length, 4);
  const paths = Object.keys(sound);
  const next = numbers(17);
  for (let mutant = 0; mutant < 3000; mutant += 1) {
    const path = paths[mutant % paths.length] as string;
    const read = readMemory(mlflow, { ...sound, [path]: damaged(sound[path] as Uint8Array, next(6), next) });
    const owner = path.split('/')[2] as string;
    for (const id of RUNS) {
      const run = runOf(read, id);
      assert.ok(run !== undefined, `mutant ${mutant}: ${path}: run ${id[0]} is gone`);
      const own = owner === id || !RUNS.includes(owner);
      if (!own) assert.equal(textOf(run), textOf(runOf(whole, id)), `mutant ${mutant}: ${path}`);
      // A damaged line costs itself: the points of all others are there.
      const points = run.series.reduce((sum, series) => sum + series.step.length, 0);
      if (!path.includes('/metrics/')) assert.equal(points, 20);
      else assert.ok(points <= 20 + 31, `mutant ${mutant}: ${points} points`);
    }
    assert.equal(read.fragments.filter((fragment) => fragment.keys.role === 'run').length, 3);
  }
});

test('a metric file cut anywhere: every whole line, and no other value', () => {
  const sound = store();
  const path = `mlruns/1/${RUNS[0]}/metrics/val/acc`;
  const bytes = sound[path] as Uint8Array;
  const values = new Set(readMemory(mlflow, sound).fragments.flatMap((fragment) => fragment.series.flatMap((one) => [...one.value])));
  for (let length = 0; length < bytes.length; length += 1) {
    const read = readMemory(mlflow, { ...sound, [path]: bytes.subarray(0, length) });
    const series = runOf(read, RUNS[0] as string)?.series[0];
    const lines = Buffer.from(bytes.subarray(0, length)).toString().split('\n').length - 1;
    assert.ok(series !== undefined && series.step.length >= lines && series.step.length <= lines + 1, `cut to ${length}`);
    for (let at = 0; at < series.step.length; at += 1) {
      assert.equal(series.step[at], at, `cut to ${length}`);
      assert.ok(values.has(series.value[at] as number), `cut to ${length}`);
    }
  }
});

const PAGE = 512;
const { main, log } = made((database) => {
  database.exec(`PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
    CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('x');
    CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, lifecycle_stage TEXT); INSERT INTO experiments VALUES (1, 'tuning', 'active');
    CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name TEXT, status TEXT, start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, experiment_id INTEGER);
    CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
    CREATE INDEX by_run ON metrics (run_uuid);
    CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
    CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT)`);
  for (const id of RUNS) {
    database.prepare("INSERT INTO runs VALUES (?, 'run', 'FINISHED', 1000, 2000, 'active', 1)").run(id);
    for (let step = 0; step < 60; step += 1)
      database.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)').run('loss', 1 / (step + 1), 1000 + step, id, step);
    for (const key of ['lr', 'seed', 'depth']) database.prepare('INSERT INTO params VALUES (?, ?, ?)').run(key, '1', id);
    database.prepare('INSERT INTO tags VALUES (?, ?, ?)').run('mlflow.note.content', 'note '.repeat(300), id);
    if (id === RUNS[0]) database.exec('PRAGMA wal_checkpoint(RESTART)');
  }
});

test('2,500 damaged databases and logs: no crash, no run made up, no loss without a word', () => {
  assert.ok(log !== null);
  const whole = readMemory(mlflow, { 'mlflow.db': main, 'mlflow.db-wal': log });
  assert.deepEqual(whole.diagnostics, []);
  assert.deepEqual(
    whole.fragments.map((fragment) => fragment.keys.trackerId),
    RUNS,
  );
  const next = numbers(23);
  for (let mutant = 0; mutant < 2500; mutant += 1) {
    const inLog = mutant % 3 === 0;
    const bytes = damaged(inLog ? log : main, next(4), next);
    const read = readMemory(mlflow, { 'mlflow.db': inLog ? main : bytes, 'mlflow.db-wal': inLog ? bytes : log });
    const points = new Map(whole.fragments.map((fragment) => [fragment.keys.trackerId, fragment.series[0]?.step.length ?? 0]));
    let lost = read.fragments.length < RUNS.length;
    for (const { series, keys } of read.fragments) {
      const count = series.reduce((sum, one) => sum + one.step.length, 0);
      assert.ok(count <= 180, `mutant ${mutant}`);
      lost ||= count < (points.get(keys.trackerId) ?? 0);
    }
    assert.ok(read.fragments.length <= RUNS.length, `mutant ${mutant}`);
    if (lost && !isWholeLog(inLog, bytes)) assert.ok(read.diagnostics.length > 0, `mutant ${mutant}: a loss without a word`);
  }
});

/** The start of the log up to some commit is a whole log, and an empty one is none. What is no start of it is damage. */
function isWholeLog(inLog: boolean, bytes: Uint8Array): boolean {
  if (!inLog || !Buffer.from(bytes).equals((log as Uint8Array).subarray(0, bytes.length))) return false;
  const last = bytes.length - PAGE - 24;
  return (
    bytes.length === 0 ||
    bytes.length === 32 ||
    (last >= 32 && (last - 32) % (PAGE + 24) === 0 && Buffer.from(bytes).readUInt32BE(last + 4) > 0)
  );
}
