/** What a command may touch of the world. Commands are the only place that prints. */
export interface Io {
  /** Writes to standard output as it is. */
  out(text: string): void;
  /** Writes to standard error as it is. */
  err(text: string): void;
  /** The folder against which relative paths are meant. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard error is a terminal: progress may rewrite its line. */
  readonly tty: boolean;
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** What the module of a command exports: one file of this folder a command. */
export interface Command {
  readonly help: string;
  /** Gives the exit code. `args` are those after the command's name. */
  run(args: readonly string[], io: Io): Promise<number>;
}

/** Ends the program with words for the user and an exit code of the README's table. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
