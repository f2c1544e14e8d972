import fs from 'node:fs';
import path from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex } from '../model/folder.ts';
import type { Project } from '../model/project.ts';
import { indexOf, type Scan, scan } from './scan.ts';

/** Where `archives:` may lead. */
export interface Bounds {
  /** The folder that is built, absolute. */
  readonly root: string;
  /** Folders given by `--root`. */
  readonly roots: readonly string[];
  readonly skip: readonly string[];
}

/** The places of a project's archives, relative to the folder (`../mlruns` for one outside it). */
export interface MountedPlace {
  readonly slug: string;
  readonly title: string;
  readonly folder: string;
  readonly archives: readonly string[];
}

export interface Mounted<L> {
  readonly index: DirectoryIndex;
  readonly allowed: readonly string[];
  readonly found: L & { readonly places: readonly MountedPlace[]; readonly scanned: readonly Diagnostic[] };
}

/**
 * Adds the folders that `archives:` names outside the folder to the index, under their relative paths. Only what lies in
 * the same git work tree or below a `--root` is listed; the rest is refused with a diagnostic.
 */
export async function mountArchives<L extends { readonly projects: readonly Project[] }>(
  bounds: Bounds,
  listed: Scan,
  loaded: L,
): Promise<Mounted<L>> {
  const scanned: Diagnostic[] = [...listed.diagnostics];
  const extra = new Map<string, Scan>();
  const allowed = [bounds.root];
  const places: MountedPlace[] = [];
  const trees = [workTree(bounds.root), ...bounds.roots].filter((tree) => tree !== null);
  for (const { slug, title, folder, archives: wanted } of loaded.projects) {
    if (folder === null) continue;
    const archives: string[] = [];
    for (const said of wanted) {
      const full = path.resolve(bounds.root, folder, said);
      const relative = path.relative(bounds.root, full).split(path.sep).join('/');
      if (!relative.startsWith('..')) {
        archives.push(relative);
        continue;
      }
      const real = realPath(full);
      if (real === null || !trees.some((tree) => inside(real, tree))) {
        scanned.push(
          diagnostic(
            'outside-folder',
            { path: folder === '' ? 'project.yaml' : `${folder}/project.yaml` },
            { target: `archives: ${said}` },
          ),
        );
        continue;
      }
      archives.push(relative);
      if (!extra.has(relative)) extra.set(relative, await scan(full, [], bounds.skip));
      allowed.push(full);
    }
    places.push({ slug, title, folder, archives: wanted.length === 0 ? [folder] : archives });
  }
  const files = [...listed.index.files];
  for (const [prefix, { index, diagnostics }] of extra) {
    for (const file of index.files) {
      files.push({ ...file, path: `${prefix}/${file.path}`, dir: file.dir === '' ? prefix : `${prefix}/${file.dir}` });
    }
    scanned.push(
      ...diagnostics.map((found) => ({ ...found, place: { ...found.place, path: `${prefix}/${found.place.path}` } }) as Diagnostic),
    );
  }
  if (extra.size > 0) files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { index: extra.size === 0 ? listed.index : indexOf(files), allowed, found: { ...loaded, places, scanned } };
}

/** The nearest folder upwards that holds `.git`, as a real path. */
function workTree(folder: string): string | null {
  for (let here = realPath(folder); here !== null; here = path.dirname(here)) {
    if (fs.existsSync(path.join(here, '.git'))) return here;
    if (path.dirname(here) === here) return null;
  }
  return null;
}

/** Path of a folder in its git work tree, `''` at its top or outside one. */
export function placeInWorkTree(folder: string): string {
  const [tree, real] = [workTree(folder), realPath(folder)];
  return tree === null || real === null ? '' : path.relative(tree, real).split(path.sep).join('/');
}

function inside(place: string, folder: string): boolean {
  const top = realPath(folder);
  return top !== null && (place === top || place.startsWith(top.endsWith(path.sep) ? top : top + path.sep));
}

function realPath(place: string): string | null {
  try {
    return fs.realpathSync(place);
  } catch {
    return null;
  }
}
