import { type LogFault, type LogRecord, readLog } from '../../formats/leveldb-log.ts';
import { type Cursor, cursor, enter, next, WireError } from '../../formats/protobuf.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';
import { KINDS, type Kind, type Records } from './records.ts';
import { inSequence } from './sequence.ts';

const FORMAT = 'W&B log';

/** Fields of `Record` beside its content: number, control, uuid, info. */
const BESIDE = new Set([1, 16, 19, 200]);

/** Reads a `.wandb` file into `records`. Every loss is told with its offset. */
export function readRecords(bytes: Bytes, records: Records): void {
  const { path, report } = records.told;
  takenRecords(
    bytes,
    (record, c) => {
      records.count += 1;
      records.told.offset = record.offset;
      if (c.field !== 0) KINDS[c.field]?.take?.(records, c);
    },
    (fault) => report(faultDiagnostic(fault, path)),
    (offset, what) => report(diagnostic('undecodable-record', { path, offset }, { format: FORMAT, what })),
  );
  records.told.offset = undefined;
}

/**
 * The records of a log that are verified, in their place and decodable: `take` gets each with a cursor at its content (field 0: it has
 * none) and may itself find that it cannot be decoded (`WireError`).
 */
export function takenRecords(
  bytes: Bytes,
  take: (record: LogRecord, content: Cursor) => void,
  fault: (fault: LogFault) => void,
  undecodable: (offset: number, what: string) => void = () => {},
): void {
  const c = cursor();
  const one = (record: LogRecord) => {
    let kind: Kind | undefined;
    try {
      if (record.spanning) requireOne(c, record);
      kind = KINDS[contentField(c, record.bytes, record.from, record.to)];
      take(record, c);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      undecodable(record.offset, `${kind === undefined ? 'the record' : `the ${kind.name} record`}: ${error.message}`);
    }
  };
  const sequence = inSequence(one, fault, plausible);
  readLog(bytes, sequence);
  sequence.end();
}

/** Leaves the cursor at the content of a `Record` and gives its number, 0 for a record without content. */
function contentField(c: Cursor, bytes: Buffer, from: number, to: number): number {
  let field = 0;
  let contentFrom = 0;
  let contentTo = 0;
  enter(c, bytes, from, to);
  while (next(c)) {
    if (c.wire !== 2 || BESIDE.has(c.field)) continue;
    field = c.field;
    contentFrom = c.from;
    contentTo = c.to;
  }
  c.field = field;
  c.wire = 2;
  c.from = contentFrom;
  c.to = contentTo;
  return field;
}

/**
 * What was put together from chunks must be one whole `Record`: were a middle part missing or there twice, its content would end
 * elsewhere than the record, and what remains would be more fields.
 */
function requireOne(c: Cursor, record: LogRecord): void {
  const seen = new Set<number>();
  enter(c, record.bytes, record.from, record.to);
  while (next(c)) {
    const field = BESIDE.has(c.field) ? c.field : 0;
    if (seen.has(field)) throw new WireError('its parts do not belong together', c.at);
    seen.add(field);
  }
}

/** Whether verified bytes are a `Record`; of an incomplete one only the first field is looked at. */
export function plausible(bytes: Buffer, from: number, to: number, whole: boolean): boolean {
  const c = cursor();
  try {
    if (whole) {
      const field = contentField(c, bytes, from, to);
      return field === 0 ? to > from : KINDS[field] !== undefined;
    }
    enter(c, bytes, from, to);
    return from === to || (next(c) && (BESIDE.has(c.field) || KINDS[c.field] !== undefined));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return !whole && c.at > c.end && KINDS[c.field] !== undefined;
  }
}

function faultDiagnostic(fault: LogFault, path: string): Diagnostic {
  const { what, bytes, offset } = fault;
  const place = { path, offset };
  switch (fault.kind) {
    case 'empty':
      return diagnostic('empty-file', { path }, { format: FORMAT });
    case 'header':
      return diagnostic('not-this-format', place, { format: FORMAT, found: what });
    case 'version':
      return diagnostic('unsupported-version', place, { format: FORMAT, version: what, supported: '0' });
    case 'torn':
      return diagnostic('torn-tail', place, { format: FORMAT, bytes });
    case 'limit':
      return diagnostic('damaged-bytes', place, { format: FORMAT, what: 'A record of more than 256 MiB', bytes });
    case 'checksum':
      return diagnostic('bad-checksum', place, { format: FORMAT, what, bytes });
    case 'damaged':
      return diagnostic('damaged-bytes', place, { format: FORMAT, what, bytes });
  }
}
