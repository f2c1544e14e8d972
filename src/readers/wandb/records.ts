import { type Cursor, inside, next, text } from '../../formats/protobuf.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Alert } from '../../model/fragment.ts';
import { type Recorded, readArtifact, readUsedArtifact } from './artifacts.ts';
import { addConfig, type Config, newConfig } from './config.ts';
import { addOutput, newPrinted, type Printed } from './console.ts';
import { addEnvironment, type Surroundings } from './environment.ts';
import { addHistoryRow, type History, newHistory } from './history.ts';
import { type Told, told } from './json.ts';
import { type Defined, readMetric } from './metric.ts';
import { type Exit, type RunRecord, readExit, readRunRecord } from './run.ts';
import { addSummary, newSummary, type Summary } from './summary.ts';
import { addStats, newSystem, type System } from './system.ts';
import { addTelemetry, newTelemetry, type Telemetry } from './telemetry.ts';

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

export interface Kind {
  readonly name: string;
  readonly take: ((records: Records, field: Cursor) => void) | null;
}

const passed = (name: string): Kind => ({ name, take: null });

/** What is done with each kind of record, by the number of its field in `Record`. */
export const KINDS: Readonly<Record<number, Kind>> = {
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
