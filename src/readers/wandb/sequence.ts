import type { LogFault, LogRecord, LogSink } from '../../formats/leveldb-log.ts';
import { type Cursor, cursor, enter, int64, next, WireError } from '../../formats/protobuf.ts';

/** Numbers above this multiple of the records seen are not followed: nothing of the size that a damaged number names is allocated. */
const SPARSE = 4;

interface Sequence {
  readonly take: (record: LogRecord) => void;
  readonly fault: (fault: LogFault) => void;
  readonly cursor: Cursor;
  /** Checksum of each record by its number, and how many records were taken. */
  checksums: Int32Array;
  taken: number;
  last: number;
  /** No number was ever left out between two neighbours. */
  gapless: boolean;
  /** A spanning record that waits for its neighbour. */
  held: LogRecord | null;
  heldNumber: number;
  repeated: LogFault | null;
}

/**
 * Stands between the log and its reader and uses that W&B numbers its records 1, 2, 3 …: a record that comes again with the same
 * content is told and dropped, and so is one put together from chunks of different records, which its neighbour's number
 * gives away. Logs of SDK 0.10 have no numbers and pass as they are.
 */
export function inSequence(
  take: (record: LogRecord) => void,
  fault: (fault: LogFault) => void,
  plausible: LogSink['plausible'],
): LogSink & { end(): void } {
  const sequence: Sequence = {
    take,
    fault,
    cursor: cursor(),
    checksums: new Int32Array(1024),
    taken: 0,
    last: 0,
    gapless: true,
    held: null,
    heldNumber: 0,
    repeated: null,
  };
  return {
    plausible,
    record: (record) => follow(sequence, record),
    fault(told) {
      settle(sequence);
      sequence.last = 0;
      fault(told);
    },
    end: () => settle(sequence),
  };
}

function follow(sequence: Sequence, record: LogRecord): void {
  const number = numberOf(sequence.cursor, record);
  const { held } = sequence;
  if (held !== null) {
    sequence.held = null;
    if (number > 0 && sequence.gapless && number !== sequence.heldNumber + 1) {
      sequence.last = 0;
      tellRepeated(sequence);
      const what = 'A record whose parts do not belong together';
      sequence.fault({ kind: 'damaged', what, offset: held.offset, bytes: held.to - held.from });
    } else deliver(sequence, held, sequence.heldNumber);
  }
  if (number > 0 && number < sequence.checksums.length && sequence.checksums[number] === (record.checksum | 0) && record.to > record.from) {
    const { repeated } = sequence;
    const bytes = record.to - record.from + (repeated?.bytes ?? 0);
    sequence.repeated = { kind: 'damaged', what: 'A repeated record', offset: repeated?.offset ?? record.offset, bytes };
    sequence.last = 0;
    return;
  }
  if (number > 0 && sequence.last > 0 && !record.spanning && number !== sequence.last + 1) sequence.gapless = false;
  if (record.spanning && number > 0) {
    sequence.held = { ...record };
    sequence.heldNumber = number;
    sequence.last = 0;
  } else deliver(sequence, record, number);
}

function deliver(sequence: Sequence, record: LogRecord, number: number): void {
  tellRepeated(sequence);
  sequence.taken += 1;
  if (number > 0 && number < sequence.taken * SPARSE + 1024) {
    if (number >= sequence.checksums.length) {
      const grown = new Int32Array(number * 2);
      grown.set(sequence.checksums);
      sequence.checksums = grown;
    }
    sequence.checksums[number] = record.checksum;
  }
  sequence.last = record.spanning ? 0 : number;
  sequence.take(record);
}

function settle(sequence: Sequence): void {
  const { held } = sequence;
  sequence.held = null;
  if (held !== null) deliver(sequence, held, sequence.heldNumber);
  tellRepeated(sequence);
}

function tellRepeated(sequence: Sequence): void {
  if (sequence.repeated !== null) sequence.fault(sequence.repeated);
  sequence.repeated = null;
}

/** The number of a record, 0 where it has none or is no message. */
function numberOf(c: Cursor, record: LogRecord): number {
  enter(c, record.bytes, record.from, record.to);
  try {
    while (next(c)) if (c.field === 1 && c.wire === 0) return Number(int64(c));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  }
  return 0;
}
