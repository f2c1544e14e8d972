import process from 'node:process';
import { type Command, CommandError, type Io } from './commands/command.ts';
import { version } from './commands/version.ts';

interface Listed {
  readonly name: string;
  readonly summary: string;
  /** Loaded when it is called: Astro alone takes a second. */
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of `--help`. */
const commands: readonly Listed[] = [
  { name: 'build', summary: 'Build the site of a folder', load: () => import('./commands/build.ts') },
  { name: 'preview', summary: 'Serve the built site on this machine', load: () => import('./commands/preview.ts') },
  { name: 'dev', summary: 'Build, serve, and build again at every change', load: () => import('./commands/dev.ts') },
  { name: 'check', summary: 'Say what is damaged, missing or doubtful', load: () => import('./commands/check.ts') },
  { name: 'export', summary: 'Write runs, variants, ablations or sweeps as data or tables', load: () => import('./commands/export.ts') },
];

const WIDTH = 12;

function help(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(WIDTH)}${summary}`);
  return `runfolio turns the run archives in a folder into a static site.

Usage: runfolio <command> [folder] [options]

Commands:
${lines.join('\n')}

\`runfolio <command> --help\` tells more. Without a folder: \`content\` if it holds a site.yaml, else the current one.
`;
}

/** Runs one command line and gives its exit code (the README has the table). */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    io.out(`${version()}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help());
    return name === undefined ? 2 : 0;
  }
  const listed = commands.find((known) => known.name === name);
  if (listed === undefined) {
    io.err(`runfolio: there is no command “${name}”.\n\n${help()}`);
    return 2;
  }
  const command = await listed.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(command.help);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    return failure(error, io);
  }
}

/** The one place where errors end: words for those that were foreseen, the trace for a fault of ours. */
function failure(error: unknown, io: Io): number {
  if (error instanceof CommandError) {
    io.err(`runfolio: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    io.err(`runfolio: ${error.message}\n`);
    return error.exitCode;
  }
  if (io.signal.aborted) return 130;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'EIO', 'ENOMEM'].includes(code)) {
    io.err(`runfolio: ${error instanceof Error ? error.message : code}. What was there before is untouched.\n`);
    return 5;
  }
  io.err(
    `runfolio: a fault of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nPlease report it with this text.\n`,
  );
  return 1;
}

/** The world as `main` sees it. Called by `runfolio.js` once the Node version is known to be right. */
export async function start(): Promise<void> {
  const { env } = process;
  const stop = new AbortController();
  let signalCode = 0;
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(name, () => {
      signalCode = code;
      stop.abort();
      setTimeout(() => process.exit(code), 1500).unref();
    });
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  const fromNpm = env['npm_lifecycle_event'] === 'runfolio' ? env['INIT_CWD'] : undefined;
  const code = await main(process.argv.slice(2), {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    cwd: fromNpm ?? process.cwd(),
    env,
    tty: process.stderr.isTTY === true,
    signal: stop.signal,
  });
  process.exitCode = signalCode === 0 ? code : signalCode;
}
