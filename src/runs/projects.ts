import type { StoredFragment } from '../model/fragment.ts';
import { RESERVED, slugOf } from '../model/slug.ts';

/** A folder that the user declared to be a project, and the places whose archives belong to it. */
export interface ProjectPlace {
  readonly slug: string;
  readonly title: string;
  /** Relative to the folder; `''` is the folder itself. */
  readonly folder: string;
  /** Folders whose archives are its own; the project's folder where `archives:` says nothing else. */
  readonly archives: readonly string[];
}

/** To which project a fragment belongs. */
export interface Home {
  readonly declared: ProjectPlace | null;
  /** Name of the project where nobody declared one. */
  readonly name: string;
}

/**
 * A declared project takes what lies in its folders, whatever was recorded there; elsewhere the recorded project counts,
 * else the first folder below the root, else the name of the root.
 */
export function homeOf(fragment: StoredFragment, places: readonly ProjectPlace[], rootName: string): Home {
  const declared = deepest(fragment.keys.directory, places);
  if (declared !== null) return { declared, name: declared.title };
  const { directory } = fragment.keys;
  const recorded = fragment.facts.project;
  const first = directory.includes('/') ? directory.slice(0, directory.indexOf('/')) : '';
  if (recorded !== undefined && recorded.trim() !== '') return { declared: null, name: recorded };
  // A database at the top stands for its runs, yet is no folder.
  const isFile = fragment.sources.some(({ path }) => path === first);
  const usable = first !== '' && !isFile && !RESERVED.has(slugOf(first));
  return { declared: null, name: usable ? first : rootName };
}

function deepest(directory: string, places: readonly ProjectPlace[]): ProjectPlace | null {
  let found: ProjectPlace | null = null;
  let depth = -1;
  for (const place of places) {
    for (const archive of place.archives) {
      if (isWithin(directory, archive) && archive.length > depth) {
        found = place;
        depth = archive.length;
      }
    }
  }
  return found;
}

/** Whether a path is a folder or lies in it; `''` holds everything that does not lead out. */
export function isWithin(place: string, folder: string): boolean {
  if (folder === '') return !place.startsWith('../') && place !== '..';
  return place === folder || place.startsWith(`${folder}/`);
}
