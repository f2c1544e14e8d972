import process from 'node:process';
import { type Compiling, compilePages } from './integration.ts';

/** `error`: why the pages could not be compiled. */
export interface Compiled {
  readonly error: string | null;
}

/** The other side of `program.ts`: compiles once, and ends. What asks for it may end before. */
async function compile(job: Compiling): Promise<void> {
  const error = await compilePages(job).then(
    () => null,
    (reason) => (reason instanceof Error ? (reason.stack ?? String(reason)) : String(reason)),
  );
  process.send?.({ error } satisfies Compiled, () => process.exit());
}

process.once('message', (job) => void compile(job as Compiling));
process.once('disconnect', () => process.exit());
