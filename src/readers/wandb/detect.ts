import type { DirectoryIndex, FileEntry } from '../../model/folder.ts';
import type { Claim } from '../reader.ts';

/** Names that W&B gives to the folder of a run. */
const RUN_FOLDER = /^(?:offline-|dry)?run-\d{8}_\d{6}-.+$/;
/** Files that only W&B writes, in a run's `files` folder or, before SDK 0.10, in the run's folder itself. */
const OWN = new Set(['wandb-metadata.json', 'wandb-summary.json', 'wandb-history.jsonl', 'wandb-events.jsonl']);
/** Files of a run that are read, beside its log, where it has no `files` folder. */
const LOOSE = new Set([...OWN, 'config.yaml', 'requirements.txt', 'diff.patch', 'output.log']);

/** Where the parts of a run lie. */
export interface Layout {
  /** The run's folder, or its log where that lies among other things. */
  readonly directory: string;
  readonly log: string | null;
  /** Folder of `config.yaml`, `media/`, `code/` …, null for a log alone. */
  readonly folder: string | null;
}

/** One claim for each run folder, at any depth, and for each log outside of one. */
export function detect(index: DirectoryIndex): Claim[] {
  const claims: Claim[] = [];
  const taken = new Set<string>();
  for (const dir of index.dirs) {
    const inside = index.inside(dir);
    const logs = inside.filter((file) => file.name.endsWith('.wandb'));
    const name = nameOf(dir);
    const whole = logs.length === 1 && (RUN_FOLDER.test(name) || /^run-.+\.wandb$/.test((logs[0] as FileEntry).name));
    if (whole) {
      claims.push(claimOf(dir, (logs[0] as FileEntry).path, index));
      taken.add(dir);
      continue;
    }
    for (const log of logs) claims.push({ tracker: 'wandb', path: log.path, files: [log.path] });
    if (logs.length > 0) {
      if (RUN_FOLDER.test(name)) taken.add(dir);
      continue;
    }
    if (RUN_FOLDER.test(name) && hasRunFiles(dir, index)) {
      claims.push(claimOf(dir, null, index));
      taken.add(dir);
    } else if (inside.some((file) => OWN.has(file.name))) {
      const owner = name === 'files' ? parentOf(dir) : dir;
      if (owner === null || taken.has(owner)) continue;
      claims.push(claimOf(owner, null, index));
      taken.add(owner);
    }
  }
  return claims.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function hasRunFiles(dir: string, index: DirectoryIndex): boolean {
  const known = (file: FileEntry) => LOOSE.has(file.name);
  return index.inside(dir).some(known) || index.inside(join(dir, 'files')).some(known) || index.below(join(dir, 'files/media')).length > 0;
}

function claimOf(dir: string, log: string | null, index: DirectoryIndex): Claim {
  const files = new Set<string>(log === null ? [] : [log]);
  for (const file of index.below(join(dir, 'files'))) if (isOwn(file.path, dir.length)) files.add(file.path);
  if (index.inside(join(dir, 'files')).length === 0) {
    for (const file of index.inside(dir)) if (LOOSE.has(file.name) && (log === null || OWN.has(file.name))) files.add(file.path);
    if (log === null) for (const part of ['media', 'code']) for (const file of index.below(join(dir, part))) files.add(file.path);
  }
  for (const path of sweepFiles(dir, idOf(dir, log), index)) files.add(path);
  return { tracker: 'wandb', path: dir, files: [...files].sort() };
}

/** Event files, and runs that lie inside the files of a run, are read by themselves. */
function isOwn(path: string, start: number): boolean {
  const parts = path.slice(start).split('/');
  return !(parts.pop() as string).includes('tfevents') && !parts.some((part) => RUN_FOLDER.test(part));
}

/** `sweep-<sweep>/config-<run>.yaml` beside the run's folder names the sweep also where the log does not. */
function sweepFiles(dir: string, id: string, index: DirectoryIndex): string[] {
  const above = parentOf(dir);
  if (above === null || id === '') return [];
  return index
    .children(above)
    .filter((place) => nameOf(place).startsWith('sweep-'))
    .map((place) => `${place}/config-${id}.yaml`)
    .filter((path) => index.file(path) !== undefined);
}

/** The sweep that a sweep file of a claim names. */
export function sweepOf(claim: Claim): string | undefined {
  for (const path of claim.files) {
    const found = /(?:^|\/)sweep-([^/]+)\/config-[^/]+\.yaml$/.exec(path);
    if (found !== null && !path.startsWith(`${claim.path}/`)) return found[1];
  }
  return undefined;
}

/** The run's id as its log or folder is named, `''` where the names have none. */
export function idOf(dir: string, log: string | null): string {
  const ofLog = log === null ? null : /(?:^|\/)run-([^/]+)\.wandb$/.exec(log);
  return ofLog?.[1] ?? /^(?:offline-|dry)?run-\d{8}_\d{6}-(.+)$/.exec(nameOf(dir))?.[1] ?? '';
}

/** The time in the name of a run's folder as if it were UTC, in seconds since 1970; the writer took its local time. */
export function timeOfName(dir: string): number | null {
  const found = /run-(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)-/.exec(nameOf(dir));
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** Whether the run was written while connected, so that it also is at W&B. */
export function isOnline(dir: string): boolean {
  return /^run-\d{8}_\d{6}-/.test(nameOf(dir));
}

export function layoutOf(claim: Claim): Layout {
  const log = claim.files.find((path) => path.endsWith('.wandb') && parentOf(path) === claim.path) ?? null;
  if (claim.path.endsWith('.wandb') && log === null) return { directory: claim.path, log: claim.path, folder: null };
  const files = join(claim.path, 'files');
  const nested = claim.files.some((path) => path.startsWith(`${files}/`));
  return { directory: claim.path, log, folder: nested ? files : claim.path };
}

function join(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Null above the top. */
function parentOf(path: string): string | null {
  if (path === '') return null;
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}
