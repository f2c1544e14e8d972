import type { Diagnostic } from '../model/diagnostic.ts';
import type { Project } from '../model/project.ts';
import type { Run } from '../model/run.ts';

/**
 * Diagnostics by the project whose run read the file, or in whose folder it lies; the rest under `''`. Ids of runs are
 * unique in their project only, so what is said of a run is heard by its own project alone.
 */
export function byProject(
  projects: readonly { readonly project: Pick<Project, 'folder' | 'slug'>; readonly runs: readonly Run[] }[],
  diagnostics: readonly Diagnostic[],
): Map<string, Diagnostic[]> {
  /** `run` is absent where several were read from the file: it is no matter of one. */
  const byFile = new Map<string, { slug: string; run?: string }>();
  const byFolder: { folder: string; slug: string }[] = [];
  for (const { project, runs } of projects) {
    if (project.folder !== null) byFolder.push({ folder: project.folder, slug: project.slug });
    for (const run of runs) {
      byFile.set(run.path, { slug: project.slug, run: run.id });
      for (const { path } of run.sources) {
        const first = byFile.get(path);
        if (first === undefined) byFile.set(path, { slug: project.slug, run: run.id });
        else if (first.run !== run.id || first.slug !== project.slug) byFile.set(path, { slug: first.slug });
      }
    }
  }
  byFolder.sort((a, b) => b.folder.length - a.folder.length);
  const placed = new Map<string, Diagnostic[]>();
  for (const found of diagnostics) {
    const { path } = found.place;
    const own = byFile.get(path) ?? byFile.get(path.slice(0, path.lastIndexOf('/')));
    const slug = own?.slug ?? byFolder.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`))?.slug ?? '';
    const run = found.run ?? own?.run;
    const list = placed.get(slug) ?? [];
    if (list.length === 0) placed.set(slug, list);
    list.push(run === undefined ? found : { ...found, run });
  }
  return placed;
}
