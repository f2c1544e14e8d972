import { indexOf } from '../../src/folder/scan.ts';
import { decodeText } from '../../src/formats/text.ts';
import type { Surroundings } from '../../src/journal/addresses.ts';
import { type Journal, readJournal } from '../../src/journal/journal.ts';
import { draftProse, type ProseReading } from '../../src/journal/prose.ts';
import type { DirectoryIndex, Files } from '../../src/model/folder.ts';
import { sha256 } from '../../src/model/hash.ts';

export type Folder = Readonly<Record<string, string | Uint8Array>>;

/** A folder in memory. */
export function folderOf(content: Folder): { index: DirectoryIndex; files: Files } {
  const bytes = new Map(Object.entries(content).map(([path, data]) => [path, typeof data === 'string' ? Buffer.from(data) : data]));
  const entries = [...bytes].map(([path, data]) => {
    const cut = path.lastIndexOf('/');
    return { path, dir: path.slice(0, Math.max(0, cut)), name: path.slice(cut + 1), size: data.length, mtimeMs: 0 };
  });
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  const read = (path: string) => bytes.get(path) ?? null;
  const files: Files = {
    bytes: (path) => {
      const data = read(path);
      return data === null ? null : { size: data.length, read: (offset, length) => data.subarray(offset, offset + length) };
    },
    read,
    text: (path) => {
      const data = read(path);
      return data === null ? null : decodeText(data).text;
    },
    sha256: (path) => {
      const data = read(path);
      return data === null ? null : sha256(data);
    },
  };
  return { index: indexOf(entries), files };
}

export const AROUND: Surroundings = {
  base: '/repo/',
  images: 'assets',
  projects: [
    { folder: 'digits', slug: 'digits', runs: [{ id: 've5ucv85', path: 'digits/runs/a/wandb/run-1' }] },
    { folder: 'tabular', slug: 'tabular', runs: [] },
  ],
};

export function journal(content: Folder, around = AROUND, folder = 'digits'): Journal {
  const { index, files } = folderOf(content);
  return readJournal(folder, index, files, around);
}

export function prose(content: Folder, around = AROUND): ProseReading {
  const { index, files } = folderOf(content);
  return draftProse(index, files, around).write(() => undefined);
}

/** The journal of digits and the extra pages of a folder, each with what the other has. */
export function bothOf(content: Folder): { readonly journal: Journal; readonly prose: ProseReading } {
  const { index, files } = folderOf(content);
  const drafts = draftProse(index, files, AROUND);
  const digits = readJournal('digits', index, files, AROUND, drafts.headingIn);
  return {
    journal: digits,
    prose: drafts.write((path, name) => digits.headings.get(path)?.get(name) ?? (digits.headings.has(path) ? null : undefined)),
  };
}

/** One entry's HTML, from its markdown alone. */
export function htmlOf(markdown: string): string {
  const { entries } = journal({ 'digits/journal.md': `## 2026-11-20 Entry\n\n${markdown}` });
  return entries.map(({ html }) => html).join('\n');
}
