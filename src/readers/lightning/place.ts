import type { DirectoryIndex, FileEntry } from '../../model/folder.ts';

/** The files of one run of Lightning's loggers, as far as they are there. */
export interface RunFiles {
  readonly metrics: string | undefined;
  readonly hparams: string | undefined;
  readonly config: string | undefined;
  readonly checkpoints: readonly FileEntry[];
}

/**
 * Whether a folder is one that Lightning's loggers wrote, by names alone: `metrics.csv` in a `version_…` folder, beside
 * `hparams.yaml` or below a folder of logs; `hparams.yaml` beside event files or in a `version_…` folder. A folder with
 * `run.yaml` holds a plain record and is none.
 */
export function runFiles(index: DirectoryIndex, dir: string): RunFiles | null {
  const inside = index.inside(dir);
  const at = (wanted: string) => inside.find(({ name }) => name === wanted)?.path;
  const metrics = at('metrics.csv');
  const hparams = at('hparams.yaml');
  if ((metrics === undefined && hparams === undefined) || at('run.yaml') !== undefined) return null;
  const version = /(?:^|\/)version_[^/]*$/.test(dir);
  const inLogs = /(?:^|\/)(?:lightning_logs|csv_logs)(?:\/|$)/.test(dir);
  const events = inside.some((file) => file.name.includes('tfevents'));
  const ours = metrics !== undefined ? version || inLogs || hparams !== undefined : version || events;
  if (!ours) return null;
  return { metrics, hparams, config: at('config.yaml'), checkpoints: checkpoints(index, dir) };
}

/** Checkpoints lie in `checkpoints/`, or in the folder itself. */
function checkpoints(index: DirectoryIndex, dir: string): FileEntry[] {
  const below = index.below(dir === '' ? 'checkpoints' : `${dir}/checkpoints`);
  return [...index.inside(dir), ...below].filter((file) => file.name.endsWith('.ckpt'));
}

/** `<name>/version_N`, or the folder's own name where it is not numbered. */
export function runName(dir: string): string | undefined {
  const segments = dir.split('/');
  const last = segments.at(-1) as string;
  if (last === '') return undefined;
  return segments.length > 1 && last.startsWith('version_') ? segments.slice(-2).join('/') : last;
}
