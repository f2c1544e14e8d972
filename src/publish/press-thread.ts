import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { SiteFile } from './manifest.ts';
import type { Answer, Order, Task } from './press.ts';
import { isScanned, lookoutFor } from './scan.ts';
import { makeFolder } from './stage.ts';
import { type Fault, type FileFacts, factsOf, judge } from './verify.ts';

const BATCH = 16;

/** The other side of `press.ts`: writes, hashes and looks through one file after the other. Whatever fails here stops the build. */
function serve(port: MessagePort, { root, needles }: Task): void {
  const look = lookoutFor(needles);
  const folders = new Set<string>();
  const facts = archive();
  const found = new Map<string, readonly Fault[]>();
  let made: SiteFile[] = [];

  async function take(file: string, bytes: Uint8Array): Promise<void> {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const text = once(() => whole.toString('utf8'));
    facts.keep(file, factsOf(file, text));
    if (isScanned(file)) {
      const faults = await look(file, text());
      if (faults.length > 0) found.set(file, faults);
    }
    made.push({ path: file, size: whole.length, sha256: createHash('sha256').update(whole).digest('hex') });
    if (made.length >= BATCH) tell();
  }

  function tell(): void {
    answer({ kind: 'made', files: made });
    made = [];
  }

  function answer(words: Answer): void {
    port.postMessage(words);
  }

  async function obey(order: Order): Promise<void> {
    if (order.kind === 'write') {
      const place = path.join(root, order.file);
      makeFolder(path.dirname(place), folders);
      fs.writeFileSync(place, order.content);
      await take(order.file, order.content);
    } else if (order.kind === 'look') {
      await take(order.file, fs.readFileSync(path.join(root, order.file)));
    } else if (order.kind === 'tell') {
      tell();
      answer({ kind: 'told' });
    } else {
      const { inventory, address } = order;
      const known = (file: string) => facts.find(file) ?? factsOf(file, () => fs.readFileSync(path.join(root, file), 'utf8'));
      const faults = await judge(inventory.keys(), known, inventory, address);
      answer({ kind: 'judged', faults, found: [...inventory.keys()].flatMap((file) => found.get(file) ?? []) });
    }
  }

  let last = Promise.resolve();
  port.on('message', (orders: readonly Order[]) => {
    for (const order of orders) last = last.then(() => obey(order));
  });
}

function once(make: () => string): () => string {
  let text: string | null = null;
  return () => {
    text ??= make();
    return text;
  };
}

/** The facts of many files: lists take less room than sets, and of equal texts one is kept. */
function archive() {
  const texts = new Map<string, string>();
  const files = new Map<string, { readonly [part in keyof FileFacts]: readonly string[] }>();
  const share = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    // A part of a page would hold the whole page in memory.
    const own = Buffer.from(text).toString();
    texts.set(own, own);
    return own;
  };
  return {
    keep(file: string, { ids, links, loads, faults }: FileFacts): void {
      files.set(file, {
        ids: Array.from(ids, share),
        links: Array.from(links, share),
        loads: Array.from(loads, share),
        faults: faults.map(share),
      });
    },
    find(file: string): FileFacts | undefined {
      const kept = files.get(file);
      if (kept === undefined) return undefined;
      return { ids: new Set(kept.ids), links: new Set(kept.links), loads: new Set(kept.loads), faults: kept.faults };
    },
  };
}

if (parentPort !== null) serve(parentPort, workerData as Task);
