import type { Run } from '../../model/run.ts';
import { lastWord, type Value } from '../../model/value.ts';

/** A positive integer that a record names, with the key it stands under. */
export interface Said {
  readonly key: string;
  readonly number: number;
}

const PROCESSES =
  /^(world_?size|n_?gpus?|num_?gpus?|gpus|num_?(processes|devices|workers_?ddp)|n_?(proc|devices)|nproc(_per_node)?|devices|data_?parallel_?size|dp(_size)?)$/i;
const PLANNED = /^((max|total|num|n)_?(train(ing)?_?)?(steps|iters|iterations|updates)|(train(ing)?_?)(steps|iters|iterations))$/i;
const NOT_PROCESSES = /accum|batch|micro/i;

/** How many processes the record speaks of. */
export function processesOf(run: Run): readonly Said[] {
  const gpus = run.environment?.gpuCount;
  return [
    ...integers(run, PROCESSES),
    ...(typeof gpus === 'number' && gpus > 1 ? [{ key: 'the number of GPUs', number: gpus }] : []),
  ].filter(({ number }) => number >= 2);
}

/** How many steps the configuration plans. */
export function plannedSteps(run: Run): readonly Said[] {
  return integers(run, PLANNED);
}

/** Factors by which steps may be counted for another reason: accumulation of gradients, samples instead of batches. */
export function otherFactors(run: Run): readonly number[] {
  return integers(run, NOT_PROCESSES).map(({ number }) => number);
}

function integers(run: Run, pattern: RegExp): Said[] {
  return Object.keys(run.config).flatMap((key) => {
    if (!speaksOf(key, pattern)) return [];
    const number = integerOf(run.config[key] as Value);
    return number === null ? [] : [{ key, number }];
  });
}

/** What is known of keys, by pattern: runs have the same ones. */
const KNOWN = new Map<RegExp, Map<string, boolean>>();
const MOST_KNOWN = 10_000;

function speaksOf(key: string, pattern: RegExp): boolean {
  const known = KNOWN.get(pattern) ?? new Map<string, boolean>();
  KNOWN.set(pattern, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const speaks = matches(key, pattern);
  if (known.size < MOST_KNOWN) known.set(key, speaks);
  return speaks;
}

function matches(key: string, pattern: RegExp): boolean {
  return pattern.test(lastWord(key)) || (pattern === NOT_PROCESSES && pattern.test(key));
}

function integerOf(value: Value): number | null {
  const number = typeof value === 'bigint' || typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null;
}
