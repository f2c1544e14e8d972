import { hashOf, sha256 } from '../model/hash.ts';
import type { FactPart, Facts, Told } from '../model/report/compare.ts';
import type { Run } from '../model/run.ts';
import { identity, show } from '../model/show.ts';
import { leaves, type Value, type ValueMap } from '../model/value.ts';
import { configuredData } from './configured-data.ts';

const LONGEST = 240;

/** What a comparison tells of a run's inputs. Host, user and paths are personal and no input: they are left out. */
export function comparedFacts(run: Run): Readonly<Record<FactPart, Facts>> {
  const { config, environment, code, data } = run;
  return {
    config: told(config),
    data: facts([
      ...data.map(({ name, version, digest }): [string, Value | undefined] => [name, digest ?? version ?? 'no version']),
      ...configuredData(run).map(({ key, name, fixed }): [string, Value] => [
        `${key} (configured)`,
        fixed === null ? name : `${name} ${fixed}`,
      ]),
    ]),
    code: facts([
      ['commit', code?.commit?.slice(0, 12)],
      ['branch', code?.branch],
      ['repository', code?.remote],
      ['uncommitted changes', code?.dirty ?? undefined],
      ['patch', patchOf(code)],
    ]),
    environment: facts([
      ['operating system', environment?.os],
      ['Python', environment?.python],
      ['container', environment?.container],
      ['GPU', environment?.gpu],
      ['GPUs', environment?.gpuCount],
      ['CUDA', environment?.cuda],
      ['CPU', environment?.cpu],
      ['CPUs', environment?.cpuCount],
      ['memory, bytes', environment?.memoryBytes],
      ...leaves(environment?.frameworks ?? {}),
    ]),
    packages: told(environment?.packages ?? {}),
  };
}

/** Equal where the changes are, also where their texts are held back. */
function patchOf(code: Run['code']): string | undefined {
  const hash = code?.diff === undefined ? code?.diffSummary?.sha256 : sha256(code.diff);
  return hash === undefined ? undefined : `sha256 ${hash.slice(0, 12)}`;
}

function told(map: ValueMap): Facts {
  return facts([...leaves(map)]);
}

/** A map without prototype, as keys come from records. */
function facts(pairs: readonly (readonly [string, Value | undefined])[]): Facts {
  const made = Object.create(null) as Record<string, Told>;
  for (const [key, value] of pairs) if (value !== undefined && value !== null) made[key] = tell(value);
  for (const [key, value] of pairs) if (value === null) made[key] = ['null'];
  return made;
}

/** Text that is cut keeps a piece of its hash, so that it differs where the whole does. */
function tell(value: Value): Told {
  const text = show(value);
  const short =
    text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 20)}… (${text.length} characters, ${hashOf(identity(value)).slice(0, 8)})`;
  return typeof value === 'string' ? short : [short];
}
