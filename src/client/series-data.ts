import { lineNames } from '../analysis/line-names.ts';
import type { Laid } from '../analysis/over.ts';
import { distinctSlots } from '../analysis/palette.ts';
import { SLOTS } from '../charts/colours.ts';
import type { SeriesFile, SeriesIndex } from '../model/report/compare.ts';

/** Where the page's data are. */
export interface Addresses {
  readonly index: string;
  readonly series: string;
}

export interface LoadedRuns {
  readonly runs: readonly Laid[];
  /** Ids that no run has. */
  readonly unknown: readonly string[];
}

/** Loads the named runs, with names and colours as the built pages give them. Ids that the index lacks are not asked for. */
export async function loadRuns(addresses: Addresses, ids: readonly string[], index: SeriesIndex): Promise<LoadedRuns> {
  const known = new Map(index.runs.map((run) => [run.id, run]));
  const wanted = ids.filter((id) => known.has(id));
  const files = await Promise.all(wanted.map((id) => loadJson<SeriesFile>(`${addresses.series}${encodeURIComponent(id)}.json`)));
  const slots = distinctSlots(
    wanted.map((id) => known.get(id)?.slot ?? 0),
    SLOTS,
  );
  const names = lineNames(files);
  return {
    runs: files.map((file, i) => ({ file, label: names[i] ?? file.name, group: null, slot: slots[i] ?? 0 })),
    unknown: ids.filter((id) => !known.has(id)),
  };
}

/** A document of the site's own making. */
export async function loadJson<T>(address: string): Promise<T> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** The runs of the built page with the colours and variants that it gave them. */
export function asBuilt(runs: readonly Laid[], looks: string | undefined): readonly Laid[] {
  const known = JSON.parse(looks ?? '[]') as readonly (readonly [group: string | null, slot: number])[];
  return runs.map((run, i) => {
    const [group, slot] = known[i] ?? [run.group, run.slot];
    return { ...run, group, slot };
  });
}
