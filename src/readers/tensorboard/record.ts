import { type TagColumn, tagTable } from '../../formats/tag-table.ts';
import { decodeText } from '../../formats/text.ts';
import { eventDecoder } from '../../formats/tfevent.ts';
import type { EventListener, OtherKind } from '../../formats/tfevent-rest.ts';
import { readTfRecords } from '../../formats/tfrecord.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Files } from '../../model/folder.ts';
import type { Status } from '../../model/fragment.ts';
import type { Value } from '../../model/value.ts';
import { FORMAT, faultReports } from './faults.ts';
import { readHParams } from './hparams.ts';

/** All that the event files of one folder say. */
export interface Recorded {
  readonly columns: readonly TagColumn[];
  readonly fileVersion: string | undefined;
  readonly writer: string | undefined;
  readonly first: number;
  readonly last: number;
  readonly others: ReadonlyMap<OtherKind, ReadonlyMap<string, number>>;
  /** Pictures, each with the place of its bytes in the file. */
  readonly images: readonly LoggedImage[];
  /** The strings that were logged last under each text tag. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly config: ReadonlyMap<string, Value>;
  readonly group: string;
  readonly sessionStarted: boolean;
  readonly experiment: boolean;
  readonly status: Status | undefined;
  readonly statusReason: string | undefined;
  /** Files of which at least one event was read. */
  readonly sources: readonly string[];
}

export interface LoggedImage {
  readonly tag: string;
  readonly step: number;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

const MAX_TAGS = 20_000;
/** Of the frame of a record, before its payload. */
const HEADER = 12;

/** Reads event files in the order given, as one run. */
export function record(paths: readonly string[], files: Files, report: (diagnostic: Diagnostic) => void): Recorded {
  const table = tagTable(MAX_TAGS);
  const others = new Map<OtherKind, Map<string, number>>();
  const images: LoggedImage[] = [];
  const texts = new Map<string, readonly string[]>();
  const config = new Map<string, Value>();
  let fileVersion: string | undefined;
  let writer: string | undefined;
  let group = '';
  let session: { readonly points: number; readonly seconds: number } | undefined;
  let experiment = false;
  let status: Status | undefined;
  let statusReason: string | undefined;

  const listener: EventListener = {
    fileVersion: (version) => {
      fileVersion ??= version;
    },
    writer: (name) => {
      writer ??= name;
    },
    sessionLog: () => {},
    graph: () => {
      count('graph', '');
    },
    other: (kind, column) => count(kind, column.tag),
    image: ({ tag }, start, end, step) => {
      images.push({ tag, step, path: place.path, offset: place.base + start, length: end - start });
    },
    text: (column, strings) =>
      texts.set(
        column.tag,
        strings.map((bytes) => decodeText(bytes).text),
      ),
    hparams: (_column, content) => {
      const data = readHParams(content);
      if (data?.kind === 'experiment') experiment = true;
      if (data?.kind === 'start') {
        for (const [key, value] of data.config) config.set(key, value);
        if (data.group !== '') group = data.group;
        session = { points: decoder.points(), seconds: data.startSeconds };
        status = undefined;
        statusReason = undefined;
      }
      if (data?.kind === 'end') {
        const later = session !== undefined && session.seconds > 0 && data.endSeconds > session.seconds;
        const trusted = session !== undefined && (later || decoder.points() > session.points);
        [status, statusReason] = statusOf(data.status, trusted);
      }
    },
  };
  function count(kind: OtherKind, tag: string): void {
    const counts = others.get(kind) ?? new Map<string, number>();
    others.set(kind, counts);
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }

  const decoder = eventDecoder(table, listener);
  /** File of the record at hand, and what turns places in the window into places in the file. */
  const place = { path: '', base: 0 };
  const sources: string[] = [];
  for (const path of paths) {
    const bytes = files.bytes(path);
    if (bytes === null) continue;
    let decoded = 0;
    const faults = faultReports(path, bytes, report);
    readTfRecords(
      bytes,
      (window, view, start, end, offset) => {
        place.path = path;
        place.base = offset + HEADER - start;
        const wrong = decoder.decode(window, view, start, end);
        if (wrong === null) decoded += 1;
        else faults.add(diagnostic('undecodable-record', { path, offset }, { format: FORMAT, what: wrong }), end - start);
      },
      (fault) => faults.add(faults.wording(fault), fault.bytes),
    );
    faults.finish();
    if (decoded > 0) sources.push(path);
  }
  if (table.refused() > 0) report(diagnostic('limit-reached', { path: sources[0] ?? '' }, { what: 'tags', limit: MAX_TAGS }));
  return {
    columns: table.columns,
    fileVersion,
    writer,
    ...decoder.times(),
    others,
    images,
    texts,
    config,
    group,
    sessionStarted: session !== undefined,
    experiment,
    status,
    statusReason,
    sources,
  };
}

/**
 * torch, tensorboardX and Lightning write `SUCCESS` in the same breath as the start: only an end with points since the
 * start, or with a later time of its own, proves that the run came to it.
 */
function statusOf(recorded: number, trusted: boolean): [Status | undefined, string | undefined] {
  if (recorded === 2) return ['failed', 'hparams session ended: FAILURE'];
  if (recorded === 3) return ['running', 'hparams session: RUNNING'];
  if (recorded !== 1) return [undefined, undefined];
  return trusted
    ? ['finished', 'hparams session ended: SUCCESS']
    : ['unknown', 'hparams session: SUCCESS, written together with its start'];
}
