import { count } from '../model/number.ts';
import type { Run } from '../model/run.ts';

const WORDS = [
  ['finished', 'finished'],
  ['running', 'running'],
  ['queued', 'queued'],
  ['pruned', 'pruned'],
  ['failed', 'failed'],
  ['killed', 'killed'],
  ['unknown', 'without a recorded end'],
] as const;

/** How a run went, said of one: `finished`, `without a recorded end`. */
export function statusWord(status: Run['status']): string {
  return WORDS.find(([known]) => known === status)?.[1] ?? status;
}

/** `81 finished, 2 failed, 1 without a recorded end`. */
export function statusText(runs: readonly Run[]): string {
  const counts = new Map<string, number>();
  for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
  const [only] = counts.keys();
  if (counts.size === 1 && runs.length > 1) return `all ${WORDS.find(([status]) => status === only)?.[1]}`;
  return WORDS.filter(([status]) => counts.has(status))
    .map(([status, word]) => `${count(counts.get(status) ?? 0)} ${word}`)
    .join(', ');
}
