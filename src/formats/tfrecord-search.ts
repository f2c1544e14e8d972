import type { Bytes } from '../model/folder.ts';
import { emptyWindow, FRAME, HEADER, hold, lengthAt, payloadAgrees, WINDOW } from './tfrecord-window.ts';

/**
 * Finds records in damaged bytes. The work is bounded: a made-up file can hold a plausible length at every twelfth byte,
 * each asking for a checksum of the rest of the file.
 */
export function recordSearch(file: Bytes) {
  const { size } = file;
  const window = emptyWindow();
  let budget = 16 * size + 16 * WINDOW;

  /** Whether the file ends here or a sound length stands here. */
  function boundary(offset: number): boolean {
    return offset === size || (size - offset >= HEADER && hold(file, window, offset, HEADER) && lengthAt(window, offset) >= 0);
  }

  /** End of the sound record that starts at `offset` and ends at or before `until`; -1 where there is none. */
  function endOfRecord(offset: number, until: number): number {
    if (offset + FRAME > until || !hold(file, window, offset, HEADER)) return -1;
    const length = lengthAt(window, offset);
    if (length < 0 || length > until - offset - FRAME) return -1;
    budget -= length + FRAME;
    return budget >= 0 && payloadAgrees(file, offset, length, window) ? offset + length + FRAME : -1;
  }

  /** The first sound record from `from` on that ends at or before `until`. */
  function next(from: number, until = size): number | null {
    for (let start = from; start + FRAME <= until; ) {
      if (!hold(file, window, start, HEADER)) return null;
      const { bytes, view, base } = window;
      const last = Math.min(base + bytes.length - HEADER, until - FRAME);
      for (let offset = start; offset <= last; offset += 1) {
        if (view.getUint32(offset - base + 4, true) !== 0) continue;
        if (endOfRecord(offset, until) >= 0) return offset;
        if (budget < 0) return null;
      }
      start = last + 1;
    }
    return null;
  }

  /**
   * Where sound records lead exactly to `end`, or `end` itself. Within a damaged payload these can only be records of
   * the file that a loss of bytes moved there; records that a payload holds as its content end before its checksum.
   */
  function chain(from: number, end: number): number {
    for (let start = next(from, end); start !== null; start = next(start + 1, end)) {
      let at = start;
      while (at >= 0 && at < end) at = endOfRecord(at, end);
      if (at === end) return start;
    }
    return end;
  }

  return { boundary, chain, next, ended: () => budget < 0 };
}
