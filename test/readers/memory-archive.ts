import { createHash } from 'node:crypto';
import { folderOf, indexOf } from '../../src/folder/scan.ts';
import { writeJson } from '../../src/formats/json.ts';
import { decodeText } from '../../src/formats/text.ts';
import { type Diagnostic, isDiagnostic } from '../../src/model/diagnostic.ts';
import type { Files } from '../../src/model/folder.ts';
import type { Fragment } from '../../src/model/fragment.ts';
import type { Series } from '../../src/model/series.ts';
import type { Claim, Reader } from '../../src/readers/reader.ts';
import { bytesOf } from '../formats/bytes-of.ts';

export interface MemoryRead {
  readonly claims: readonly Claim[];
  readonly fragments: readonly Fragment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs a reader over files in memory, from path to content. */
export function readMemory(reader: Reader, contents: Readonly<Record<string, Uint8Array | string>>): MemoryRead {
  const bytes = new Map(
    Object.entries(contents).map(([path, content]) => [path, typeof content === 'string' ? Buffer.from(content) : content]),
  );
  const entries = [...bytes].map(([path, content]) => ({
    path,
    dir: folderOf(path),
    name: path.slice(path.lastIndexOf('/') + 1),
    size: content.length,
    mtimeMs: 0,
  }));
  const index = indexOf(entries.sort((a, b) => (a.path < b.path ? -1 : 1)));
  const get = (path: string) => bytes.get(path) ?? null;
  const files: Files = {
    bytes: (path) => (get(path) === null ? null : bytesOf(get(path) as Uint8Array)),
    read: get,
    text: (path) => (get(path) === null ? null : decodeText(get(path) as Uint8Array).text),
    sha256: (path) => (get(path) === null ? null : hashOf(get(path) as Uint8Array)),
  };
  const claims = reader.detect(index);
  const fragments: Fragment[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const claim of claims)
    for (const item of reader.read(claim, index, files))
      if (isDiagnostic(item)) diagnostics.push(item);
      else fragments.push(item);
  return { claims, fragments, diagnostics };
}

/** Fragments and diagnostics as lines of JSON; of each series the ends and a hash of its columns. */
export function expectation(read: Omit<MemoryRead, 'claims'>): string {
  const fragments = read.fragments.map((fragment) => writeJson({ ...fragment, series: fragment.series.map(brief) }));
  return `${[...fragments, ...read.diagnostics.map((diagnostic) => writeJson(diagnostic))].join('\n')}\n`;
}

function brief({ step, value, time, ...head }: Series): object {
  const columns = [step, value, time];
  const point = (i: number) => columns.map((column) => column[i]);
  const bytes = Buffer.concat(columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)));
  return { ...head, points: step.length, first: point(0), last: point(step.length - 1), sha256: hashOf(bytes) };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Numbers from 0 to below 1, the same each time: a mutation test that fails must fail again. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
