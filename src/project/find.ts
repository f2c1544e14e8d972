import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex } from '../model/folder.ts';
import { RESERVED, slugOf } from '../model/slug.ts';
import type { Identity } from './normalise.ts';

/**
 * Folders with `project.yaml`, `journal.md` or `journal/*.md`, the top one first, then by path. Pages under `docs` make
 * no project.
 */
export function projectFolders(index: DirectoryIndex): string[] {
  const folders = new Set<string>();
  for (const { name, dir } of index.files) {
    if (name === 'project.yaml') folders.add(dir);
    if (dir === 'docs' || dir.startsWith('docs/')) continue;
    if (name === 'journal.md') folders.add(dir);
    if (name.endsWith('.md') && last(dir) === 'journal') folders.add(above(dir));
  }
  return [...folders].sort();
}

export interface Named {
  readonly identities: readonly (Identity & { readonly folder: string })[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives each project an address: its folder's name, with the folder above in front where another project has that, and
 * `-project` behind where the site itself has it.
 */
export function nameProjects(folders: readonly string[], rootName: string): Named {
  const taken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const identities = folders.map((folder) => {
    const title = folder === '' ? rootName : last(folder);
    const wanted = slugOf(title);
    const free = [wanted, ...slugsFromAbove(folder)].find((slug) => !RESERVED.has(slug) && !taken.has(slug));
    let slug = free ?? `${wanted}-project`;
    for (let count = 2; taken.has(slug); count += 1) slug = `${wanted}-${count}`;
    if (RESERVED.has(wanted)) {
      slug = taken.has(`${wanted}-project`) ? slug : `${wanted}-project`;
      diagnostics.push(diagnostic('reserved-slug', { path: folder === '' ? '.' : folder }, { slug: wanted, used: slug }));
    }
    taken.add(slug);
    return { slug, title, folder };
  });
  return { identities, diagnostics };
}

/** `b/digits`, `a/b/digits` … as addresses. */
function slugsFromAbove(folder: string): string[] {
  const parts = folder.split('/');
  return parts.slice(0, -1).map((_, at) => slugOf(parts.slice(parts.length - 2 - at).join('-')));
}

function last(dir: string): string {
  return dir.slice(dir.lastIndexOf('/') + 1);
}

function above(dir: string): string {
  const cut = dir.lastIndexOf('/');
  return cut < 0 ? '' : dir.slice(0, cut);
}
