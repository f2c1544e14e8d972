import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** The text of a file that `writeChecked` wrote; null where there is none, or where it is not whole. */
export function readChecked(file: string): string | null {
  let all: Buffer;
  try {
    all = fs.readFileSync(file);
  } catch {
    return null;
  }
  const cut = all.indexOf('\n');
  const text = all.subarray(cut + 1);
  return cut > 0 && Number(all.toString('latin1', 0, cut)) === crc32(text) ? text.toString() : null;
}

/** Writes a text after its checksum in place of the file. Throws what the file system throws, and leaves the file as it was. */
export function writeChecked(file: string, text: string): void {
  const beside = `${file}.new`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  try {
    const bytes = Buffer.from(text);
    fs.writeFileSync(beside, Buffer.concat([Buffer.from(`${crc32(bytes)}\n`), bytes]));
    fs.renameSync(beside, file);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw error;
  }
}
