import { above, MULTIRUN } from './folders.ts';

/**
 * The folder of the sweep that a job belongs to: that of `multirun.yaml` where there is one, else the job's folder
 * without as many parts as the configured sub-folder has.
 */
export function sweepFolder(job: string, files: readonly string[], subdir: string | null): string {
  const multirun = files.find((path) => path === MULTIRUN || path.endsWith(`/${MULTIRUN}`));
  if (multirun !== undefined) return above(multirun);
  const parts = subdir === null || subdir.includes('${') ? 1 : subdir.split('/').filter((part) => part !== '' && part !== '.').length;
  let dir = job;
  for (let up = 0; up < Math.max(1, parts); up += 1) dir = above(dir);
  return dir;
}

/** The words that name a sweep: what stands below `multirun`, else the last two parts (`2026-11-20/20-25-05`). */
export function sweepName(folder: string): string {
  const parts = folder.split('/');
  const root = parts.lastIndexOf('multirun');
  return parts.slice(root >= 0 && root < parts.length - 1 ? root + 1 : -2).join('/');
}

/** The local time that Hydra puts into folder names (`2026-11-20/20-25-05`, also with `_` or a space), seconds as if UTC. */
export function timeOfPath(path: string): number | undefined {
  const found = [...path.matchAll(/(?<!\d)(\d{4})-(\d\d)-(\d\d)[/_ T](\d\d)-(\d\d)-(\d\d)(?!\d)/g)].at(-1);
  return found === undefined ? undefined : seconds(found.slice(1));
}

/** Year, month, day, hour, minute, second as text → seconds since 1970; undefined where no calendar has the time. */
export function seconds(parts: readonly (string | undefined)[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exact = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 61;
  return exact ? date.getTime() / 1000 : undefined;
}
