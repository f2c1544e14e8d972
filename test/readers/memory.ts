import fs from 'node:fs';
import path from 'node:path';
import { indexOf } from '../../src/folder/scan.ts';
import { decodeText } from '../../src/formats/text.ts';
import type { DirectoryIndex, Files } from '../../src/model/folder.ts';

export type Contents = { readonly [path: string]: string | Uint8Array };

/** A folder that exists only in memory. */
export function folder(contents: Contents): { readonly index: DirectoryIndex; readonly files: Files } {
  const held = new Map(
    Object.entries(contents).map(([place, content]) => [place, typeof content === 'string' ? new TextEncoder().encode(content) : content]),
  );
  const entries = [...held.keys()].sort().map((place) => ({
    path: place,
    dir: place.includes('/') ? place.slice(0, place.lastIndexOf('/')) : '',
    name: place.slice(place.lastIndexOf('/') + 1),
    size: held.get(place)?.length ?? 0,
    mtimeMs: 0,
  }));
  const files: Files = {
    bytes(place) {
      const all = held.get(place);
      return all === undefined ? null : { size: all.length, read: (offset, length) => all.slice(offset, offset + length) };
    },
    read: (place) => held.get(place)?.slice() ?? null,
    text(place) {
      const all = held.get(place);
      return all === undefined ? null : decodeText(all).text;
    },
    sha256: () => null,
  };
  return { index: indexOf(entries), files };
}

/** A folder on disk as contents. */
export function contentsOf(root: string): { [path: string]: Uint8Array } {
  const contents: { [path: string]: Uint8Array } = {};
  for (const place of fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const full = path.join(root, place);
    if (fs.statSync(full).isFile()) contents[place.split(path.sep).join('/')] = new Uint8Array(fs.readFileSync(full));
  }
  return contents;
}

/** One damage: bits flipped, bytes cut off, removed, doubled or replaced by what formats take for structure. */
export function mutant(bytes: Uint8Array, number: () => number): Uint8Array {
  const random = (below: number) => Math.floor(number() * below);
  if (bytes.length === 0) return Uint8Array.of(random(256));
  const at = random(bytes.length);
  const end = Math.min(bytes.length, at + 1 + random(24));
  const [before, cut, after] = [bytes.slice(0, at), bytes.slice(at, end), bytes.slice(end)];
  const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  switch (random(6)) {
    case 0: {
      const copy = bytes.slice();
      copy[at] = (copy[at] as number) ^ (1 << random(8));
      return copy;
    }
    case 1:
      return before;
    case 2:
      return join(before, after);
    case 3:
      return join(before, cut, cut, after);
    case 4:
      return join(before, Uint8Array.of('{}[]"\':,-?#&*!|>%@`\t\n\r\0\xff'.charCodeAt(random(24)) & 255), after);
    default:
      return join(before, new TextEncoder().encode(SPLINTERS[random(SPLINTERS.length)]), cut, after);
  }
}

const SPLINTERS = [
  '&a [*a]',
  '*x',
  '<<: *b',
  '!!python/object:a.b {}',
  '${a.${b}}',
  '99999999999999999999',
  '\u0000',
  '- - -',
  '1e999',
  '"',
  '\n\n  x: [',
  'NaN',
];
