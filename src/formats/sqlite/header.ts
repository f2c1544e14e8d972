/** What the first 100 bytes of a database say. */
export interface Header {
  readonly pageSize: number;
  /** Bytes of a page that hold content: the page without its reserved end. */
  readonly usable: number;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Write-ahead mode: the newest rows may lie in a `-wal` file. */
  readonly writeAhead: boolean;
  /** Pages that the last writer counted; null where its writer did not keep the figure. */
  readonly pages: number | null;
  readonly freeTrunk: number;
  readonly freePages: number;
  /** Pages that say where others belong stand between the others (auto-vacuum). */
  readonly pointerMap: boolean;
}

const MAGIC = 'SQLite format 3\0';

/** How many of the 16 bytes of the magic string stand where they should. */
export function magicBytes(start: Uint8Array): number {
  let same = 0;
  for (let at = 0; at < 16; at += 1) if (start[at] === MAGIC.charCodeAt(at)) same += 1;
  return same;
}

/** Reads the header, or says what is wrong with it. */
export function readHeader(start: Uint8Array): Header | string {
  if (start.length < 100) return 'a file shorter than the header';
  if (magicBytes(start) < 16) return 'other bytes at its start';
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const raw = view.getUint16(16);
  const pageSize = raw === 1 ? 65536 : raw;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) return `a page size of ${raw}`;
  const usable = pageSize - (start[20] as number);
  if (usable < 480) return `${start[20]} reserved bytes in a page of ${pageSize}`;
  const encoding = view.getUint32(56);
  const counted = view.getUint32(28);
  return {
    pageSize,
    usable,
    encoding: encoding === 2 ? 'utf-16le' : encoding === 3 ? 'utf-16be' : 'utf-8',
    writeAhead: start[18] === 2 || start[19] === 2,
    pages: counted > 0 && view.getUint32(24) === view.getUint32(92) ? counted : null,
    freeTrunk: view.getUint32(32),
    freePages: view.getUint32(36),
    pointerMap: view.getUint32(52) !== 0,
  };
}
