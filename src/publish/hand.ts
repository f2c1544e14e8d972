import fs from 'node:fs';
import path from 'node:path';
import { type Listings, openListings } from '../folder/listings.ts';
import { sha256 } from '../model/hash.ts';
import { type Copy, confirmCopy, inside, openCopy, removeFiles } from './copy.ts';
import { factsArchive } from './facts.ts';
import { readLedger } from './ledger.ts';
import type { Address } from './links.ts';
import type { Inventory, SiteFile } from './manifest.ts';
import { NO_NEEDLES } from './open.ts';
import type { Answer, CopyTask, Order, Search, Task } from './orders.ts';
import { readPage } from './page.ts';
import { isScanned, lookoutFor } from './scan.ts';
import { makeFolder } from './stage.ts';
import { type Fault, factsOf, judge } from './verify.ts';

/**
 * Writes, hashes and looks through one file of a site after the other, upon the site in place or from nothing. Whatever
 * fails here stops the build. The folder to build into is filled and looked at at once, before any order comes. Of every lot
 * of orders is told at its end what was made, for somebody may wait for that before he gives the next.
 */
export function handFor(
  { root, twin, copy, listings: remembered }: Task,
  answer: (words: Answer) => void,
): (lot: readonly Order[]) => Promise<void> {
  const listings = remembered === null ? null : openListings(remembered.file, remembered.beside);
  const before = copy === null ? null : copyOf(copy, listings?.list);
  const confirmed = before === null ? ({ kind: 'differs' } as const) : confirmCopy(before);
  if (confirmed.kind === 'whole') listings?.keep();
  const kept = before?.files ?? new Map<string, SiteFile>();
  const folders = before?.folders ?? new Set<string>();
  const twins = twinsIn(twin);
  const facts = factsArchive();
  const found = new Map<string, readonly Fault[]>();
  /** Files with other bytes than in the site in place. */
  const made = new Map<string, SiteFile>();
  let told: SiteFile[] = [];
  let anchorsHold = true;
  let refused = false;
  let search: Search = { needles: NO_NEEDLES, known: false };
  let look = lookoutFor(NO_NEEDLES);

  function begin(wanted: Search): void {
    search = wanted;
    look = lookoutFor(wanted.needles);
    if (copy === null) return;
    refused = confirmed.kind !== 'whole';
    if (confirmed.kind === 'whole') answer(confirmed);
    else answer({ kind: 'refused', foreign: confirmed.kind === 'foreign' ? confirmed.files : null });
  }

  async function write(file: string, content: Uint8Array): Promise<void> {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const one = { path: file, size: bytes.length, sha256: sha256(bytes) };
    const old = kept.get(file);
    if (old?.sha256 !== one.sha256) {
      const text = once(() => bytes.toString('utf8'));
      const known = factsOf(file, text);
      if (old !== undefined && file.endsWith('.html')) anchorsHold &&= [...anchorsIn(file)].every((id) => known.ids.has(id));
      put(file, bytes, old !== undefined);
      facts.keep(file, known);
      const faults = isScanned(file) ? await look(file, text()) : [];
      if (faults.length > 0) found.set(file, faults);
      made.set(file, one);
    }
    told.push(one);
  }

  function put(file: string, bytes: Uint8Array, isThere: boolean): void {
    const place = inside(root, file);
    makeFolder(path.dirname(place), folders);
    if (isThere) fs.unlinkSync(place);
    fs.writeFileSync(place, bytes, { flag: 'wx' });
    twins.add(file, place);
  }

  function anchorsIn(file: string): ReadonlySet<string> {
    return readPage(textOf(file), 'html').ids;
  }

  function textOf(file: string): string {
    return fs.readFileSync(inside(root, file), 'utf8');
  }

  function tell(): void {
    answer({ kind: 'made', files: told });
    told = [];
  }

  /** Of what was verified in the site in place only what changed is looked through, unless something is gone that led somewhere. */
  async function judged(files: number, address: Address, gone: readonly string[]): Promise<void> {
    const inventory = inventoryOf(kept, made, gone);
    if (inventory.size !== files) throw new Error(`the site has ${files} files, and ${inventory.size} were written`);
    const changed = [...inventory.keys()].filter((file) => made.has(file));
    const all = copy === null || !anchorsHold || gone.length > 0;
    const known = (file: string) => facts.find(file) ?? factsOf(file, () => textOf(file));
    const faults = await judge(all ? inventory.keys() : changed, known, inventory, address);
    if (copy === null && faults.length === 0) learnFolders(inventory);
    answer({ kind: 'judged', faults, found: faults.length > 0 && copy !== null ? [] : await foundIn(inventory), twin: twins.whole() });
  }

  /** Of a site made from nothing, so that the first build upon it need not list all of it. */
  function learnFolders(inventory: Inventory): void {
    if (listings === null) return;
    listings.learn(root, inventory.keys());
    if (twin !== null && twins.whole()) listings.learn(twin, inventory.keys());
    listings.keep();
  }

  async function foundIn(inventory: Inventory): Promise<Fault[]> {
    const { words, secrets } = search.needles;
    const again = !search.known && words.size + secrets.size > 0;
    const all: Fault[] = [];
    for (const file of inventory.keys()) {
      if (made.has(file)) all.push(...(found.get(file) ?? []));
      else if (again && isScanned(file)) all.push(...(await look(file, textOf(file), true)));
    }
    return all;
  }

  let gone: readonly string[] = [];
  async function obey(order: Order): Promise<void> {
    if (refused) return;
    if (order.kind === 'begin') begin(order.search);
    else if (order.kind === 'write') await write(order.file, order.content);
    else if (order.kind === 'remove') {
      gone = order.files;
      removeFiles(root, gone);
    } else if (order.kind === 'judge') await judged(order.files, order.address, gone);
    else {
      tell();
      answer({ kind: 'told' });
    }
  }

  return async (lot) => {
    for (const order of lot) await obey(order);
    if (told.length > 0) tell();
  };
}

function copyOf({ places, ledgers, before, retired }: CopyTask, list: Listings['list'] | undefined): Copy | null {
  const ledger = readLedger(ledgers, before);
  if (ledger === null) return null;
  const other = retired === before ? ledger : retired === null ? null : readLedger(ledgers, retired);
  return openCopy(places, ledger, other, list);
}

function inventoryOf(kept: ReadonlyMap<string, SiteFile>, made: ReadonlyMap<string, SiteFile>, gone: readonly string[]): Inventory {
  const files = new Map([...kept, ...made]);
  for (const file of gone) files.delete(file);
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Gives files second names under a folder, as long as the file system lets it; then there is no such folder. */
function twinsIn(root: string | null) {
  const folders = new Set<string>();
  let works = root !== null;
  return {
    whole: () => works,
    add(file: string, place: string): void {
      if (!works || root === null) return;
      const second = inside(root, file);
      try {
        makeFolder(path.dirname(second), folders);
        fs.linkSync(place, second);
      } catch {
        works = false;
        fs.rmSync(root, { recursive: true, force: true });
      }
    },
  };
}

function once(make: () => string): () => string {
  let text: string | null = null;
  return () => {
    text ??= make();
    return text;
  };
}
