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
  const tops = allowed.map((place) => fs.realpathSync.native(place)).map((place) => (place.endsWith(path.sep) ? place : place + path.sep));
  const open = new Map<string, Bytes | null>();
  const descriptors: number[] = [];
  const hashes = new Map<string, string | null>();

  function openFile(place: string): Bytes | null {
    const entry = index.file(place);
    if (entry === undefined) return null;
    const full = path.join(root, place);
    try {
      const real = fs.realpathSync.native(full);
      if (!tops.some((top) => real.startsWith(top))) {
        report(diagnostic('outside-folder', { path: place }, { target: 'its real path' }));
        return null;
      }
      const descriptor = fs.openSync(full, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0));
      const stat = fs.fstatSync(descriptor);
      const small = stat.size <= SMALL_FILE;
      if (!small) descriptors.push(descriptor);
      if (!stat.isFile()) {
        report(diagnostic('not-a-plain-file', { path: place }, { kind: 'special file' }));
        if (small) fs.closeSync(descriptor);
        return null;
      }
      const bytes = small ? heldBytes(descriptor, stat.size) : fileBytes(descriptor, stat.size);
      const pointer = lfsPointer(bytes);
      if (pointer === null) return bytes;
      report(diagnostic('lfs-pointer', { path: place }, { size: pointer }));
    } catch (error) {
      report(diagnostic('unreadable-file', { path: place }, { reason: (error as NodeJS.ErrnoException).code ?? String(error) }));
    }
    return null;
  }

  const door: Door = {
    bytes(place) {
      const known = open.get(place);
      if (known !== undefined) return known;
      const bytes = openFile(place);
      open.set(place, bytes);
      return bytes;
    },
    read(place, limit = WHOLE_FILE_LIMIT) {
      const bytes = door.bytes(place);
      if (bytes === null) return null;
      if (bytes.size > limit) {
        report(diagnostic('file-too-large', { path: place }, { bytes: bytes.size, limit }));
        return null;
      }
      return bytes.read(0, bytes.size);
    },
    text(place, limit) {
      const bytes = door.read(place, limit);
      if (bytes === null) return null;
      const { text, encoding, replaced } = decodeText(bytes);
      if (encoding !== 'UTF-8') report(diagnostic('text-encoding', { path: place }, { encoding, replaced }));
      return text;
    },
    sha256(place) {
      const known = hashes.get(place);
      if (known !== undefined) return known;
      const bytes = door.bytes(place);
      const hash = bytes === null ? null : hashBytes(bytes);
      hashes.set(place, hash);
      return hash;
    },
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
