import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { handFor } from './hand.ts';
import type { Order, Task } from './orders.ts';

/** The other side of `press.ts`. */
function serve(port: MessagePort, task: Task): void {
  const obey = handFor(task, (answer) => port.postMessage(answer));
  let last = Promise.resolve();
  port.on('message', (lot: readonly Order[]) => {
    last = last.then(() => obey(lot));
  });
}

if (parentPort !== null) serve(parentPort, workerData as Task);
