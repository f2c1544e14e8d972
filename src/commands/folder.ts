import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sha256 } from '../model/hash.ts';
import { CommandError, type Io } from './command.ts';
import { readingFingerprint } from './version.ts';

/** Options that every command on a folder takes. */
export const FOLDER_OPTIONS = {
  cache: { type: 'string' },
  out: { type: 'string' },
  root: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  'allow-damage': { type: 'boolean' },
} as const;

export const FOLDER_HELP = `  --cache <dir>    where what was read is kept (default: .runfolio in the folder)
  --root <dir>     a folder outside from which \`archives:\` and \`code:\` may read; may be repeated
  --allow-damage   exit 0 although some input was damaged
  --quiet, -q      no progress, no summary
`;

export interface FolderArguments {
  /** Absolute. */
  readonly folder: string;
  readonly cache: string;
  readonly roots: readonly string[];
  readonly quiet: boolean;
  readonly allowDamage: boolean;
  /** Absolute paths that are never scanned. */
  readonly skip: readonly string[];
  readonly fingerprint: string;
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Parses arguments; a mistake becomes words and exit code 2. */
export function parse<O extends Options>(args: readonly string[], options: O, command: string) {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : error}. See \`runfolio ${command} --help\`.`, 2);
  }
}

/** `--query -status:failed` as `--query=-status:failed`: a value may begin with a dash. */
function joined(args: readonly string[], options: Options): string[] {
  const result: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const [arg, next] = [args[i] as string, args[i + 1]];
    const takesValue = arg.startsWith('--') && options[arg.slice(2)]?.type === 'string';
    if (!takesValue || next === undefined || !next.startsWith('-')) result.push(arg);
    else {
      result.push(`${arg}=${next}`);
      i += 1;
    }
  }
  return result;
}

interface FolderValues {
  readonly cache?: string | undefined;
  readonly out?: string | undefined;
  readonly root?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly 'allow-damage'?: boolean | undefined;
}

/** The folder that is meant and what goes with it. Exit code 2 where it is not there. */
export function folderArguments(positional: string | undefined, values: FolderValues, io: Io): FolderArguments {
  const folder = path.resolve(io.cwd, positional ?? (fs.existsSync(path.join(io.cwd, 'content', 'site.yaml')) ? 'content' : '.'));
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new CommandError(`There is no folder ${folder}.`, 2);
  const cache = values.cache === undefined ? defaultCache(folder, io) : path.resolve(io.cwd, values.cache);
  return {
    folder,
    cache,
    roots: (values.root ?? []).map((root) => path.resolve(io.cwd, root)),
    quiet: values.quiet ?? false,
    allowDamage: values['allow-damage'] ?? false,
    skip: [cache, siteFolder(values.out, io), `${siteFolder(values.out, io)}.staging`],
    fingerprint: readingFingerprint(),
  };
}

/** Where the site goes: `--out`, else `_site` in the current folder. */
export function siteFolder(out: string | undefined, io: Io): string {
  return path.resolve(io.cwd, out ?? '_site');
}

/** `.runfolio` in the folder, or in the user's cache where the folder cannot be written. */
function defaultCache(folder: string, io: Io): string {
  const inside = path.join(folder, '.runfolio');
  try {
    fs.mkdirSync(inside, { recursive: true });
    fs.accessSync(inside, fs.constants.W_OK);
    const ignore = path.join(inside, '.gitignore');
    if (!fs.existsSync(ignore)) fs.writeFileSync(ignore, '*\n');
    return inside;
  } catch {
    const base = io.env['XDG_CACHE_HOME'] ?? path.join(io.env['HOME'] ?? os.tmpdir(), '.cache');
    return path.join(base, 'runfolio', sha256(folder).slice(0, 16));
  }
}
