import type { Loaded } from '../load.ts';
import type { Io } from './command.ts';

/** One thing that `export` writes: an entry of the list in `export.ts`. */
export interface ExportKind {
  /** One line for `--help`. */
  readonly summary: string;
  /** The first is the default. */
  readonly formats: readonly string[];
  /** Names of the options that this kind takes beside those of every command. */
  readonly options: readonly ExportOption[];
  /** Called once with the command line, before anything is read: a mistake in it is thrown as a `CommandError`. */
  plan(asked: Asked): Writer;
}

export type ExportOption = 'query' | 'series' | 'metric';

export interface Asked {
  readonly format: string;
  readonly query: string | undefined;
  readonly metric: string | undefined;
  readonly series: boolean;
}

export type Writer = (loaded: Loaded, io: Pick<Io, 'out'>) => void | Promise<void>;

/** Objects one a line, or as one array that is written as it grows. */
export function writeObjects(texts: Iterable<string>, array: boolean, io: Pick<Io, 'out'>): void {
  let first = true;
  if (array) io.out('[');
  for (const text of texts) {
    io.out(array ? `${first ? '' : ','}\n${text}` : `${text}\n`);
    first = false;
  }
  if (array) io.out('\n]\n');
}
