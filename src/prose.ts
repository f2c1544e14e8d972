import type { PublishedImage } from './journal/images.ts';
import { readJournal } from './journal/journal.ts';
import type { FoundHeading } from './journal/links.ts';
import { draftProse } from './journal/prose.ts';
import type { Loaded, LoadedProject } from './load.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Entry, Prose } from './model/journal.ts';

export interface Written {
  readonly prose: readonly Prose[];
  entries(project: LoadedProject): readonly Entry[];
  /** Images of the prose, as they are to be in the site. */
  readonly images: readonly { readonly file: string; readonly bytes: Uint8Array }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that people wrote in the folder: journals and extra pages. `base` is the path that links get in front. */
export function readProseAndJournals(loaded: Loaded, base: string): Written {
  const diagnostics: Diagnostic[] = [];
  const files = loaded.files((found) => diagnostics.push(found));
  const projects = loaded.projects.flatMap(({ project: { folder, slug }, runs }) => (folder === null ? [] : [{ folder, slug, runs }]));
  const around = { base, projects, images: 'assets' };
  const images = new Map<string, PublishedImage>();
  const note = (found: { readonly images: readonly PublishedImage[]; readonly diagnostics: readonly Diagnostic[] }) => {
    for (const image of found.images) images.set(image.file, image);
    diagnostics.push(...found.diagnostics);
  };
  const drafts = draftProse(loaded.ground.index, files, around);
  const journals = new Map<LoadedProject, readonly Entry[]>();
  const headings = new Map<string, ReadonlyMap<string, FoundHeading>>();
  for (const project of loaded.projects) {
    if (project.project.folder === null) continue;
    const journal = readJournal(project.project.folder, loaded.ground.index, files, around, drafts.headingIn);
    journals.set(project, journal.entries);
    for (const [path, names] of journal.headings) headings.set(path, names);
    note(journal);
  }
  const written = drafts.write((path, name) => {
    const names = headings.get(path);
    return names === undefined ? undefined : (names.get(name) ?? null);
  });
  note(written);
  const published = [...images.values()].flatMap(({ path, file }) => {
    const bytes = files.read(path);
    return bytes === null ? [] : [{ file, bytes }];
  });
  files.close();
  return { prose: written.prose, entries: (project) => journals.get(project) ?? [], images: published, diagnostics };
}
