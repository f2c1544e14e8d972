import os from 'node:os';
import process from 'node:process';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { handFor } from './hand.ts';
import type { Order, Task } from './orders.ts';

const LOW = 10;

/** Pages are waited for, their files are not. Only Linux has a priority for each thread: elsewhere it is that of the program. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    os.setPriority(0, LOW);
  } catch {
    // Nothing but time depends on it.
  }
}

/** The other side of `press.ts`. */
function serve(port: MessagePort, task: Task): void {
  const obey = handFor(task, (answer) => port.postMessage(answer));
  let last = Promise.resolve();
  port.on('message', (lot: readonly Order[]) => {
    last = last.then(() => obey(lot));
  });
}

stepBack();
if (parentPort !== null) serve(parentPort, workerData as Task);
