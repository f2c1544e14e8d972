import { type Cursor, inside, next } from '../../formats/protobuf.ts';
import type { Files } from '../../model/folder.ts';
import type { Console } from '../../model/fragment.ts';

const TAIL = 64 * 1024;
const NEWLINE = 10;

/** The last bytes of what was printed, in a ring. */
export interface Printed {
  readonly ring: Buffer;
  bytes: number;
}

export function newPrinted(): Printed {
  return { ring: Buffer.alloc(TAIL), bytes: 0 };
}

/** Takes an OutputRecord or OutputRawRecord (text in field 3) or an OutputLoggerRecord (in field 1). */
export function addOutput(printed: Printed, field: Cursor, textField: 1 | 3): void {
  const c = inside(field);
  let from = 0;
  let to = 0;
  while (next(c)) {
    if (c.field === textField && c.wire === 2) {
      from = c.from;
      to = c.to;
    }
  }
  for (let at = Math.max(from, to - TAIL); at < to; at += 1) printed.ring[(printed.bytes + at - from) % TAIL] = c.bytes[at] as number;
  printed.bytes += to - from;
}

/** Null where nothing was printed. */
export function consoleOfLog(printed: Printed): Console | null {
  if (printed.bytes === 0) return null;
  const cut = printed.bytes % TAIL;
  const whole = printed.bytes <= TAIL;
  const kept = whole ? printed.ring.subarray(0, printed.bytes) : Buffer.concat([printed.ring.subarray(cut), printed.ring.subarray(0, cut)]);
  return { bytes: printed.bytes, tail: lastLines(kept, whole) };
}

/** Null where the file is absent or empty. */
export function consoleOfFile(path: string, files: Files): Console | null {
  const file = files.bytes(path);
  if (file === null || file.size === 0) return null;
  const read = file.read(Math.max(0, file.size - TAIL), TAIL);
  return { path, bytes: file.size, tail: lastLines(Buffer.from(read), file.size <= TAIL) };
}

/** Text from the first whole line on or, in a line of more than the tail, from the first whole character. */
function lastLines(bytes: Buffer, whole: boolean): string {
  if (whole) return bytes.toString('utf8');
  const newline = bytes.indexOf(NEWLINE);
  let from = newline >= 0 && newline < bytes.length - 1 ? newline + 1 : 0;
  while (from < 4 && ((bytes[from] as number) & 0xc0) === 0x80) from += 1;
  return bytes.toString('utf8', from);
}
