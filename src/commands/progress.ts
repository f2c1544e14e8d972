import type { Io } from './command.ts';

/** Tells of long work: one line that is rewritten on a terminal, plain lines elsewhere, nothing when quiet. */
export interface Progress {
  say(words: string): void;
  /** Clears the line before anything else is printed. */
  end(): void;
}

export function progressOf(io: Io, quiet: boolean): Progress {
  if (quiet) return { say: () => {}, end: () => {} };
  if (!io.tty) return { say: (words) => io.err(`${words}\n`), end: () => {} };
  return { say: (words) => io.err(`\r\u001b[2K${words}`), end: () => io.err('\r\u001b[2K') };
}
