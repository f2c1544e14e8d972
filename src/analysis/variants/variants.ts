import { hashOf } from '../../model/hash.ts';
import type { Project } from '../../model/project.ts';
import type { Run } from '../../model/run.ts';
import type { Variant, Variants } from '../../model/variant.ts';
import { paletteOf } from '../palette.ts';
import { baselineOf } from './baseline.ts';
import { columnsOf } from './columns.ts';
import { type Configuration, configurationsOf } from './configurations.ts';
import { foundBy } from './declared.ts';
import { factorsOf, type Levels } from './factors.ts';
import { keyOverrides } from './globs.ts';
import { labelsOf, slugsOf, type Unnamed } from './labels.ts';
import { resultsOf } from './results.ts';
import { type RoledKey, rolesOf } from './roles.ts';
import { seedsOf } from './seeds.ts';
import { standingsOf } from './standing.ts';
import { studyKey } from './studies.ts';

/**
 * All variants of a project:
 * ```
 * config ─► columns ─► roles ─► configurations ─► declared names ─► factors ─► baseline ─► labels, slugs, colours
 * ```
 * `ranks` are the ids of runs that repeat another process of the same training.
 */
export function variantsOf(project: Project, given: readonly Run[], ranks: ReadonlySet<string> = new Set()): Variants {
  const runs = [...given].sort(byStart);
  const override = keyOverrides(project.factors.ignore);
  const study = studyKey(runs, override);
  const keys = [...rolesOf(columnsOf(runs), runs, override), ...(study === null ? [] : [study])];
  const varying = keys.filter(({ role }) => role === 'factor');
  const configurations = configurationsOf(runs, keys);
  const levels = varying.map((use) => levelsOf(use, configurations));
  const told = configurations.filter(({ silent }) => !silent);
  const unnamed = membersOf(project, runs, configurations, levels);
  const factors = factorsOf(
    varying.map((use) => levelsOf(use, told)),
    project.factors.groups,
  );
  const plain = unnamed.map(({ silent: _, ...variant }): Variant => ({ ...variant, label: '', slug: '', slot: 0 }));
  const declared =
    project.baseline === null
      ? null
      : (plain.find(({ name }) => name === project.baseline?.text) ?? foundBy(project.baseline, runs) ?? null);
  const chosen = baselineOf(plain, factors, { declared });
  const labels = labelsOf(unnamed, factors, chosen === null ? null : (unnamed[plain.indexOf(chosen.variant)] ?? null));
  const slugs = slugsOf(unnamed, labels);
  const names = [...project.variants.keys()];
  const declaredFirst = plain.filter(({ name }) => name !== null).sort((a, b) => names.indexOf(a.name ?? '') - names.indexOf(b.name ?? ''));
  const baselineKey = chosen === null ? [] : [chosen.variant.key];
  const slots = paletteOf(
    [...new Set([...baselineKey, ...declaredFirst.map(({ key }) => key)])],
    plain.map(({ key }) => key),
  );
  const list = plain.map(
    (variant, at): Variant => ({
      ...variant,
      label: labels[at] as string,
      slug: slugs[at] as string,
      slot: slots.get(variant.key) ?? at,
    }),
  );
  const owner = new Map(list.flatMap((variant) => variant.runs.map((run) => [run.id, variant] as const)));
  const seeds = seedsOf(runs, keys);
  const hashes = new Map(configurations.flatMap((one) => one.runs.map((run) => [run, one.hash] as const)));
  const standings = standingsOf(
    runs,
    keys,
    list.map((variant) => variant.runs),
    ranks,
  );
  const baseline = chosen === null ? undefined : list.find(({ key }) => key === chosen.variant.key);
  return {
    list,
    keys: keys.map(({ key, role, why, distinct }) => ({ key, role, why, distinct })),
    factors,
    baseline: chosen === null || baseline === undefined ? null : { variant: baseline, rule: chosen.rule },
    of: (run) => owner.get(run),
    named: (name) => list.find((one) => one.name === name) ?? list.find(({ label, slug }) => label === name || slug === name),
    seedOf: (run) => seeds.get(run) ?? null,
    repetitionOf(run) {
      const same = seeds.get(run) ?? resultsOf(run);
      return same === null ? null : `${hashes.get(run)} ${same}`;
    },
    standing: (run) => standings.get(run) ?? null,
  };
}

function byStart(a: Run, b: Run): number {
  return (a.startedAt ?? Number.MAX_VALUE) - (b.startedAt ?? Number.MAX_VALUE) || (a.id < b.id ? -1 : 1);
}

function levelsOf({ key, column }: RoledKey, configurations: readonly Configuration[]): Levels {
  return { key, codes: Int32Array.from(configurations, ({ row }) => column.codes[row] as number), texts: column.texts };
}

/** Configurations, less the runs that a declared variant takes; then the declared ones. By first start, then key. */
function membersOf(
  project: Project,
  runs: readonly Run[],
  configurations: readonly Configuration[],
  levels: readonly Levels[],
): readonly Unnamed[] {
  const names = new Map<string, string>();
  for (const [name, query] of project.variants) {
    for (const id of foundBy(query, runs) ?? []) if (!names.has(id)) names.set(id, name);
  }
  const placeOf = new Map(configurations.flatMap((one, place) => one.runs.map((run) => [run.id, place] as const)));
  const named = new Map<string, Run[]>();
  for (const run of runs) {
    const name = names.get(run.id);
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), run]);
  }
  const text = ({ codes, texts }: Levels, place: number): string | undefined => texts[(codes[place] as number) - 1];
  const variantAt = (name: string | null, key: string, members: readonly Run[]): Unnamed => {
    const places = [...new Set(members.map(({ id }) => placeOf.get(id) as number))];
    const first = places[0] as number;
    const inside = places.length < 2 ? [] : levels.filter((one) => places.some((place) => one.codes[place] !== one.codes[first]));
    const shared = levels.filter((one) => !inside.includes(one));
    const factors = shared.flatMap((one): [string, string][] => {
      const value = text(one, first);
      return value === undefined ? [] : [[one.key, value]];
    });
    return {
      key,
      name,
      runs: members,
      factors: new Map(factors),
      inside: inside.map((one) => one.key),
      silent: places.every((place) => configurations[place]?.silent),
    };
  };
  const own = configurations.flatMap((one): Unnamed[] => {
    const members = one.runs.filter(({ id }) => !names.has(id));
    return members.length === 0 ? [] : [variantAt(null, one.hash, members)];
  });
  const declared = [...named].map(([name, members]) => variantAt(name, hashOf('variant', name).slice(0, 12), members));
  const start = ({ runs: [first] }: Unnamed) => first?.startedAt ?? Number.MAX_VALUE;
  return [...declared, ...own].sort((a, b) => start(a) - start(b) || (a.key < b.key ? -1 : 1));
}
