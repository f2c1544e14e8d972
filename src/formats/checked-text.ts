import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** The text of a file that `writeChecked` wrote; null where there is none, or where it is not whole. */
export function readChecked(file: string): string | null {
  let all: string;
  try {
    all = fs.readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const cut = all.indexOf('\n');
  const text = all.slice(cut + 1);
  return cut > 0 && Number(all.slice(0, cut)) === crc32(text) ? text : null;
}

/** Writes a text after its checksum in place of the file. Throws what the file system throws, and leaves the file as it was. */
export function writeChecked(file: string, text: string): void {
  const beside = `${file}.new`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  try {
    fs.writeFileSync(beside, `${crc32(text)}\n${text}`);
    fs.renameSync(beside, file);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw error;
  }
}
