import { simpleGit } from 'simple-git';

/** Where git is asked: a work tree is found from `folder` upwards, a bare repository only where `gitDir` names it. */
export interface Repository {
  readonly folder: string;
  readonly gitDir: string | null;
  /** Variables of the surroundings, of which git gets the few that it needs. */
  readonly environment: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Command {
  /** Fixed words, with hashes that were checked; never words of a record. */
  readonly words: readonly string[];
  readonly input?: string;
  /** Bytes of output after which git is stopped. */
  readonly limit?: number;
  /** Keys of the repository's own configuration that are emptied, beyond those that always are. */
  readonly empty?: readonly string[];
}

export interface Output {
  readonly text: string;
  /** Git was stopped at the limit. */
  readonly cut: boolean;
}

/** A repository's own configuration can name programs. None of these may run, and nothing is fetched or signed. */
const QUIET = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
  'log.showSignature=false',
  'log.mailmap=false',
  'core.quotePath=false',
  'i18n.logOutputEncoding=UTF-8',
];

const SWITCHES = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  LC_ALL: 'C',
};

const INHERITED = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];

const SILENCE_MS = 60_000;
const LIMIT = 64 * 1024 * 1024;

/** Runs git once. Rejects with git's own words where it ends with an error. */
export async function git(
  { folder, gitDir, environment }: Repository,
  { words, input, limit = LIMIT, empty = [] }: Command,
): Promise<Output> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = new AbortController();
  const inherited = INHERITED.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]] as const]));
  const guarded = { ...SWITCHES, ...(gitDir === null ? {} : { GIT_DIR: gitDir }) };
  const asked = simpleGit({
    baseDir: folder,
    config: [...QUIET, ...empty.map((key) => `${key}=`)],
    abort: stop.signal,
    timeout: { block: SILENCE_MS },
    allowEnvironment: Object.keys(guarded),
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeFilter: true,
      allowUnsafeConfigPaths: true,
    },
    ...(input === undefined ? {} : { input: () => input }),
  })
    .env({ ...Object.fromEntries(inherited), ...guarded })
    .outputHandler((_command: string, stdout: NodeJS.ReadableStream) => {
      stdout.on('data', (chunk: Buffer) => {
        if (bytes >= limit) return;
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= limit) stop.abort();
      });
    });
  try {
    await asked.raw([...words]);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
  return { text: Buffer.concat(chunks).subarray(0, limit).toString('utf8'), cut: stop.signal.aborted };
}
