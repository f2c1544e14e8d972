import { shortHash } from '../../model/hash.ts';
import type { Memory } from '../../model/memory.ts';
import type { HealthEvent } from '../../model/report/health.ts';
import type { ColumnSource } from '../../model/report/input.ts';
import type { Direction } from '../../model/report/metric.ts';
import type { Run } from '../../model/run.ts';
import { type Digests, digestsOf } from '../digests.ts';
import { healthOf } from './health.ts';
import { otherFactors, plannedSteps, processesOf } from './processes.ts';

export type HealthSource = (run: Run, directionOf: (metric: string) => Direction) => readonly HealthEvent[];

/**
 * Finds what the curves of a run show, reading its points only where the memory does not know them. What was found for a
 * run is at hand when it is asked for again with the same directions.
 */
export function healthSource(columns: ColumnSource, memory: Memory<readonly HealthEvent[]> = new Map()): HealthSource {
  const asked = new WeakMap<Run, { readonly directions: string; readonly events: readonly HealthEvent[] }>();
  const find = (run: Run, directionOf: (metric: string) => Direction) => {
    const key = healthKey(run, digestsOf(directionOf));
    const known = memory.get(key);
    if (known !== undefined) return known;
    const events = healthOf(run, directionOf, (series) => columns(run, series));
    memory.set(key, events);
    return events;
  };
  return (run, directionOf) => {
    const directions = run.series.map(({ name }) => directionOf(name).better).join();
    const before = asked.get(run);
    if (before?.directions === directions) return before.events;
    const events = find(run, directionOf);
    asked.set(run, { directions, events });
    return events;
  };
}

/** Hash of all that the events depend on: the files that hold the points, rules and directions, what is recorded of processes. */
function healthKey(run: Run, { curves }: Digests): string {
  return shortHash(`${curves(run)} ${JSON.stringify([processesOf(run), plannedSteps(run), otherFactors(run)])}`);
}
