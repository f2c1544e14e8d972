import { sha256 } from '../model/hash.ts';

/** Ids that can stand in an address and as a folder name as they are. */
const SAFE = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** The tracker's id where an address can hold it, else its letters with a hash that keeps it apart from its like. */
export function idFromTracker(trackerId: string): string {
  if (SAFE.test(trackerId)) return trackerId;
  const letters = trackerId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return `${letters === '' ? 'run' : letters}-${sha256(trackerId).slice(0, 6)}`;
}

/**
 * Ten hex digits of the hash of the run's path: relative to its project where a folder declares one, else to the git work
 * tree (`prefix` is the place of the built folder in it), so that neither the machine nor the folder given matters.
 */
export function idFromPath(path: string, declaredFolder: string | null, prefix: string): string {
  if (declaredFolder === null) return sha256(prefix === '' ? path : `${prefix}/${path}`).slice(0, 10);
  const inside = declaredFolder !== '' && path.startsWith(`${declaredFolder}/`) ? path.slice(declaredFolder.length + 1) : path;
  return sha256(inside).slice(0, 10);
}
