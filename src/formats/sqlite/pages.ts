import type { Bytes } from '../../model/folder.ts';
import type { Header } from './header.ts';

/** The pages of a database, numbered from 1, as they are after the last commit. */
export interface Pages {
  readonly header: Header;
  readonly count: number;
  /** The page's bytes; shorter than a page at the end of a cut file, null outside it. Valid until the next call only as read. */
  page(number: number): Buffer | null;
  /** In which file a page lies, and where. */
  place(number: number): { readonly path: string; readonly offset: number };
}

/** Pages that replace those of the database file: offsets into another file, the last `size` the database's length in pages. */
export interface Overlay {
  readonly path: string;
  readonly bytes: Bytes;
  readonly pages: ReadonlyMap<number, number>;
  readonly size: number;
}

const WINDOW = 64 * 1024;
const WINDOWS = 256;

/** Reads pages through a cache of at most 16 MiB (or 256 pages, if those are larger). */
export function openPages(path: string, bytes: Bytes, header: Header, overlay: Overlay | null): Pages {
  const { pageSize } = header;
  const windowSize = Math.max(WINDOW, pageSize);
  const windows = new Map<number, Buffer>();
  let lastStart = -1;
  let last: Buffer = Buffer.alloc(0);

  function window(start: number): Buffer {
    if (start === lastStart) return last;
    let found = windows.get(start);
    if (found === undefined) {
      found = bufferOf(bytes.read(start, windowSize));
      if (windows.size >= WINDOWS) {
        for (const oldest of windows.keys()) {
          windows.delete(oldest);
          break;
        }
      }
    } else windows.delete(start);
    windows.set(start, found);
    lastStart = start;
    last = found;
    return found;
  }

  const inFile = Math.ceil(bytes.size / pageSize);
  return {
    header,
    count: overlay === null || overlay.size === 0 ? inFile : overlay.size,
    page(number) {
      const replaced = overlay?.pages.get(number);
      if (overlay !== null && replaced !== undefined) return bufferOf(overlay.bytes.read(replaced, pageSize));
      const offset = (number - 1) * pageSize;
      if (number < 1 || offset >= bytes.size) return null;
      const start = offset - (offset % windowSize);
      const inside = window(start);
      return inside.length <= offset - start ? null : inside.subarray(offset - start, offset - start + pageSize);
    },
    place(number) {
      const replaced = overlay?.pages.get(number);
      if (overlay !== null && replaced !== undefined) return { path: overlay.path, offset: replaced };
      return { path, offset: (number - 1) * pageSize };
    },
  };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
