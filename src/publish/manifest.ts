import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** Written last into every site: what it consists of. A folder with one is ours, and whole if its files have these hashes. */
export const MANIFEST = 'manifest.json';

export interface Manifest {
  readonly generator: string;
  /** Path under which the site was built to be served. */
  readonly base: string;
  readonly files: readonly SiteFile[];
}

export interface SiteFile {
  /** POSIX, relative to the site. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Files of a site by path, in code unit order. */
export type Inventory = ReadonlyMap<string, SiteFile>;

/** Names that file managers leave in any folder. */
const LITTER = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** Paths of all files below a folder, POSIX, sorted in code unit order; the manifest is not among them. */
export function listFiles(root: string): string[] {
  const files: string[] = [];
  const list = (folder: string, prefix: string): void => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) list(`${folder}${path.sep}${entry.name}`, `${prefix}${entry.name}/`);
      else if (!LITTER.has(entry.name)) files.push(prefix + entry.name);
    }
  };
  list(root, '');
  return files.filter((file) => file !== MANIFEST).sort();
}

export function sha256Of(file: string): string {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/** Hashes every file of a site. Lets signals through between files. */
export async function takeInventory(root: string, signal?: AbortSignal): Promise<Inventory> {
  const inventory = new Map<string, SiteFile>();
  for (const file of listFiles(root)) {
    const content = fs.readFileSync(path.join(root, file));
    inventory.set(file, { path: file, size: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    if (inventory.size % 256 === 0) await setImmediate();
    signal?.throwIfAborted();
  }
  return inventory;
}

/** The manifest of a folder, null where there is none of ours. */
export function readManifest(root: string): Manifest | null {
  try {
    const found = JSON.parse(fs.readFileSync(path.join(root, MANIFEST), 'utf8')) as Partial<Manifest> | null;
    const ours = typeof found?.generator === 'string' && /^runfolio /i.test(found.generator) && Array.isArray(found.files);
    return ours ? (found as Manifest) : null;
  } catch {
    return null;
  }
}

/** Writes the manifest and waits until it is on the disk; gives its hash. */
export function writeManifest(root: string, head: Omit<Manifest, 'files'>, inventory: Inventory): string {
  const files = [...inventory.values()].map((file) => `    ${JSON.stringify(file)}`);
  const text = `{\n  "generator": ${JSON.stringify(head.generator)},\n  "base": ${JSON.stringify(head.base)},\n  "files": [\n${files.join(',\n')}\n  ]\n}\n`;
  const descriptor = fs.openSync(path.join(root, MANIFEST), 'w');
  try {
    fs.writeSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  return createHash('sha256').update(text).digest('hex');
}
