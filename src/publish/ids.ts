import type { Diagnostic } from '../model/diagnostic.ts';
import { sha256 } from '../model/hash.ts';
import type { Run } from '../model/run.ts';
import { suspicious } from './harmless.ts';
import { presetSecrets } from './secretlint.ts';
import { findSecrets } from './secrets.ts';

/**
 * Ids in which a credential stands → what the site calls the run instead: ten hex digits of its hash, the same in every
 * build. `allow`: hashes of what is no credential.
 */
export async function secretIds(runs: readonly Run[], allow: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const textsOf = ({ id, trackerId }: Run) => (trackerId === null || trackerId === id ? [id] : [id, trackerId]);
  const looked = new Set(suspicious(runs.flatMap(textsOf)));
  for (const run of runs) {
    const { id, trackerId } = run;
    for (const text of textsOf(run)) {
      if (!looked.has(text)) continue;
      const found = [...findSecrets(text), ...(await presetSecrets(text))];
      if (found.some(({ start, end }) => !allow.includes(sha256(text.slice(start, end)))))
        names.set(id, sha256(trackerId ?? id).slice(0, 10));
    }
  }
  return names;
}

/** A run with its own id and its parent's as they may stand in an address. */
export function renamed(run: Run, names: ReadonlyMap<string, string>): Run {
  const id = names.get(run.id) ?? run.id;
  const parent = run.parent === null ? null : (names.get(run.parent) ?? run.parent);
  return id === run.id && parent === run.parent ? run : { ...run, id, parent };
}

/** A diagnostic with the ids of runs as they may stand in an address. */
export function renamedIn(found: Diagnostic, names: ReadonlyMap<string, string>): Diagnostic {
  const name = (id: string) => names.get(id) ?? id;
  const own = found.run === undefined ? found : { ...found, run: name(found.run) };
  return own.code === 'rank-duplicate' ? { ...own, args: { ...own.args, runs: own.args.runs.split(', ').map(name).join(', ') } } : own;
}
