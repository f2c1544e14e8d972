import fs from 'node:fs';
import path from 'node:path';
import { readChecked, writeChecked } from '../formats/checked-text.ts';
import type { SiteFile } from './manifest.ts';

/** How a file looked on the disk when its hash was known. A file that still looks so is not read again. */
export interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

export interface LedgerFile extends SiteFile, Stamp {
  /** Hash of all that was shown in it, where it need not be made again for as long as that is the same. */
  readonly key: string | null;
}

/** What is remembered of a site that was put in place, beside its manifest. */
export interface Ledger {
  /** Hash of the site's manifest. */
  readonly manifest: string;
  /** Hash of what every page depends on: its sources, the address, the program that verified it. */
  readonly made: string;
  /** Hash of what the site was searched for. */
  readonly needles: string;
  readonly files: ReadonlyMap<string, LedgerFile>;
}

/** The stamp of a plain file, null where there is none. */
export function stampOf(file: string): Stamp | null {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true ? { size: stat.size, mtimeMs: stat.mtimeMs, inode: stat.ino } : null;
}

export function sameStamp(a: Stamp, b: Stamp | null): boolean {
  return b !== null && a.size === b.size && a.mtimeMs === b.mtimeMs && a.inode === b.inode;
}

type Row = readonly [path: string, size: number, sha256: string, mtimeMs: number, inode: number, key: string | null];

/** The ledger of the site with this manifest; null where there is none, or where it is damaged. */
export function readLedger(folder: string, manifest: string): Ledger | null {
  try {
    const text = readChecked(placeOf(folder, manifest));
    if (text === null) return null;
    const found = JSON.parse(text) as { manifest: string; made: string; needles: string; files: readonly Row[] };
    if (found.manifest !== manifest || found.files.some(([file]) => LEADS_OUT.test(file))) return null;
    const files = found.files.map(([file, size, sha256, mtimeMs, inode, key]) => ({ path: file, size, sha256, mtimeMs, inode, key }));
    return { manifest, made: found.made, needles: found.needles, files: new Map(files.map((file) => [file.path, file])) };
  } catch {
    return null;
  }
}

/** A path that leads out of the site: a ledger may come with an archive, and files are put where it says. */
const LEADS_OUT = /(?:^|\/)\.{0,2}(?:\/|$)|\\/;

export function ledgerText({ manifest, made, needles, files }: Ledger): string {
  const rows = Array.from(files.values(), (file): Row => [file.path, file.size, file.sha256, file.mtimeMs, file.inode, file.key]);
  return JSON.stringify({ manifest, made, needles, files: rows });
}

/** Writes the ledger of the site in place, and forgets those of others, save for the retired one with the manifest `retired`. */
export function writeLedger(folder: string, manifest: string, text: string, retired: string | null): void {
  const place = placeOf(folder, manifest);
  writeChecked(place, text);
  const kept = [place, ...(retired === null ? [] : [placeOf(folder, retired)])];
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (name.startsWith('site-') && !kept.includes(file)) fs.rmSync(file, { force: true });
  }
}

function placeOf(folder: string, manifest: string): string {
  return path.join(folder, `site-${manifest.slice(0, 16)}.json`);
}
