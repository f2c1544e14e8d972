import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Address } from './links.ts';
import type { Inventory, SiteFile } from './manifest.ts';
import type { Needles } from './open.ts';
import type { Fault } from './verify.ts';

/**
 * Writes the files of a new site and looks through each in a thread of its own, while others are still being made: what
 * `verify` and `scanSite` find of a site is then known when its last file is written.
 */
export interface Press {
  /** Waits where the thread is far behind. */
  write(file: string, content: string | Uint8Array): Promise<void>;
  /** Looks through a file that is there. */
  look(file: string): void;
  /** What was written and looked through, when all of it is. */
  made(): Promise<ReadonlyMap<string, SiteFile>>;
  /** What `verify` says of the whole site (`faults`), and `scanSite` (`found`). */
  judge(inventory: Inventory, address: Address): Promise<{ readonly faults: readonly Fault[]; readonly found: readonly Fault[] }>;
  /** Ends the thread, whatever it is doing. */
  close(): Promise<void>;
}

/** What the thread is for. */
export interface Task {
  readonly root: string;
  readonly needles: Needles;
}

export type Order =
  | { readonly kind: 'write'; readonly file: string; readonly content: Uint8Array }
  | { readonly kind: 'look'; readonly file: string }
  | { readonly kind: 'tell' }
  | { readonly kind: 'judge'; readonly inventory: Inventory; readonly address: Address };

export type Answer =
  | { readonly kind: 'made'; readonly files: readonly SiteFile[] }
  | { readonly kind: 'told' }
  | { readonly kind: 'judged'; readonly faults: readonly Fault[]; readonly found: readonly Fault[] };

/** Contents that wait for the thread, at most. */
const WAITING_BYTES = 16_000_000;
/** Orders, and bytes, that go over together. */
const LOT = 64;
const LOT_BYTES = 1_000_000;

/** `.ts` in the repository, `.js` in the package. */
const THREAD = path.join(import.meta.dirname, `press-thread${path.extname(import.meta.filename)}`);

/** The thread is started by the first file. */
export function pressFor(task: Task): Press {
  const encoder = new TextEncoder();
  const made = new Map<string, SiteFile>();
  const sizes = new Map<string, number>();
  let lot: Order[] = [];
  let lotBytes = 0;
  let waiting = 0;
  let worker: Worker | null = null;
  let failure: { readonly error: unknown } | null = null;
  let listener: ((answer: Answer | null) => void) | null = null;

  function thread(): Worker {
    if (worker !== null) return worker;
    worker = new Worker(THREAD, { workerData: task });
    worker.on('message', (answer: Answer) => {
      if (answer.kind === 'made')
        for (const file of answer.files) {
          made.set(file.path, file);
          waiting -= sizes.get(file.path) ?? 0;
          sizes.delete(file.path);
        }
      listener?.(answer);
    });
    const fail = (error: unknown) => {
      failure ??= { error };
      listener?.(null);
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the thread that looks through the site has ended')));
    return worker;
  }

  /** Orders go over in lots: a message wakes the thread, and a site has very many files. */
  function order(what: Order): void {
    if (failure !== null) throw failure.error;
    lot.push(what);
    if (what.kind === 'write') lotBytes += what.content.length;
    if (lot.length >= LOT || lotBytes >= LOT_BYTES) send();
  }

  function send(): void {
    if (lot.length === 0) return;
    const handedOver = lot.flatMap((one) => (one.kind === 'write' ? [one.content.buffer as ArrayBuffer] : []));
    thread().postMessage(lot, handedOver);
    lot = [];
    lotBytes = 0;
  }

  /** Waits for an answer that `wanted` takes for the one. */
  function next<T>(wanted: (answer: Answer) => T | null): Promise<T> {
    send();
    return new Promise((resolve, reject) => {
      listener = (answer) => {
        const taken = answer === null ? null : wanted(answer);
        if (answer !== null && taken === null) return;
        listener = null;
        if (taken === null) reject(failure?.error);
        else resolve(taken);
      };
      if (failure !== null) listener(null);
    });
  }

  return {
    async write(file, content) {
      // A copy: what is handed over is gone here, and small buffers are parts of one. A text would be copied more slowly.
      const own = typeof content === 'string' ? encoder.encode(content) : new Uint8Array(content);
      const size = own.length;
      order({ kind: 'write', file, content: own });
      sizes.set(file, size);
      waiting += size;
      if (waiting > WAITING_BYTES) await next(() => (waiting <= WAITING_BYTES / 2 ? true : null));
    },
    look(file) {
      order({ kind: 'look', file });
    },
    async made() {
      order({ kind: 'tell' });
      await next((answer) => (answer.kind === 'told' ? true : null));
      return made;
    },
    judge(inventory, address) {
      order({ kind: 'judge', inventory, address });
      return next((answer) => (answer.kind === 'judged' ? answer : null));
    },
    async close() {
      await worker?.terminate();
    },
  };
}
