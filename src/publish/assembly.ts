import { setImmediate } from 'node:timers/promises';
import { inside } from './copy.ts';
import { type LedgerFile, stampOf } from './ledger.ts';
import type { Inventory, SiteFile } from './manifest.ts';
import type { Press } from './press.ts';

/** A file of the site that is no page: a document or a picture. Its name is ours, never from records. */
export interface SiteDocument {
  readonly file: string;
  /** Hash of all that is in it, and of what makes it. */
  readonly key: string;
  /** Its content; asked for only where the site in place has none with this key. */
  text(): string | Uint8Array;
}

/** What the site will consist of. */
export interface Assembly {
  /** What the site in place consists of, where the new one is built upon it. */
  readonly before: ReadonlyMap<string, LedgerFile>;
  /** The files of the new site by path: as they are in the site in place, or written. */
  readonly files: Map<string, { readonly key: string | null; readonly kept?: LedgerFile }>;
  readonly press: Press;
}

export function assemblyFor(before: ReadonlyMap<string, LedgerFile>, press: Press): Assembly {
  return { before, files: new Map(), press };
}

/** Takes a file over as it is, if it was made under this key. */
export function keepFile({ before, files }: Assembly, file: string, key: string): boolean {
  const found = before.get(file);
  if (found?.key !== key) return false;
  files.set(file, { key, kept: found });
  return true;
}

export function putFile(assembly: Assembly, file: string, content: string | Uint8Array, key: string | null): Promise<void> {
  return takeFile(assembly, file, typeof content === 'string' ? content : new Uint8Array(content), key);
}

/** The same of bytes that have a buffer of their own and that nobody needs any more. */
export async function takeFile({ files, press }: Assembly, file: string, content: string | Uint8Array, key: string | null): Promise<void> {
  files.set(file, { key });
  await press.write(file, content);
}

/** Writes those documents whose keys are new. Lets signals through in between. */
export async function putDocuments(assembly: Assembly, documents: Iterable<SiteDocument>, signal?: AbortSignal): Promise<void> {
  let done = 0;
  for (const { file, key, text } of documents) {
    if (!keepFile(assembly, file, key)) await putFile(assembly, file, text(), key);
    done += 1;
    if (done % 256 === 0) await setImmediate();
    signal?.throwIfAborted();
  }
}

/** Removes what is not of the site, and waits until the rest is written. */
export async function closeAssembly({ before, files, press }: Assembly): Promise<Inventory> {
  press.remove([...before.keys()].filter((file) => !files.has(file)));
  const made = await press.made();
  const inventory = new Map<string, SiteFile>();
  for (const file of [...files.keys()].sort()) {
    const found = files.get(file)?.kept ?? made.get(file);
    if (found === undefined) throw new Error(`${file} was made and is not there`);
    inventory.set(file, { path: file, size: found.size, sha256: found.sha256 });
  }
  return inventory;
}

/** What the ledger holds of a site whose files lie under `root`: they look the same where it is put. */
export function ledgerFiles({ files, press }: Assembly, inventory: Inventory, root: string): Map<string, LedgerFile> {
  const known = new Map<string, LedgerFile>();
  const stamps = press.stamps();
  for (const [file, content] of inventory) {
    const { key = null, kept } = files.get(file) ?? {};
    const stamp = kept === undefined ? stampOf(inside(root, file)) : stamps.get(file);
    if (kept !== undefined && stamp === undefined) known.set(file, kept);
    else if (stamp !== null && stamp !== undefined) known.set(file, { ...content, mtimeMs: stamp.mtimeMs, inode: stamp.inode, key });
  }
  return known;
}
