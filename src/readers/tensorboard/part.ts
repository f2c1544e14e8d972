import { lastSegment, parentOf, relativeTo, type runAbove } from './place.ts';

/** How a folder of events belongs to another run. */
export interface Part {
  readonly dir: string;
  /** No events lie in `dir` itself perhaps, so that the part must bring the run's name. */
  readonly named: boolean;
  /** The name that a tag has in the whole run. */
  rename(tag: string): string;
}

/**
 * Whether a folder with these scalar tags is a part of another run, and how its tags are to be named there. `session`: it holds
 * hyper-parameters and at most one point a tag, as `add_hparams` leaves it.
 */
export function partOf(dir: string, above: ReturnType<typeof runAbove>, tags: readonly string[], session: boolean): Part | null {
  if (above?.kind === 'hparams' || (session && above?.dir === parentOf(dir))) return { dir: above.dir, named: false, rename: (tag) => tag };
  const keras = kerasPart(dir, tags);
  if (keras !== null || above === null) return keras;
  const [main] = tags;
  if (main === undefined || tags.length !== 1) return null;
  const relative = relativeTo(dir, above.dir);
  // torch joins the tag and the name with underscores, tensorboardX makes folders of both.
  const stem = [`${main.replaceAll('/', '_')}_`, `${main}/`].find((start) => relative.startsWith(start) && relative.length > start.length);
  if (main === '' || stem === undefined) return null;
  return { dir: above.dir, named: false, rename: (tag) => `${tag}/${relative.slice(stem.length)}` };
}

const KERAS_TAG = /^(?:epoch_.+|evaluation_.+_vs_iterations)$/;

/** Keras writes `train` and `validation` as two folders of one run, with tags of its own. */
function kerasPart(dir: string, tags: readonly string[]): Part | null {
  const last = lastSegment(dir);
  if ((last !== 'train' && last !== 'validation') || !tags.some((tag) => KERAS_TAG.test(tag))) return null;
  const prefix = last === 'train' ? 'train' : 'val';
  return { dir: parentOf(dir), named: true, rename: (tag) => `${prefix}/${kerasMetric(tag)}` };
}

function kerasMetric(tag: string): string {
  if (tag.startsWith('epoch_')) return tag.slice('epoch_'.length);
  return /^evaluation_(.+_vs_iterations)$/.exec(tag)?.[1] ?? tag;
}
