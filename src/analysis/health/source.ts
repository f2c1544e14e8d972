import { hashOf } from '../../model/hash.ts';
import type { HealthEvent, HealthMemory } from '../../model/report/health.ts';
import type { ColumnSource } from '../../model/report/input.ts';
import type { Direction } from '../../model/report/metric.ts';
import type { Run } from '../../model/run.ts';
import { healthOf } from './health.ts';
import { otherFactors, plannedSteps, processesOf } from './processes.ts';

export type HealthSource = (run: Run, directionOf: (metric: string) => Direction) => readonly HealthEvent[];

/**
 * Finds what the curves of a run show, reading its points only where the memory does not know them. What was found for a
 * run is at hand when it is asked for again with the same directions.
 */
export function healthSource(columns: ColumnSource, memory: HealthMemory = new Map<string, readonly HealthEvent[]>()): HealthSource {
  const asked = new WeakMap<Run, { readonly directions: string; readonly events: readonly HealthEvent[] }>();
  const find = (run: Run, directionOf: (metric: string) => Direction) => {
    const key = healthKey(run, directionOf);
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

/**
 * Hash of all that the events depend on: the files and the places in the store where the points lie, both by content, rules
 * and directions, and what is recorded of processes.
 */
function healthKey(run: Run, directionOf: (metric: string) => Direction): string {
  const series = run.series
    .filter(({ kind }) => kind === 'metric')
    .map(({ name, rule, parts }) => [
      name,
      rule,
      directionOf(name).better,
      ...parts.map(({ ref }) => `${ref.claim} ${ref.row} ${ref.index}`),
    ]);
  const files = run.sources.map(({ sha256 }) => sha256);
  return hashOf(series, files, processesOf(run), plannedSteps(run), otherFactors(run));
}
