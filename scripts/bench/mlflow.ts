import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDoor } from '../../src/folder/door.ts';
import { scan } from '../../src/folder/scan.ts';
import { isDiagnostic } from '../../src/model/diagnostic.ts';
import { mlflow } from '../../src/readers/mlflow/index.ts';

/**
 * Reads a large MLflow database and a large file store, both made here, and prints rows, megabytes and runs a second.
 * Usage: node scripts/bench/mlflow.ts [metric rows] [runs of the file store]
 */
const rows = Number(process.argv[2] ?? 500_000);
const runs = Number(process.argv[3] ?? 2_000);
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'mlflow-bench-'));
try {
  makeDatabase(path.join(root, 'database', 'mlflow.db'), rows);
  makeFileStore(path.join(root, 'files', 'mlruns', '1'), runs);
  const size = fs.statSync(path.join(root, 'database', 'mlflow.db')).size / 1e6;
  const ours = await timed(() => read(path.join(root, 'database')));
  const theirs = await timed(() => readNative(path.join(root, 'database', 'mlflow.db')));
  say(`database: ${rows} metric rows, ${size.toFixed(0)} MB`);
  say(`  reader      ${seconds(ours)}  ${per(rows, ours)} rows/s  ${(size / ours).toFixed(0)} MB/s`);
  say(`  node:sqlite ${seconds(theirs)}  ${per(rows, theirs)} rows/s  reader/native ${(ours / theirs).toFixed(2)}`);
  const store = await timed(() => read(path.join(root, 'files')));
  say(`file store: ${runs} runs of 20 files: ${seconds(store)}  ${per(runs, store)} runs/s`);
} finally {
  fs.rmSync(root, { recursive: true });
}

async function read(folder: string): Promise<void> {
  const { index } = await scan(folder);
  let points = 0;
  for (const claim of mlflow.detect(index)) {
    const door = openDoor(folder, index, () => {});
    for (const item of mlflow.read(claim, index, door))
      if (!isDiagnostic(item)) for (const series of item.series) points += series.step.length;
    door.close();
  }
  if (points === 0) throw new Error('nothing was read');
}

/** The same columns by the native driver, on its own copy: rows in stored order, summed so that each is made. */
async function readNative(file: string): Promise<void> {
  const database = new DatabaseSync(file);
  let count = 0;
  for (const row of database
    .prepare('SELECT run_uuid, key, value, timestamp, step, is_nan FROM metrics NOT INDEXED ORDER BY rowid')
    .iterate())
    count += (row.run_uuid as string).length + (row.key as string).length + (row.value as number) * 0 + (row.timestamp as number) * 0;
  if (count === 0) throw new Error('nothing was read');
  database.close();
}

/** Best of three, in seconds. */
async function timed(work: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    await work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

function makeDatabase(file: string, count: number): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, PRIMARY KEY (version_num));
    CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, lifecycle_stage VARCHAR(32), PRIMARY KEY (experiment_id));
    CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), status VARCHAR(9), start_time BIGINT, end_time BIGINT,
      lifecycle_stage VARCHAR(20), experiment_id INTEGER, PRIMARY KEY (run_uuid));
    CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
    CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
    CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL,
      step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
    CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
    INSERT INTO experiments VALUES (1, 'bench', 'active'); BEGIN`);
  const run = database.prepare("INSERT INTO runs VALUES (?, ?, 'FINISHED', 1795205902681, 1795205902924, 'active', 1)");
  const metric = database.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)');
  const keys = ['train/loss', 'train/accuracy', 'val/loss', 'val/accuracy', 'lr'];
  const each = 5_000;
  for (let at = 0; at < count; at += 1) {
    const number = Math.floor(at / each);
    const id = number.toString(16).padStart(32, '0');
    if (at % each === 0) run.run(id, `run ${number}`);
    const step = Math.floor((at % each) / keys.length);
    metric.run(keys[at % keys.length] as string, Math.sin(at) + 1, 1795205902681 + at, id, step);
  }
  database.exec('COMMIT');
  database.close();
}

function makeFileStore(experiment: string, count: number): void {
  fs.mkdirSync(experiment, { recursive: true });
  fs.writeFileSync(path.join(experiment, 'meta.yaml'), "experiment_id: '1'\nlifecycle_stage: active\nname: bench\n");
  for (let number = 0; number < count; number += 1) {
    const id = number.toString(16).padStart(32, '0');
    const folder = path.join(experiment, id);
    for (const part of ['params', 'tags', 'metrics/val']) fs.mkdirSync(path.join(folder, part), { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'meta.yaml'),
      `artifact_uri: /home/lab/mlruns/1/${id}/artifacts\nend_time: 1795205902923\nentry_point_name: ''\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: run ${number}\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: 1795205902851\nstatus: 3\ntags: []\nuser_id: lab\n`,
    );
    for (let param = 0; param < 10; param += 1) fs.writeFileSync(path.join(folder, 'params', `p${param}`), String(param / 10));
    for (const tag of ['mlflow.user', 'mlflow.source.name', 'mlflow.source.type', 'mlflow.runName', 'team'])
      fs.writeFileSync(path.join(folder, 'tags', tag), tag);
    const lines = Array.from({ length: 100 }, (_, step) => `${1795205902860 + step} ${1 / (step + 1)} ${step}\n`).join('');
    for (const metric of ['loss', 'lr', 'val/loss', 'val/accuracy']) fs.writeFileSync(path.join(folder, 'metrics', metric), lines);
  }
}

function per(count: number, time: number): string {
  const rate = count / time;
  return rate >= 1e5 ? `${(rate / 1e6).toFixed(2)} M` : rate.toFixed(0);
}

function seconds(time: number): string {
  return `${time.toFixed(2)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
