import type { Bytes } from '../../model/folder.ts';
import type { Console, Status } from '../../model/fragment.ts';
import { seconds } from './place.ts';

const TAIL = 64 * 1024;
/** A failure is written last, with its traceback. */
const SEARCHED = 1024 * 1024;

export interface LogFacts {
  readonly console: Console;
  readonly status?: Status;
  readonly statusReason?: string;
  /** Of the first line, local time as if UTC. */
  readonly firstTime?: number;
}

/** A job's log (`[time][logger][LEVEL] - message`). Only Hydra from July 2026 on writes down that a job failed. */
export function readLog(path: string, bytes: Bytes): LogFacts {
  const end = decode(bytes.read(Math.max(0, bytes.size - SEARCHED), SEARCHED));
  const failed = /^\[[^\n]*\]\[(?:ERROR|CRITICAL)\] - (Job failed[^\n]*)/m.exec(end);
  const first = /^\[(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)[,.](\d{3})\]/.exec(decode(bytes.read(0, 64)));
  const whole = first === null ? undefined : seconds(first.slice(1, 7));
  return {
    console: { path, bytes: bytes.size, tail: decode(bytes.read(Math.max(0, bytes.size - TAIL), TAIL)) },
    ...(failed === null ? {} : { status: 'failed', statusReason: (failed[1] as string).trim().slice(0, 200) }),
    ...(whole === undefined ? {} : { firstTime: whole + Number(first?.[7]) / 1000 }),
  };
}

/** UTF-8; a character cut in two at a window's edge becomes a replacement character, which is left out there. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/^\uFFFD{1,3}/, '');
}
