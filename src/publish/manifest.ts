import fs from 'node:fs';
import path from 'node:path';
import { type Listings, readTree, type Tree } from '../folder/listings.ts';
import { sha256 } from '../model/hash.ts';

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

/** All of a site but its manifest and litter. */
export function listTree(root: string, list: Listings['list'] = readTree): Tree {
  const { files, folders } = list(root);
  return { files: files.filter((file) => file !== MANIFEST && !LITTER.has(file.slice(file.lastIndexOf('/') + 1))), folders };
}

export function sha256Of(file: string): string {
  return sha256(fs.readFileSync(file));
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

export function manifestText({ generator, base }: Omit<Manifest, 'files'>, inventory: Inventory): string {
  const files = Array.from(inventory.values(), (file) => `    ${JSON.stringify(file)}`);
  return `{\n  "generator": ${JSON.stringify(generator)},\n  "base": ${JSON.stringify(base)},\n  "files": [\n${files.join(',\n')}\n  ]\n}\n`;
}

/** Writes the manifest and waits until it is on the disk. */
export function writeManifest(root: string, text: string): void {
  const descriptor = fs.openSync(path.join(root, MANIFEST), 'w');
  try {
    fs.writeSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
