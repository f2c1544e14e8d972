import type { Diagnostic } from '../model/diagnostic.ts';
import type { Run } from '../model/run.ts';
import type { Overview } from './overview.ts';

/** The runs that a diagnostic is about: the one that it names, else all that were read from the file it stands at. */
export function diagnosed({ runs, byId }: Overview): (diagnostic: Diagnostic) => readonly Run[] {
  let readers: Map<string, Run[]> | null = null;
  return ({ run: id, place }) => {
    if (id !== undefined) return [byId.get(id) ?? []].flat();
    readers ??= readersOf(runs);
    return readers.get(place.path) ?? [];
  };
}

function readersOf(runs: readonly Run[]): Map<string, Run[]> {
  const readers = new Map<string, Run[]>();
  for (const run of runs) {
    for (const { path } of run.sources) {
      const list = readers.get(path);
      if (list === undefined) readers.set(path, [run]);
      else list.push(run);
    }
  }
  return readers;
}
