/**
 * Speed of the TensorBoard reader: 200 MB of scalar events in one file, from disk to columns, both checksums of every
 * record verified. Prints the best and the median of ten rounds, and where Python has `tensorboard`, the time of its own
 * reader for a part of the file.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDoor } from '../../src/folder/door.ts';
import { scan } from '../../src/folder/scan.ts';
import { maskedCrc32c } from '../../src/formats/crc32c.ts';
import { isDiagnostic } from '../../src/model/diagnostic.ts';
import { tensorboard } from '../../src/readers/tensorboard/index.ts';

const BYTES = 200e6;
const PART = 10e6;
const ROUNDS = 10;
const TAGS = Array.from({ length: 20 }, (_, i) => `train/metric_${i}`);

/** Appends one framed event with a `simple_value`; gives the new end. */
function writeEvent(out: Buffer, view: DataView, start: number, number: number): number {
  const tag = TAGS[number % TAGS.length] as string;
  let at = start + 12;
  out[at] = 0x09;
  out.writeDoubleLE(1_700_000_000 + number * 0.01, at + 1);
  out[at + 9] = 0x10;
  at += 10;
  let step = Math.floor(number / TAGS.length);
  for (; step > 127; step >>>= 7, at += 1) out[at] = (step & 127) | 128;
  out[at] = step;
  const length = tag.length;
  out.set([0x2a, length + 9, 0x0a, length + 7, 0x0a, length], at + 1);
  at += 7 + out.write(tag, at + 7, 'latin1');
  out[at] = 0x15;
  out.writeFloatLE(Math.sin(number), at + 1);
  at += 5;
  out.writeUInt32LE(at - start - 12, start);
  out.writeUInt32LE(0, start + 4);
  out.writeUInt32LE(maskedCrc32c(out, view, start, start + 8), start + 8);
  out.writeUInt32LE(maskedCrc32c(out, view, start + 12, at), at);
  return at + 4;
}

function writeFile(file: string, bytes: number): number {
  const out = Buffer.alloc(bytes + 1000);
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  let end = 0;
  let events = 0;
  for (; end < bytes; events += 1) end = writeEvent(out, view, end, events);
  fs.writeFileSync(file, out.subarray(0, end));
  return events;
}

async function readSeconds(root: string, events: number): Promise<number> {
  const { index } = await scan(root);
  const door = openDoor(root, index, () => {});
  const start = performance.now();
  let points = 0;
  for (const claim of tensorboard.detect(index))
    for (const item of tensorboard.read(claim, index, door))
      if (!isDiagnostic(item)) for (const series of item.series) points += series.value.length;
  const seconds = (performance.now() - start) / 1000;
  door.close();
  if (points !== events) throw new Error(`${points} points read, ${events} written`);
  return seconds;
}

/** Seconds that TensorBoard's own reader needs, with all points kept; null where Python has none. */
function theirSeconds(root: string): number | null {
  const script = [
    'import sys, time',
    'from tensorboard.backend.event_processing import event_accumulator',
    'start = time.time()',
    'event_accumulator.EventAccumulator(sys.argv[1], {"scalars": 0}).Reload()',
    'print(time.time() - start)',
  ].join('\n');
  try {
    return Number(
      execFileSync(process.env.PYTHON ?? 'python3', ['-c', script, root], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return null;
  }
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-tensorboard-'));
try {
  const [whole, part] = ['whole', 'part'].map((name) => {
    fs.mkdirSync(path.join(root, name));
    return path.join(root, name);
  }) as [string, string];
  const name = 'events.out.tfevents.1700000000.lab-01.1.0';
  const events = writeFile(path.join(whole, name), BYTES);
  const size = fs.statSync(path.join(whole, name)).size;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await readSeconds(whole, events));
  times.sort((a, b) => a - b);
  for (const [word, seconds] of [
    ['best', times[0]],
    ['median', times[ROUNDS >> 1]],
  ] as [string, number][])
    console.log(`${word}: ${(size / 1e6 / seconds).toFixed(0)} MB/s, ${(events / 1e6 / seconds).toFixed(2)} M events/s`);
  const few = writeFile(path.join(part, name), PART);
  const theirs = theirSeconds(part);
  if (theirs === null) console.log('tensorboard: not in this Python');
  else {
    const ours = await readSeconds(part, few);
    console.log(`tensorboard: ${(PART / 1e6 / theirs).toFixed(1)} MB/s; ours is ${(theirs / ours).toFixed(0)} times as fast`);
  }
} finally {
  fs.rmSync(root, { recursive: true });
}
