import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { openDoor } from '../../src/folder/door.ts';
import { scan } from '../../src/folder/scan.ts';
import { isDiagnostic } from '../../src/model/diagnostic.ts';
import { wandb } from '../../src/readers/wandb/index.ts';
import { goRow, historyRow, item, logOf, part, random, record, whole } from '../../test/support/wandb-log.ts';

/**
 * Megabytes a second of processor time from a `.wandb` file to a Fragment with columns, for a log as each core writes it.
 * `node scripts/bench/wandb.ts [megabytes] [python]`: with a Python that has a client before 0.18, also the ratio to its own reader.
 */
const MEGABYTES = Number(process.argv[2] ?? 64);
const PYTHON = process.argv[3];
const KEYS = ['train/loss', 'train/grad_norm', 'lr', 'val/loss', 'val/accuracy', 'epoch', 'tokens', 'throughput/samples_per_second'];
const START = 1_795_205_174;

function values(step: number, next: () => number): { [key: string]: string } {
  const row: { [key: string]: string } = {};
  for (const key of KEYS) row[key] = key === 'epoch' || key === 'tokens' ? String(step * 512) : String(next() * 3);
  row._timestamp = String(START + step / 7);
  row._runtime = String(step / 7);
  row._step = String(step);
  return row;
}

/** History rows and every tenth row system metrics; the Go core also writes its summary for each row. */
function bigLog(core: 'go' | 'python', bytes: number): Buffer {
  const next = random(1);
  const records: Buffer[] = [
    record(1, core === 'go' ? part(21, part(1, part(1, '0.31.0+0000000'))) : part(21)),
    record(2, part(17, part(1, 'bench123'), part(3, 'bench'), part(8, 'bench'))),
  ];
  let size = 0;
  for (let step = 0; size < bytes; step += 1) {
    const row = values(step, next);
    if (core === 'go')
      records.push(record(records.length + 1, part(3, ...Object.entries(row).map(([key, json]) => part(1, ...item([key], json))))));
    records.push(record(records.length + 1, core === 'go' ? goRow(step, row) : historyRow(row)));
    if (step % 10 === 0) {
      const stats = ['cpu', 'memory_percent', 'gpu.0.gpu', 'gpu.0.powerWatts'].map((key) => part(3, ...item(key, String(next() * 100))));
      records.push(record(records.length + 1, part(7, part(2, whole(1, START + step)), ...stats)));
    }
    for (const one of records.slice(-3)) size += one.length / 2;
  }
  records.push(record(records.length + 1, part(18, whole(2, 100))));
  return logOf(records);
}

async function measure(core: 'go' | 'python'): Promise<void> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'wandb-bench-'));
  const place = 'wandb/run-20260101_000000-bench123/run-bench123.wandb';
  fs.mkdirSync(path.join(root, path.dirname(place)), { recursive: true });
  fs.writeFileSync(path.join(root, place), bigLog(core, MEGABYTES * 1e6));
  const { size } = fs.statSync(path.join(root, place));
  const { index } = await scan(root);
  let best = Number.POSITIVE_INFINITY;
  let points = 0;
  for (let round = 0; round < 8; round += 1) {
    const started = process.cpuUsage();
    points = 0;
    for (const claim of wandb.detect(index)) {
      const door = openDoor(root, index, (diagnostic) => console.log(diagnostic));
      for (const found of wandb.read(claim, index, door)) {
        if (isDiagnostic(found)) console.log(found);
        else for (const one of found.series) points += one.value.length;
      }
      door.close();
    }
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  const speed = size / 1e3 / best;
  console.log(
    `${core} core: ${(size / 1e6).toFixed(1)} MB, ${points} points in ${best.toFixed(0)} ms of processor time: ${speed.toFixed(0)} MB/s`,
  );
  if (PYTHON !== undefined) compare(path.join(root, place), size, speed);
  fs.rmSync(root, { recursive: true });
}

/** W&B's own reader up to parsed values, from the client's Python core. */
const OWN_READER = `
import json, sys, time
from wandb.proto import wandb_internal_pb2 as pb
from wandb.sdk.internal.datastore import DataStore
start = time.process_time()
store = DataStore()
store.open_for_scan(sys.argv[1])
points = 0
while True:
    data = store.scan_data()
    if data is None:
        break
    record = pb.Record()
    record.ParseFromString(data)
    for item in record.history.item:
        json.loads(item.value_json)
        points += 1
print(time.process_time() - start)
`;

function compare(file: string, size: number, speed: number): void {
  const run = spawnSync(PYTHON as string, ['-c', OWN_READER, file], { encoding: 'utf8' });
  const seconds = Number(run.stdout);
  if (run.status !== 0 || !(seconds > 0)) console.log(`  W&B's own reader could not be run: ${run.stderr.trim().split('\n').at(-1)}`);
  else
    console.log(
      `  W&B's own reader: ${(size / 1e6 / seconds).toFixed(1)} MB/s, ${(speed / (size / 1e6 / seconds)).toFixed(0)} times as long`,
    );
}

await measure('python');
await measure('go');
