import fs from 'node:fs';
import path from 'node:path';
import { type Inventory, readManifest } from './manifest.ts';
import { readPage } from './page.ts';

/** What need not be looked at again, for the site in place was verified by the same program. */
export interface Unchanged {
  /** Files with the same bytes. */
  readonly files: ReadonlySet<string>;
  /** All that they lead to is still there, anchors too. */
  readonly linksHold: boolean;
}

export const NOTHING_UNCHANGED: Unchanged = { files: new Set(), linksHold: false };

/** Compares a staged site with the one in place. */
export function unchangedSince(live: string, next: string, inventory: Inventory): Unchanged {
  const before = readManifest(live)?.files ?? [];
  const files = new Set(before.filter(({ path: file, sha256 }) => inventory.get(file)?.sha256 === sha256).map((file) => file.path));
  const changed = before.filter((file) => !files.has(file.path));
  return { files, linksHold: changed.every((file) => inventory.has(file.path) && keepsAnchors(live, next, file.path)) };
}

function keepsAnchors(live: string, next: string, file: string): boolean {
  if (!file.endsWith('.html')) return true;
  const ids = (root: string) => readPage(fs.readFileSync(path.join(root, file), 'utf8'), 'html').ids;
  const after = ids(next);
  return [...ids(live)].every((id) => after.has(id));
}
