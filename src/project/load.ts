import type { Diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../model/folder.ts';
import type { Project } from '../model/project.ts';
import { type Site, siteOf } from '../model/site.ts';
import { readSettings, type SettingsFile } from './file.ts';
import { nameProjects, projectFolders } from './find.ts';
import { projectOf } from './normalise.ts';
import { contradictions } from './rules.ts';

export interface Projects {
  readonly site: Site;
  /** Declared ones, the top folder's first, then by path. */
  readonly projects: readonly Project[];
  readonly diagnostics: readonly Diagnostic[];
  /** Globs of what is not to be read, relative to the folder. */
  readonly ignore: readonly string[];
  /** The settings of a project that nobody declared. */
  undeclared(slug: string, title: string): Project;
}

/**
 * Reads `site.yaml` and every `project.yaml`. A file with mistakes counts as if it were empty; its diagnostics say what
 * is wrong. Paths in `archives:` and `code:` stay as written.
 */
export function loadProjects(index: DirectoryIndex, files: Files, rootName: string): Projects {
  const ofSite = settings('site.yaml', 'site.yaml', index, files);
  const site = siteOf(ofSite.value ?? {}, rootName);
  const { identities, diagnostics: named } = nameProjects(projectFolders(index), rootName);
  const diagnostics = [...ofSite.diagnostics, ...named];
  const ignore = [...site.ignore];
  const projects = identities.map((identity) => {
    const path = identity.folder === '' ? 'project.yaml' : `${identity.folder}/project.yaml`;
    const file = settings('project.yaml', path, index, files);
    const project = projectOf(file.value ?? {}, identity, site.publish, file.place);
    diagnostics.push(...file.diagnostics, ...contradictions(project, file.place));
    for (const glob of project.ignore) ignore.push(identity.folder === '' ? glob : `${literal(identity.folder)}/${glob}`);
    return project;
  });
  const undeclared = (slug: string, title: string) =>
    projectOf({}, { slug, title, folder: null }, site.publish, () => ({ path: 'project.yaml' }));
  return { site, projects, diagnostics, ignore, undeclared };
}

function settings<N extends 'site.yaml' | 'project.yaml'>(
  name: N,
  path: string,
  index: DirectoryIndex,
  files: Files,
): ReturnType<typeof readSettings<N>> {
  const none = { value: null, diagnostics: [], place: () => ({ path }) } satisfies SettingsFile<unknown>;
  return index.file(path) === undefined ? none : readSettings(name, path, files);
}

/** A folder's name as a glob that means only itself. */
function literal(folder: string): string {
  return folder.replace(/[()[\]{}!*+?@|\\]/g, '\\$&');
}
