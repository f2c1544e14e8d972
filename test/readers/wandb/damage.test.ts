import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type LogRecord, readLog } from '../../../src/formats/leveldb-log.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { wandb } from '../../../src/readers/wandb/index.ts';
import { plausible, readRecords, takenRecords } from '../../../src/readers/wandb/log.ts';
import { newRecords } from '../../../src/readers/wandb/records.ts';
import { bytesOf } from '../../formats/bytes-of.ts';
import { FIXTURES } from '../../support/read.ts';
import { goRow, logOf, part, record } from '../../support/wandb-log.ts';
import { numbersFrom, readMemory } from '../memory-archive.ts';

const BLOCK = 32768;
const fixture = (...place: string[]) => {
  const folder = path.join(FIXTURES, 'wandb', ...place);
  return fs.readFileSync(path.join(folder, fs.readdirSync(folder).find((name) => name.endsWith('.wandb')) ?? ''));
};

/** Long records among short ones, so that many span blocks. */
const LONG = logOf(
  Array.from({ length: 120 }, (_, at) =>
    record(
      at + 1,
      at % 9 === 4
        ? part(13, part(3, 'x'.repeat(3000 + at * 311)))
        : goRow(at, { loss: `${at}.5`, _step: String(at), name: `"${'n'.repeat(at)}"` }),
    ),
  ),
);
const LOGS: { readonly [name: string]: Buffer } = {
  go: fixture('go-0.31/wandb/offline-run-20261120_200614-k0l95et1'),
  python: fixture('python-0.16/wandb/offline-run-20261120_200728-8umelieq'),
  unnumbered: fixture('clients/0.10.20/wandb/offline-run-20261121_140803-featfinished'),
  long: LONG,
};

interface Extent {
  readonly payload: string;
  /** Its bytes in the file, which lie together, with the headers of its chunks. */
  readonly from: number;
  readonly to: number;
  /** Places of its chunks. */
  readonly chunks: readonly number[];
}

/** The records of an intact log, by a walk of its own. */
function extentsOf(log: Buffer): Extent[] {
  const extents: Extent[] = [];
  let chunks: number[] = [];
  let parts: Buffer[] = [];
  for (let at = 7; at + 7 <= log.length; ) {
    if (BLOCK - (at % BLOCK) < 7) {
      at += BLOCK - (at % BLOCK);
      continue;
    }
    const end = at + 7 + log.readUInt16LE(at + 4);
    chunks.push(at);
    parts.push(log.subarray(at + 7, end));
    if (log[at + 6] === 1 || log[at + 6] === 4) {
      extents.push({ payload: Buffer.concat(parts).toString('latin1'), from: chunks[0] as number, to: end, chunks });
      chunks = [];
      parts = [];
    }
    at = end;
  }
  return extents;
}

/** The payloads that are taken as records. */
function taken(log: Buffer): string[] {
  const payloads: string[] = [];
  takenRecords(
    bytesOf(log),
    ({ bytes, from, to }: LogRecord) => payloads.push(bytes.toString('latin1', from, to)),
    () => {},
  );
  return payloads;
}

interface Mutant {
  readonly what: string;
  readonly bytes: Buffer;
  /** Whether the bytes between two places are in the mutant as they were. */
  readonly intact: (from: number, to: number) => boolean;
}

