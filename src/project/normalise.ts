import type { Place } from '../model/diagnostic.ts';
import { priceOf } from '../model/price.ts';
import type { Comparison, Project, ProjectMetric, Selection, WrittenQuery } from '../model/project.ts';
import type { ProjectInput } from '../model/project-input.ts';
import { type Publish, publishOf } from '../model/publish.ts';
import { slugOf } from '../model/slug.ts';

/** What a project is besides its settings. */
export interface Identity {
  readonly slug: string;
  readonly title: string;
  readonly folder: string | null;
}

type PlaceOf = (...path: readonly (string | number)[]) => Place;

/** Settings as written → settings with every gap filled. `publish` is the rule of the site. */
export function projectOf(input: ProjectInput, identity: Identity, publish: Publish, place: PlaceOf): Project {
  const query = (text: string | undefined, ...path: readonly (string | number)[]): WrittenQuery | null =>
    text === undefined ? null : { text, place: place(...path) };
  const pairing = input.pairing ?? 'none';
  return {
    slug: identity.slug,
    title: input.title ?? identity.title,
    description: input.description ?? '',
    folder: identity.folder,
    archives: input.archives === undefined ? [] : typeof input.archives === 'string' ? [input.archives] : input.archives,
    code: input.code ?? null,
    ignore: input.ignore ?? [],
    exclude: query(input.exclude, 'exclude'),
    metrics: new Map(Object.entries(input.metrics ?? {}).map(([name, said]) => [name, metricOf(said)])),
    primary: input.primary ?? null,
    selection: selectionOf(input.selection ?? 'last'),
    baseline: query(input.baseline, 'baseline'),
    factors: { ignore: input.factors?.ignore ?? [], groups: new Map(Object.entries(input.factors?.groups ?? {})) },
    variants: new Map(Object.entries(input.variants ?? {}).map(([name, text]) => [name, { text, place: place('variants', name) }])),
    pairing,
    alpha: input.alpha ?? 0.05,
    correction: input.correction ?? 'holm',
    comparisons: (input.comparisons ?? []).map(
      (said, at): Comparison => ({
        slug: slugOf(said.name),
        name: said.name,
        title: said.title ?? said.name,
        baseline: said.baseline ?? null,
        variants: said.variants ?? [],
        runs: query(said.runs, 'comparisons', at, 'runs'),
        metrics: said.metrics ?? [],
        pairing: said.pairing ?? pairing,
      }),
    ),
    prices: (input.prices ?? []).map(priceOf),
    naming: input.naming ?? null,
    publish: publishOf(input.publish, publish),
  };
}

/** `last`, `best`, `at_best(val/loss)`, `mean_last_5`; the schema lets nothing else pass. */
export function selectionOf(text: string): Selection {
  if (text === 'best') return { rule: 'best' };
  const metric = /^at_best\((.+)\)$/.exec(text)?.[1];
  if (metric !== undefined) return { rule: 'at_best', metric: metric.trim() };
  const k = /^mean_last_(\d+)$/.exec(text)?.[1];
  return k === undefined ? { rule: 'last' } : { rule: 'mean_last_k', k: Number(k) };
}

function metricOf(said: NonNullable<ProjectInput['metrics']>[string]): ProjectMetric {
  const { direction } = said;
  return {
    direction: direction === undefined ? null : direction === 'higher' || direction === 'maximize' ? 'higher' : 'lower',
    unit: said.unit ?? null,
    aliases: said.aliases ?? [],
    range: said.range ?? null,
    scale: said.scale ?? 'linear',
    noiseFloor: said.noise_floor ?? null,
    nEval: said.n_eval ?? null,
    target: said.target ?? null,
  };
}
