import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { decodeText } from '../formats/text.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Bytes, DirectoryIndex, Files } from '../model/folder.ts';

const SMALL_FILE = 256 * 1024;
const WHOLE_FILE_LIMIT = 256 * 1024 * 1024;
const LFS = 'version https://git-lfs.github.com/spec/v1';

/** A door that must be closed after use, and which tells what went wrong at it. */
export interface Door extends Files {
  /** sha256 without a word: what is wrong with the file is told when its content is asked for, if ever. */
  signature(path: string): string | null;
  close(): void;
}

/**
 * Opens the door to one folder. Only files of the index are opened, which holds no links; the real path must lie in one
 * of the `allowed` folders (the folder itself, and what `archives:` names). `report` gets each diagnostic once a file and code.
 */
export function openDoor(
  root: string,
  index: DirectoryIndex,
  report: (diagnostic: Diagnostic) => void,
  allowed: readonly string[] = [root],
): Door {
  return doorsOf(root, index, allowed)(report);
}

/** Doors to one folder, for who needs very many: where the folders really are is looked up once. */
export function doorsOf(
  root: string,
  index: DirectoryIndex,
  allowed: readonly string[],
): (report: (diagnostic: Diagnostic) => void) => Door {
  const tops = allowed.map((place) => fs.realpathSync.native(place)).map((place) => (place.endsWith(path.sep) ? place : place + path.sep));
  return (report) => doorOf(root, index, tops, report);
}

function doorOf(root: string, index: DirectoryIndex, tops: readonly string[], tell: (diagnostic: Diagnostic) => void): Door {
  const open = new Map<string, Bytes | null>();
  /** What was found where nobody wanted to hear of it yet. */
  const untold = new Map<string, Diagnostic>();
  const descriptors: number[] = [];
  const hashes = new Map<string, string | null>();

  function note(found: Diagnostic): void {
    untold.set(found.place.path, found);
  }

  function openOnce(place: string): Bytes | null {
    const known = open.get(place);
    if (known !== undefined) return known;
    const bytes = openFile(place);
    open.set(place, bytes);
    return bytes;
  }

  function hashOf(place: string): string | null {
    const known = hashes.get(place);
    if (known !== undefined) return known;
    const bytes = openOnce(place);
    const hash = bytes === null ? null : hashBytes(bytes);
    hashes.set(place, hash);
    return hash;
  }

  function tellOf(place: string): void {
    const found = untold.get(place);
    if (found === undefined) return;
    untold.delete(place);
    tell(found);
  }

  function openFile(place: string): Bytes | null {
    const entry = index.file(place);
    if (entry === undefined) return null;
    const full = path.join(root, place);
    try {
      const real = fs.realpathSync.native(full);
      if (!tops.some((top) => real.startsWith(top))) {
        note(diagnostic('outside-folder', { path: place }, { target: 'its real path' }));
        return null;
      }
      const descriptor = fs.openSync(full, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0));
      const stat = fs.fstatSync(descriptor);
      const small = stat.size <= SMALL_FILE;
      if (!small) descriptors.push(descriptor);
      if (!stat.isFile()) {
        note(diagnostic('not-a-plain-file', { path: place }, { kind: 'special file' }));
        if (small) fs.closeSync(descriptor);
        return null;
      }
      const bytes = small ? heldBytes(descriptor, stat.size) : fileBytes(descriptor, stat.size);
      const pointer = lfsPointer(bytes);
      if (pointer === null) return bytes;
      note(diagnostic('lfs-pointer', { path: place }, { size: pointer }));
    } catch (error) {
      note(diagnostic('unreadable-file', { path: place }, { reason: (error as NodeJS.ErrnoException).code ?? String(error) }));
    }
    return null;
  }

  const door: Door = {
    bytes(place) {
      const bytes = openOnce(place);
      tellOf(place);
      return bytes;
    },
    read(place, limit = WHOLE_FILE_LIMIT) {
      const bytes = door.bytes(place);
      if (bytes === null) return null;
      if (bytes.size > limit) {
        tell(diagnostic('file-too-large', { path: place }, { bytes: bytes.size, limit }));
        return null;
      }
      return bytes.read(0, bytes.size);
    },
    text(place, limit) {
      const bytes = door.read(place, limit);
      if (bytes === null) return null;
      const { text, encoding, replaced } = decodeText(bytes);
      if (encoding !== 'UTF-8') tell(diagnostic('text-encoding', { path: place }, { encoding, replaced }));
      return text;
    },
    sha256(place) {
      const hash = hashOf(place);
      tellOf(place);
      return hash;
    },
    signature: hashOf,
    close() {
      for (const descriptor of descriptors) fs.closeSync(descriptor);
      descriptors.length = 0;
      open.clear();
    },
  };
  return door;
}

function fileBytes(descriptor: number, size: number): Bytes {
  return {
    size,
    read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const target = Buffer.allocUnsafeSlow(wanted);
      let done = 0;
      while (done < wanted) {
        const got = fs.readSync(descriptor, target, done, wanted - done, offset + done);
        if (got === 0) break;
        done += got;
      }
      return done === wanted ? target : target.subarray(0, done);
    },
  };
}

/** A small file is read once, whole: it is looked at for a Git LFS pointer, hashed and parsed. */
function heldBytes(descriptor: number, size: number): Bytes {
  try {
    const whole = fileBytes(descriptor, size).read(0, size);
    return { size: whole.length, read: (offset, length) => whole.slice(Math.max(0, offset), Math.max(0, offset + length)) };
  } finally {
    fs.closeSync(descriptor);
  }
}

function hashBytes(bytes: Bytes): string {
  const hash = createHash('sha256');
  const window = 4 * 1024 * 1024;
  for (let offset = 0; offset < bytes.size; offset += window) hash.update(bytes.read(offset, window));
  return hash.digest('hex');
}

/** The size that a Git LFS pointer names, or null where the bytes are none. */
function lfsPointer(bytes: Bytes): string | null {
  if (bytes.size > 1024 || bytes.size < LFS.length) return null;
  const text = Buffer.from(bytes.read(0, 1024)).toString('latin1');
  return text.startsWith(LFS) ? (/^size (\d+)$/m.exec(text)?.[1] ?? 'unknown') : null;
}
