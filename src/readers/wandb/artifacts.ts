import { createHash } from 'node:crypto';
import { type Cursor, inside, next, text, unsigned } from '../../formats/protobuf.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact, DataInput } from '../../model/fragment.ts';

/** A file of an artifact. */
export interface Entry {
  readonly path: string;
  /** MD5 in base64, for a reference whatever its store gives. */
  readonly digest: string;
  /** Address of a file that is referred to, not stored. */
  readonly ref: string;
  readonly size: number;
}

/** An artifact that was logged or used. */
export interface Recorded {
  readonly direction: 'input' | 'output';
  readonly type: string;
  /** With `:version` or `:alias` for one that was used. */
  readonly name: string;
  readonly digest: string;
  readonly aliases: readonly string[];
  readonly entries: readonly Entry[];
}

/** Types that W&B makes itself. */
const INTERNAL = new Set(['job', 'code', 'wandb-history', 'wandb-events', 'run_table']);

/** Takes an ArtifactRecord. */
export function readArtifact(field: Cursor): Recorded {
  const c = inside(field);
  let type = '';
  let name = '';
  let digest = '';
  const aliases: string[] = [];
  const entries: Entry[] = [];
  while (next(c)) {
    if (c.field === 4) type = text(c);
    else if (c.field === 5) name = text(c);
    else if (c.field === 6) digest = text(c);
    else if (c.field === 11) aliases.push(text(c));
    else if (c.field === 12) {
      const manifest = inside(c);
      while (next(manifest)) if (manifest.field === 4) entries.push(readEntry(manifest));
    }
  }
  return { direction: 'output', type, name, digest, aliases, entries };
}

function readEntry(field: Cursor): Entry {
  const c = inside(field);
  let path = '';
  let digest = '';
  let ref = '';
  let size = 0;
  while (next(c)) {
    if (c.field === 1) path = text(c);
    else if (c.field === 2) digest = text(c);
    else if (c.field === 3) ref = text(c);
    else if (c.field === 4 && c.wire === 0) size = unsigned(c);
  }
  return { path, digest, ref, size };
}

/** Takes a UseArtifactRecord. */
export function readUsedArtifact(field: Cursor): Recorded {
  const c = inside(field);
  let type = '';
  let name = '';
  while (next(c)) {
    if (c.field === 2) type = text(c);
    else if (c.field === 3) name = text(c);
  }
  return { direction: 'input', type, name, digest: '', aliases: [], entries: [] };
}

/**
 * One Artifact for each that was recorded, those that W&B makes itself left out. An artifact of a single file has the MD5 of
 * that file, and its path where a file with these bytes lies in `folder`; one of several has the digest of its manifest.
 */
export function artifactsOf(recorded: readonly Recorded[], folder: string, index: DirectoryIndex, files: Files): Artifact[] {
  const seen = new Set<string>();
  const artifacts: Artifact[] = [];
  for (const record of recorded) {
    const key = JSON.stringify([record.direction, record.type, record.name, record.digest, record.aliases]);
    if (INTERNAL.has(record.type) || seen.has(key)) continue;
    seen.add(key);
    artifacts.push(artifactOf(record, folder, index, files));
  }
  return artifacts;
}

function artifactOf(record: Recorded, folder: string, index: DirectoryIndex, files: Files): Artifact {
  const { name, version } = nameAndVersion(record.name);
  const { entries } = record;
  const only = entries.length === 1 ? (entries[0] as Entry) : null;
  const file = only === null || only.ref !== '' ? null : fileOf(only, folder, index, files);
  const md5 = only === null || only.ref !== '' ? null : hexOfMd5(only.digest);
  const digest = md5 !== null ? `md5:${md5}` : record.digest === '' ? null : `manifest:${record.digest}`;
  return {
    name,
    ...(record.type === '' ? {} : { type: record.type }),
    direction: record.direction,
    ...(version === null ? {} : { version }),
    ...(record.aliases.length === 0 ? {} : { aliases: record.aliases }),
    ...(only === null || only.path === '' ? {} : { path: file?.path ?? only.path }),
    present: file !== null,
    ...(entries.length === 0 ? {} : { size: entries.reduce((sum, entry) => sum + entry.size, 0) }),
    ...(file === null ? {} : { sha256: file.sha256 }),
    ...(digest === null ? {} : { digest }),
    ...(only === null || only.ref === '' ? {} : { uri: only.ref }),
  };
}

/** The file with the bytes of an entry, if it lies in the run's folder. */
function fileOf(entry: Entry, folder: string, index: DirectoryIndex, files: Files): { path: string; sha256: string } | null {
  const path = folder === '' ? entry.path : `${folder}/${entry.path}`;
  const found = index.file(path);
  if (found === undefined || found.size !== entry.size) return null;
  const bytes = files.bytes(path);
  if (bytes === null) return null;
  const hash = createHash('md5');
  const window = 4 * 1024 * 1024;
  for (let at = 0; at < bytes.size; at += window) hash.update(bytes.read(at, window));
  const sha256 = hash.digest('base64') === entry.digest ? files.sha256(path) : null;
  return sha256 === null ? null : { path, sha256 };
}

function hexOfMd5(digest: string): string | null {
  return /^[A-Za-z0-9+/]{22}==$/.test(digest) ? Buffer.from(digest, 'base64').toString('hex') : null;
}

/** Inputs of the run: artifacts that it used, and data sets that it logged. */
export function dataOf(recorded: readonly Recorded[]): DataInput[] {
  const data: DataInput[] = [];
  const seen = new Set<string>();
  for (const record of recorded) {
    if (record.direction === 'output' && record.type !== 'dataset') continue;
    const { name, version } = nameAndVersion(record.name);
    const key = JSON.stringify([name, version, record.type, record.digest]);
    if (seen.has(key)) continue;
    seen.add(key);
    data.push({
      name,
      ...(record.type === '' ? {} : { type: record.type }),
      ...(version === null ? {} : { version }),
      ...(record.digest === '' ? {} : { digest: `manifest:${record.digest}` }),
    });
  }
  return data;
}

/** `digits:v2` is version v2 of digits. */
function nameAndVersion(recorded: string): { name: string; version: string | null } {
  const cut = recorded.lastIndexOf(':');
  if (cut <= 0 || recorded.indexOf('/', cut) >= 0) return { name: recorded, version: null };
  return { name: recorded.slice(0, cut), version: recorded.slice(cut + 1) };
}
