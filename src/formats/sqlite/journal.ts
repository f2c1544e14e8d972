import type { Bytes } from '../../model/folder.ts';

/** The pages as they were before a transaction that never ended, from a rollback journal left beside the database. */
export interface Journal {
  /** Page number → offset of its former content in the journal. */
  readonly pages: ReadonlyMap<number, number>;
  /** Pages of the database before the transaction. */
  readonly size: number;
}

const MAGIC = [0xd9d505f9, 0x20a163d7] as const;
const ALL = 0xffffffff;

/**
 * Reads a rollback journal as SQLite plays it back; null where nothing has to be undone: the header is blanked or counts
 * no page (the database was not yet written to), or the journal belongs to a transaction over several databases.
 */
export function readJournal(journal: Bytes, pageSize: number): Journal | null {
  const pages = new Map<number, number>();
  let size = -1;
  let at = 0;
  if (hasSuperJournal(journal)) return null;
  while (at + 28 <= journal.size) {
    const head = viewOf(journal, at, 28);
    if (head.getUint32(0) !== MAGIC[0] || head.getUint32(4) !== MAGIC[1]) break;
    const nonce = head.getUint32(12);
    const sector = head.getUint32(20);
    if (head.getUint32(24) !== pageSize || sector < 32 || sector > 65536 || (sector & (sector - 1)) !== 0) break;
    if (size < 0) size = head.getUint32(16);
    const record = pageSize + 8;
    const counted = head.getUint32(8);
    const fit = Math.floor((journal.size - at - sector) / record);
    const count = counted === ALL ? fit : Math.min(counted, fit);
    for (let n = 0; n < count; n += 1) {
      const start = at + sector + n * record;
      const view = viewOf(journal, start, record);
      const page = view.getUint32(0);
      if (page === 0 || checksum(view, pageSize, nonce) !== view.getUint32(pageSize + 4)) return done();
      if (!pages.has(page)) pages.set(page, start + 4);
    }
    if (count <= 0 || counted === ALL) break;
    at = Math.ceil((at + sector + count * record) / sector) * sector;
  }
  return done();

  function done(): Journal | null {
    return pages.size === 0 || size < 1 ? null : { pages, size };
  }
}

/** Every 200th byte of the page, from its end. */
function checksum(record: DataView, pageSize: number, nonce: number): number {
  let sum = nonce;
  for (let at = pageSize - 200; at > 0; at -= 200) sum = (sum + record.getUint8(4 + at)) >>> 0;
  return sum;
}

function hasSuperJournal(journal: Bytes): boolean {
  if (journal.size < 16) return false;
  const tail = viewOf(journal, journal.size - 8, 8);
  return tail.getUint32(0) === MAGIC[0] && tail.getUint32(4) === MAGIC[1];
}

function viewOf(bytes: Bytes, offset: number, length: number): DataView {
  const part = bytes.read(offset, length);
  return new DataView(part.buffer, part.byteOffset, part.byteLength);
}
