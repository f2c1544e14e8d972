import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SiteError } from './error.ts';

/** Who holds a lock: a process of one boot of one machine. Where the system does not tell, a field is empty. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  /** Start of the process in clock ticks since the boot, so that a recycled pid is not taken for the owner. */
  readonly started: string;
}

/**
 * Takes the lock file or throws with exit code 5, naming the owner. A lock whose owner is gone (dead pid, other boot) is
 * taken over. Gives the function that releases it.
 */
export function takeLock(file: string): () => void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const mine = JSON.stringify(self());
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  fs.writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (link(draft, file)) return () => release(file, mine);
      const found = read(file);
      if (found !== null && alive(found)) throw owned(file, found);
      clear(file, draft);
    }
    throw owned(file, read(file));
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Creates the lock with its content in one step; false where it exists. */
function link(draft: string, file: string): boolean {
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a stale lock away; one that a living process took in the meantime is put back. */
function clear(file: string, draft: string): void {
  const aside = `${draft}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = read(aside);
  if (moved !== null && alive(moved)) link(aside, file);
  fs.rmSync(aside, { force: true });
}

function release(file: string, mine: string): void {
  try {
    if (fs.readFileSync(file, 'utf8') === mine) fs.rmSync(file, { force: true });
  } catch {
    // The folder may be gone already; then so is the lock.
  }
}

function owned(file: string, owner: Owner | null): SiteError {
  const who = owner === null ? 'another process' : `process ${owner.pid}${owner.host === os.hostname() ? '' : ` on ${owner.host}`}`;
  return new SiteError(`Another build is at work on this site: ${who} (${file}). Wait until it ends, or stop it.`, 5);
}

function read(file: string): Owner | null {
  try {
    const owner = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Owner> | null;
    return typeof owner?.pid === 'number' ? { host: '', boot: '', started: '', ...owner, pid: owner.pid } : null;
  } catch {
    return null;
  }
}

/** Of another machine nobody can tell; then the owner counts as alive. */
function alive(owner: Owner): boolean {
  if (owner.host !== os.hostname()) return true;
  if (owner.boot !== bootId()) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return owner.started === startOf(owner.pid);
}

function self(): Owner {
  return { pid: process.pid, host: os.hostname(), boot: bootId(), started: startOf(process.pid) };
}

function bootId(): string {
  return system('/proc/sys/kernel/random/boot_id').trim();
}

/** Field 22 of `/proc/<pid>/stat`; the second field may hold spaces and parentheses. */
function startOf(pid: number): string {
  const text = system(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function system(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
