import { readJournal } from './journal/journal.ts';
import { readProse } from './journal/prose.ts';
import type { Loaded, LoadedProject } from './load.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Entry, Prose } from './model/journal.ts';

export interface Written {
  readonly prose: readonly Prose[];
  entries(project: LoadedProject): readonly Entry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that people wrote in the folder: journals and extra pages. `base` is the path that links get in front. */
export function readProseAndJournals(loaded: Loaded, base: string): Written {
  const diagnostics: Diagnostic[] = [];
  const files = loaded.files((found) => diagnostics.push(found));
  const journals = new Map<LoadedProject, readonly Entry[]>();
  for (const project of loaded.projects) {
    if (project.project.folder === null) continue;
    const journal = readJournal(project.project.folder, loaded.ground.index, files, { base });
    diagnostics.push(...journal.diagnostics);
    journals.set(project, journal.entries);
  }
  const written = readProse(loaded.ground.index, files, { base });
  diagnostics.push(...written.diagnostics);
  files.close();
  return { prose: written.prose, entries: (project) => journals.get(project) ?? [], diagnostics };
}
