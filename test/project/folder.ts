import { indexOf } from '../../src/folder/scan.ts';
import type { DirectoryIndex, Files } from '../../src/model/folder.ts';

/** A folder that exists only in memory. */
export function folder(contents: { readonly [path: string]: string }): { index: DirectoryIndex; files: Files } {
  const entries = Object.keys(contents)
    .sort()
    .map((path) => ({
      path,
      dir: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
      name: path.slice(path.lastIndexOf('/') + 1),
      size: (contents[path] as string).length,
      mtimeMs: 0,
    }));
  const bytes = (path: string) => {
    const text = contents[path];
    if (text === undefined) return null;
    const all = new TextEncoder().encode(text);
    return { size: all.length, read: (offset: number, length: number) => all.slice(offset, offset + length) };
  };
  const files: Files = {
    bytes,
    read: (path) => bytes(path)?.read(0, Number.MAX_SAFE_INTEGER) ?? null,
    text: (path) => contents[path] ?? null,
    sha256: () => null,
  };
  return { index: indexOf(entries), files };
}