/** One way of damaging a log for each number. */
function mutantOf(log: Buffer, kind: number, pick: (below: number) => number): Mutant {
  const bytes = Buffer.from(log);
  const at = 7 + pick(log.length - 7);
  const outside = (from: number, to: number) => (a: number, b: number) => b <= from || a >= to;
  const size = 1 + pick(kind % 2 === 0 ? 40 : 40_000);
  switch (kind) {
    case 0:
    case 1: {
      const hits = Array.from({ length: kind === 0 ? 1 : 4 }, () => 7 + pick(log.length - 7));
      for (const hit of hits) bytes[hit] = (bytes[hit] as number) ^ (1 << pick(8));
      return { what: `flips at ${hits}`, bytes, intact: (a, b) => hits.every((hit) => hit < a || hit >= b) };
    }
    case 2:
      return { what: `cut to ${at}`, bytes: bytes.subarray(0, at), intact: (_, b) => b <= at };
    case 3:
    case 4:
      return {
        what: `${size} bytes gone at ${at}`,
        bytes: Buffer.concat([log.subarray(0, at), log.subarray(at + size)]),
        intact: outside(at, at + size),
      };
    case 5:
    case 6: {
      const added = Buffer.from(Array.from({ length: size }, () => pick(kind === 5 ? 256 : 5)));
      return {
        what: `${size} bytes put in at ${at}`,
        bytes: Buffer.concat([log.subarray(0, at), added, log.subarray(at)]),
        intact: (a, b) => b <= at || a >= at,
      };
    }
    case 7: {
      const from = pick(Math.ceil(log.length / BLOCK)) * BLOCK;
      const block = log.subarray(from, from + BLOCK);
      const to = pick(Math.ceil(log.length / BLOCK) + 1) * BLOCK;
      const bytesOfTwo = Buffer.concat([log.subarray(0, to), block, log.subarray(to)]);
      return { what: `block at ${from} again at ${to}`, bytes: bytesOfTwo, intact: (a, b) => to > 0 && (b <= to || a >= to) };
    }
    case 8: {
      const from = pick(Math.ceil(log.length / BLOCK)) * BLOCK;
      const to = pick(Math.ceil(log.length / BLOCK)) * BLOCK;
      log.copy(bytes, to, from, Math.min(from + BLOCK, log.length));
      const end = to + Math.min(BLOCK, log.length - from);
      return {
        what: `block at ${from} over that at ${to}`,
        bytes,
        intact: from === to ? () => true : (a, b) => to > 0 && outside(to, end)(a, b),
      };
    }
    case 9: {
      bytes.fill(0, at, Math.min(at + size, bytes.length));
      return { what: `${size} zeros at ${at}`, bytes, intact: outside(at, at + size) };
    }
    case 10: {
      const from = 7 + pick(log.length - 7);
      const moved = log.subarray(from, from + size);
      return {
        what: `${size} bytes of ${from} put in at ${at}`,
        bytes: Buffer.concat([log.subarray(0, at), moved, log.subarray(at)]),
        intact: (a, b) => b <= at || a >= at,
      };
    }
    default: {
      const extents = extentsOf(log);
      const victim = extents[pick(extents.length)] as Extent;
      const from = victim.chunks[pick(victim.chunks.length)] as number;
      bytes.writeUInt16LE(kind === 11 ? pick(65536) : (log.readUInt16LE(from + 4) + pick(20) + 1) & 0xffff, from + 4);
      return { what: `the length at ${from} lies`, bytes, intact: outside(from + 4, from + 6) };
    }
  }
}

const count = (list: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
};

for (const [name, log] of Object.entries(LOGS))
  test(`780 damaged logs (${name}): every untouched record, none forged, none twice`, () => {
    const pick = (
      (random) => (below: number) =>
        Math.floor(random() * below)
    )(numbersFrom(name.length));
    const extents = extentsOf(log);
    const original = count(extents.map(({ payload }) => payload));
    assert.deepEqual(count(taken(log)), original);
    for (let round = 0; round < 780; round += 1) {
      const kind = round % 13;
      const mutant = mutantOf(log, kind, pick);
      const where = `round ${round}: ${mutant.what}`;
      const found = count(taken(mutant.bytes));
      const repeats = name === 'unnumbered' && (kind === 7 || kind === 8 || kind === 10);
      for (const [payload, times] of found) {
        assert.ok(original.has(payload), `${where}: forged ${Buffer.from(payload, 'latin1').toString('hex').slice(0, 200)}`);
        if (!repeats) assert.ok(times <= (original.get(payload) as number), `${where}: a record comes twice`);
      }
      const untouched = extents.filter(({ from, to }) => mutant.intact(from, to));
      for (const [payload, times] of count(untouched.map((extent) => extent.payload)))
        assert.ok((found.get(payload) ?? 0) >= times, `${where}: lost ${Buffer.from(payload, 'latin1').toString('hex').slice(0, 200)}`);
    }
  });

