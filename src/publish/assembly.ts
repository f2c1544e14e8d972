import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type LedgerFile, stampOf } from './ledger.ts';
import { type Inventory, type SiteFile, sha256Of } from './manifest.ts';
import type { Press } from './press.ts';
import { makeFolder, removeExcept } from './stage.ts';

/** A file of the site that is no page: a document or a picture. Its name is ours, never from records. */
export interface SiteDocument {
  readonly file: string;
  /** Hash of all that is in it, and of what makes it. */
  readonly key: string;
  /** Its content; asked for only where the site in place has none with this key. */
  text(): string | Uint8Array;
}

/** The folder that becomes the site, and what is known of the files in it. */
export interface Assembly {
  readonly root: string;
  /** What was taken over from the site in place. These files may be the same as there: none may be written into. */
  readonly kept: ReadonlyMap<string, LedgerFile>;
  /** The files of the new site by path: as they were kept, or made anew, with a hash where it is known already. */
  readonly files: Map<
    string,
    { readonly key: string | null; readonly kept?: LedgerFile; readonly made?: SiteFile; readonly pressed?: true }
  >;
  readonly folders: Set<string>;
  /** What writes all but the first files, where the site is made from nothing. */
  readonly press: Press | null;
}

/** So few files are written and looked through before a thread is at work. */
const FEW = 256;

export function assemblyIn(root: string, kept: ReadonlyMap<string, LedgerFile>, press: Press | null): Assembly {
  return { root, kept, files: new Map(), folders: new Set(), press };
}

/** Whether the press has anything to do: then it looks through the whole site. */
export function isPressed({ files, press }: Assembly): boolean {
  return press !== null && files.size > FEW;
}

/** Takes a file over as it is, if it was made under this key. */
export function keepFile({ kept, files }: Assembly, file: string, key: string): boolean {
  const found = kept.get(file);
  if (found?.key !== key) return false;
  files.set(file, { key, kept: found });
  return true;
}

export async function putFile(assembly: Assembly, file: string, content: string | Uint8Array, key: string | null): Promise<void> {
  const { root, kept, files, folders, press } = assembly;
  if (press !== null && files.size >= FEW) {
    files.set(file, { key, pressed: true });
    return press.write(file, content);
  }
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const made = { path: file, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const same = kept.get(file);
  if (same?.sha256 === made.sha256) {
    files.set(file, { key, kept: { ...same, key } });
    return;
  }
  const place = path.join(root, file);
  makeFolder(path.dirname(place), folders);
  if (same !== undefined) fs.rmSync(place);
  fs.writeFileSync(place, bytes);
  files.set(file, { key, made });
}

/** Puts in a file that was made elsewhere, by moving it; `from` may be the assembly's own folder. */
export function moveFile({ root, files, folders }: Assembly, from: string, file: string, key: string | null): void {
  if (from !== root) {
    const place = path.join(root, file);
    makeFolder(path.dirname(place), folders);
    fs.renameSync(path.join(from, file), place);
  }
  files.set(file, { key });
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

/** Removes what is not of the site, and hashes what is new in it. */
export async function closeAssembly(assembly: Assembly, signal?: AbortSignal): Promise<Inventory> {
  const { root, files, press } = assembly;
  const pressed = press !== null && isPressed(assembly) ? await lookAtRest(press, files) : null;
  const present = removeExcept(root, (file) => files.has(file));
  const inventory = new Map<string, SiteFile>();
  for (const file of [...files.keys()].sort()) {
    if (!present.has(file)) throw new Error(`${file} was made and is not there`);
    const { kept, made } = files.get(file) ?? {};
    const { size, sha256 } = kept ??
      pressed?.get(file) ??
      made ?? { size: fs.statSync(path.join(root, file)).size, sha256: sha256Of(path.join(root, file)) };
    inventory.set(file, { path: file, size, sha256 });
    if (inventory.size % 256 === 0) await setImmediate();
    signal?.throwIfAborted();
  }
  return inventory;
}

/** Has the press look through what it did not write itself, too. */
function lookAtRest(press: Press, files: Assembly['files']): Promise<ReadonlyMap<string, SiteFile>> {
  for (const [file, { pressed }] of files) if (pressed === undefined) press.look(file);
  return press.made();
}

/** What the ledger holds of a site that is in place now, under `live`. */
export function ledgerFiles({ files }: Assembly, inventory: Inventory, live: string): Map<string, LedgerFile> {
  const known = new Map<string, LedgerFile>();
  for (const [file, content] of inventory) {
    const { key = null, kept } = files.get(file) ?? {};
    const stamp = kept ?? stampOf(path.join(live, file));
    if (stamp !== null) known.set(file, { ...content, mtimeMs: stamp.mtimeMs, inode: stamp.inode, key });
  }
  return known;
}
