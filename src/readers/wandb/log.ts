import { type LogFault, type LogRecord, readLog } from '../../formats/leveldb-log.ts';
import { type Cursor, cursor, enter, inside, next, text, WireError } from '../../formats/protobuf.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';
import type { Alert } from '../../model/fragment.ts';
import { type Recorded, readArtifact, readUsedArtifact } from './artifacts.ts';
import { addConfig, type Config, newConfig } from './config.ts';
import { addOutput, newPrinted, type Printed } from './console.ts';
import { addEnvironment, type Surroundings } from './environment.ts';
import { addHistoryRow, type History, newHistory } from './history.ts';
import { type Told, told } from './json.ts';
import { type Defined, readMetric } from './metric.ts';
import { type Exit, type RunRecord, readExit, readRunRecord } from './run.ts';
import { inSequence } from './sequence.ts';
import { addSummary, newSummary, type Summary } from './summary.ts';
import { addStats, newSystem, type System } from './system.ts';
import { addTelemetry, newTelemetry, type Telemetry } from './telemetry.ts';

const FORMAT = 'W&B log';

/** All that a run's records say, from a log or (history, summary, system) from the files of a folder without one. */
export interface Records {
  readonly told: Told;
  readonly run: RunRecord;
  readonly config: Config;
  readonly history: History;
  readonly summary: Summary;
  readonly system: System;
  readonly printed: Printed;
  readonly telemetry: Telemetry;
  readonly surroundings: Surroundings;
  readonly defined: Defined[];
  readonly artifacts: Recorded[];
  readonly alerts: Alert[];
  /** Folders of event files that TensorBoard's writer was watched in. */
  readonly tensorboard: string[];
  exit: Exit | null;
  /** Version of the Go core, null for the Python core. */
  core: string | null;
  /** Records that were read. */
  count: number;
}

export function newRecords(path: string, report: (diagnostic: Diagnostic) => void): Records {
  const to = told(path, report);
  return {
    told: to,
    run: {},
    config: newConfig(to),
    history: newHistory(to),
    summary: newSummary(to),
    system: newSystem(to),
    printed: newPrinted(),
    telemetry: newTelemetry(),
    surroundings: { environment: {} },
    defined: [],
    artifacts: [],
    alerts: [],
    tensorboard: [],
    exit: null,
    core: null,
    count: 0,
  };
}

interface Kind {
  readonly name: string;
  readonly take: ((records: Records, field: Cursor) => void) | null;
}

const passed = (name: string): Kind => ({ name, take: null });

/** What is done with each kind of record, by the number of its field in `Record`. */
const KINDS: Readonly<Record<number, Kind>> = {
  2: { name: 'history', take: (records, c) => addHistoryRow(records.history, c.bytes, c.from, c.to) },
  3: { name: 'summary', take: (records, c) => addSummary(records.summary, c.bytes, c.from, c.to) },
  4: { name: 'output', take: (records, c) => addOutput(records.printed, c, 3) },
  5: { name: 'config', take: (records, c) => addConfig(records.config, c) },
  6: passed('files'),
  7: { name: 'stats', take: (records, c) => addStats(records.system, c.bytes, c.from, c.to) },
  8: { name: 'artifact', take: (records, c) => records.artifacts.push(readArtifact(c)) },
  9: { name: 'tbrecord', take: (records, c) => records.tensorboard.push(firstText(c)) },
  10: { name: 'alert', take: (records, c) => records.alerts.push(readAlert(c)) },
  11: { name: 'telemetry', take: (records, c) => addTelemetry(records.telemetry, c) },
  12: { name: 'metric', take: (records, c) => records.defined.push(readMetric(c)) },
  13: { name: 'output_raw', take: (records, c) => addOutput(records.printed, c, 3) },
  17: { name: 'run', take: takeRun },
  18: {
    name: 'exit',
    take: (records, c) => {
      records.exit = readExit(c);
    },
  },
  20: passed('final'),
  21: { name: 'header', take: takeHeader },
  22: passed('footer'),
  23: passed('preempting'),
  24: passed('link_artifact'),
  25: { name: 'use_artifact', take: (records, c) => records.artifacts.push(readUsedArtifact(c)) },
  26: { name: 'environment', take: (records, c) => addEnvironment(records.surroundings, c) },
  27: { name: 'output_logger', take: (records, c) => addOutput(records.printed, c, 1) },
  100: passed('request'),
};
/** Fields of `Record` beside its content: number, control, uuid, info. */
const BESIDE = new Set([1, 16, 19, 200]);

/** Reads a `.wandb` file into `records`. Every loss is told with its offset. */
export function readRecords(bytes: Bytes, records: Records): void {
  const { path, report } = records.told;
  takenRecords(
    bytes,
    (_, c) => {
      records.count += 1;
      if (c.field !== 0) KINDS[c.field]?.take?.(records, c);
    },
    (fault) => report(faultDiagnostic(fault, path)),
    (offset, what) => report(diagnostic('undecodable-record', { path, offset }, { format: FORMAT, what })),
  );
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

function takeRun(records: Records, field: Cursor): void {
  readRunRecord(field, records.run, (c) => {
    if (c.field === 4) addConfig(records.config, c);
    else if (c.field === 5) addSummary(records.summary, c.bytes, c.from, c.to);
    else addTelemetry(records.telemetry, c);
  });
}

/** The Go core writes its version here, the Python core nothing. */
function takeHeader(records: Records, field: Cursor): void {
  const c = inside(field);
  while (next(c)) if (c.field === 1 && c.wire === 2) records.core = firstText(c);
}

/** Field 1 of a message. */
function firstText(field: Cursor): string {
  const c = inside(field);
  let found = '';
  while (next(c)) if (c.field === 1) found = text(c);
  return found;
}

function readAlert(field: Cursor): Alert {
  const c = inside(field);
  const alert = { title: '', text: '', level: '' };
  while (next(c)) {
    if (c.field === 1) alert.title = text(c);
    else if (c.field === 2) alert.text = text(c);
    else if (c.field === 3) alert.level = text(c);
  }
  return { title: alert.title, text: alert.text, ...(alert.level === '' ? {} : { level: alert.level }) };
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