test('damage is told with the places and numbers of the bytes that were passed over', () => {
  for (const log of Object.values(LOGS)) {
    const pick = (
      (random) => (below: number) =>
        Math.floor(random() * below)
    )(numbersFrom(5));
    for (let round = 0; round < 100; round += 1) {
      const at = 7 + pick(log.length - 7);
      const bytes = Buffer.from(log);
      bytes[at] = (bytes[at] as number) ^ (1 << pick(8));
      const told: Diagnostic[] = [];
      readRecords(
        bytesOf(bytes),
        newRecords('run.wandb', (diagnostic) => told.push(diagnostic)),
      );
      const damage = told.filter(({ code }) => code !== 'integer-precision');
      assert.equal(damage.length, 1, `byte ${at}`);
      const { code, place, args } = damage[0] as Diagnostic;
      assert.ok(code === 'bad-checksum' || code === 'damaged-bytes' || code === 'torn-tail', code);
      const offset = place.offset ?? -1;
      assert.ok(offset <= at && at < offset + (args as { bytes: number }).bytes, `byte ${at}: ${offset} + ${JSON.stringify(args)}`);
    }
  }
});

test('the whole reader on damaged folders: a fragment each, no throw', () => {
  const folder = path.join(FIXTURES, 'wandb/clients/0.16.6');
  const files: Record<string, Buffer> = {};
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      files[path.relative(folder, path.join(entry.parentPath, entry.name))] = fs.readFileSync(path.join(entry.parentPath, entry.name));
  const legacy = path.join(FIXTURES, 'wandb/clients/0.9.7/wandb/dryrun-20261121_140813-featlegacy');
  for (const name of fs.readdirSync(legacy)) files[`old/${name}`] = fs.readFileSync(path.join(legacy, name));
  const names = Object.keys(files);
  const pick = (
    (random) => (below: number) =>
      Math.floor(random() * below)
  )(numbersFrom(9));
  for (let round = 0; round < 600; round += 1) {
    const name = names[round % names.length] as string;
    const bytes = Buffer.from(files[name] as Buffer);
    for (let hit = 0; hit < 1 + (round % 4); hit += 1) bytes[pick(bytes.length)] = pick(256);
    const { fragments } = readMemory(wandb, { ...files, [name]: round % 5 === 0 ? bytes.subarray(0, pick(bytes.length)) : bytes });
    assert.equal(fragments.length, 2);
  }
});

test('noise under right checksums: undecodable records are told, all others are kept', () => {
  const rows = Array.from({ length: 40 }, (_, at) => record(at + 1, goRow(at, { loss: String(at) })));
  const pick = (
    (random) => (below: number) =>
      Math.floor(random() * below)
  )(numbersFrom(3));
  for (let round = 0; round < 500; round += 1) {
    const victim = pick(rows.length);
    const noise = Buffer.from(rows[victim] as Buffer);
    for (let hit = 0; hit <= pick(5); hit += 1) noise[pick(noise.length)] = pick(256);
    const records = newRecords('run.wandb', () => {});
    readRecords(bytesOf(logOf(rows.with(victim, noise))), records);
    const loss = records.history.columns.byName.get('loss');
    const found = new Set(loss?.value.subarray(0, loss.length));
    for (let at = 0; at < rows.length; at += 1) if (at !== victim) assert.ok(found.has(at), `round ${round}: ${at}`);
  }
});

test('plausible: whole records and beginnings of them', () => {
  const whole = record(7, goRow(3, { loss: '1' }));
  assert.ok(plausible(whole, 0, whole.length, true));
  assert.ok(!plausible(whole, 0, whole.length - 1, true));
  for (let size = 2; size <= whole.length; size += 1) assert.ok(plausible(whole, 0, size, false), `${size} bytes`);
  const text = Buffer.from('some words of a console');
  assert.ok(!plausible(text, 0, text.length, true));
  let records = 0;
  readLog(bytesOf(LONG), { record: () => (records += 1), fault: () => {}, plausible });
  assert.equal(records, 120);
});
