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
  const groups = groupsOf(wanted, index);
  const heads = wanted.filter((id, i) => wanted.findIndex((other) => lookOf(other, groups) === lookOf(id, groups)) === i);
  const places = distinctSlots(
    heads.map((id) => (groups.has(id) ? known.get(id)?.variantSlot : known.get(id)?.slot) ?? 0),
    SLOTS,
  );
  const slots = new Map(heads.map((id, i) => [lookOf(id, groups), places[i] ?? 0]));
  const names = lineNames(files);
  return {
    runs: files.map((file, i) => ({
      file,
      label: names[i] ?? file.name,
      group: groups.get(file.id) ?? null,
      slot: slots.get(lookOf(file.id, groups)) ?? 0,
    })),
    unknown: ids.filter((id) => !known.has(id)),
  };
}

/** Of the chosen runs those that have another run of their variant beside them. */
function groupsOf(ids: readonly string[], { runs }: SeriesIndex): ReadonlyMap<string, string> {
  const variants = new Map(runs.map(({ id, variant }) => [id, variant]));
  const counts = new Map<string, number>();
  for (const id of ids) {
    const variant = variants.get(id) ?? null;
    if (variant !== null) counts.set(variant, (counts.get(variant) ?? 0) + 1);
  }
  return new Map(
    ids.flatMap((id) => {
      const variant = variants.get(id) ?? null;
      return variant !== null && (counts.get(variant) ?? 0) > 1 ? [[id, variant] as const] : [];
    }),
  );
}

/** Lines of one variant look alike. */
function lookOf(id: string, groups: ReadonlyMap<string, string>): string {
  const group = groups.get(id);
  return group === undefined ? `run ${id}` : `variant ${group}`;
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
