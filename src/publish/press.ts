import module from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { handFor } from './hand.ts';
import type { Stamp } from './ledger.ts';
import type { Address } from './links.ts';
import type { SiteFile } from './manifest.ts';
import type { Answer, Judgement, Order, Search, Task } from './orders.ts';
import { foreignFound } from './stage.ts';

/**
 * Writes the files of a site and looks through each, while others are still being made: what is wrong with a site is then
 * known when its last file is written. Of many files this is done by a thread, which also brings the folder to build into up
 * to date, from the moment that the press is made.
 */
export interface Press {
  /** Comes before any file. */
  begin(search: Search): void;
  /** Takes the content over: bytes that have a buffer of their own. Waits where the thread is far behind. */
  write(file: string, content: string | Uint8Array): Promise<void>;
  /** Takes files of the site in place away. */
  remove(files: readonly string[]): void;
  /** What was written, when all of it is. */
  made(): Promise<ReadonlyMap<string, SiteFile>>;
  /** How those files of the site in place look that do not look as its ledger says; known when `made` is. */
  stamps(): ReadonlyMap<string, Stamp>;
  /** What is wrong with the whole site of so many files. */
  judge(files: number, address: Address): Promise<Judgement>;
  /** Ends the thread, whatever it is doing. */
  close(): Promise<void>;
}

/** The site in place is not what its ledger says. */
export class SiteDiffers extends Error {}

/** So few files are not worth a thread. */
export const FEW = 256;
/** Contents that wait for the thread, at most. */
const WAITING_BYTES = 16_000_000;
/** Orders, and bytes, that go over together. */
const LOT = 64;
const LOT_BYTES = 1_000_000;

/** `.ts` in the repository, `.js` in the package. */
const THREAD = path.join(import.meta.dirname, `press-thread${path.extname(import.meta.filename)}`);

/** A thread does not take over that compiled code is kept, and where. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const kept = module.getCompileCacheDir?.();
  return kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: path.dirname(kept) };
}

/** `live`: the site in place, for messages. */
export function pressFor(task: Task, live: string, signal?: AbortSignal): Press {
  const encoder = new TextEncoder();
  const made = new Map<string, SiteFile>();
  const sizes = new Map<string, number>();
  let stamps: ReadonlyMap<string, Stamp> = new Map();
  let lot: Order[] = [];
  let lotBytes = 0;
  let waiting = 0;
  let worker: Worker | null = null;
  let hand: ReturnType<typeof handFor> | null = null;
  let failure: { readonly error: unknown } | null = null;
  let listener: ((answer: Answer | null) => void) | null = null;

  function hear(answer: Answer): void {
    if (answer.kind === 'whole') stamps = answer.stamps;
    if (answer.kind === 'refused') fail(answer.foreign === null ? new SiteDiffers() : foreignFound(live, answer.foreign));
    if (answer.kind === 'made')
      for (const file of answer.files) {
        made.set(file.path, file);
        waiting -= sizes.get(file.path) ?? 0;
        sizes.delete(file.path);
      }
    listener?.(answer);
  }

  function fail(error: unknown): void {
    failure ??= { error };
    listener?.(null);
  }

  function start(): Worker {
    const thread = new Worker(THREAD, { workerData: task, env: threadEnvironment() });
    thread.on('message', hear);
    thread.on('error', fail);
    thread.on('exit', () => fail(new Error('the thread that looks through the site has ended')));
    worker = thread;
    return thread;
  }

  /** Orders go over in lots: a message wakes the thread, and a site has very many files. */
  function order(what: Order): void {
    if (failure !== null) throw failure.error;
    lot.push(what);
    if (what.kind === 'write') lotBytes += what.content.length;
    const full = lot.length >= LOT || lotBytes >= LOT_BYTES;
    if (worker !== null ? full : lot.length > FEW || lotBytes > WAITING_BYTES) send(worker ?? start());
  }

  function send(thread: Worker): void {
    if (lot.length === 0) return;
    const handedOver = lot.flatMap((one) => (one.kind === 'write' ? [one.content.buffer as ArrayBuffer] : []));
    thread.postMessage(lot, handedOver);
    lot = [];
    lotBytes = 0;
  }

  /** Waits for an answer that `wanted` takes for the one. */
  async function next<T>(wanted: (answer: Answer) => T | null): Promise<T> {
    const taken = new Promise<T>((resolve, reject) => {
      listener = (answer) => {
        const value = answer === null ? null : wanted(answer);
        if (answer !== null && value === null) return;
        listener = null;
        if (value === null) reject(failure?.error);
        else resolve(value);
      };
      if (failure !== null) listener(null);
    });
    taken.catch(() => {});
    if (worker !== null) send(worker);
    else await obey();
    return taken;
  }

  /** Without a thread. */
  async function obey(): Promise<void> {
    hand ??= handFor({ ...task, twin: null, listings: null }, hear);
    const orders = lot;
    lot = [];
    lotBytes = 0;
    for (const [at, one] of orders.entries()) {
      if (failure !== null) return;
      await hand([one]);
      if (at % 16 === 0) await setImmediate();
    }
  }

  const abort = () => fail(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  if (task.copy !== null && task.copy.files > FEW) start();

  return {
    begin(search) {
      order({ kind: 'begin', search });
      if (worker !== null) send(worker);
    },
    async write(file, content) {
      // What is handed over is gone here. A text would be copied more slowly than its bytes are.
      const own = typeof content === 'string' ? encoder.encode(content) : content;
      const size = own.length;
      order({ kind: 'write', file, content: own });
      sizes.set(file, size);
      waiting += size;
      if (worker !== null && waiting > WAITING_BYTES) await next(() => (waiting <= WAITING_BYTES / 2 ? true : null));
    },
    remove(files) {
      if (files.length > 0) order({ kind: 'remove', files });
    },
    async made() {
      order({ kind: 'tell' });
      await next((answer) => (answer.kind === 'told' ? true : null));
      return made;
    },
    stamps: () => stamps,
    judge(files, address) {
      order({ kind: 'judge', files, address });
      return next((answer) => (answer.kind === 'judged' ? answer : null));
    },
    async close() {
      signal?.removeEventListener('abort', abort);
      await worker?.terminate();
    },
  };
}
