import { guessDirection } from '../../src/analysis/direction.ts';
import { healthOf } from '../../src/analysis/health/health.ts';
import type { CurveCode } from '../../src/model/curve-diagnostic.ts';
import type { HealthEvent } from '../../src/model/report/health.ts';
import type { Columns } from '../../src/model/report/input.ts';
import type { Run, RunSeries } from '../../src/model/run.ts';
import { measure } from '../../src/store/stats.ts';
import { columnsOf, runOf } from './runs.ts';

type Lines = Readonly<Record<string, readonly number[]>>;

/** What is found in a run with these values at steps 0, 1, 2 …, by the directions that names tell. */
export function found(lines: Lines, said: Partial<Run> = {}): readonly HealthEvent[] {
  const run = runOf({ id: 'a', lines, ...said });
  return healthOf(run, guessDirection, (series) => columnsOf(run, series));
}

/** All kinds that are found but for how curves end, each once. */
export function kinds(lines: Lines, said: Partial<Run> = {}): readonly string[] {
  return [...new Set(found(lines, said).map(({ kind }) => kind))].filter((kind) => kind !== 'plateau' && kind !== 'still-improving').sort();
}

/** The one event of a kind; undefined where there is none. */
export function only<K extends CurveCode>(events: readonly HealthEvent[], kind: K): Extract<HealthEvent, { kind: K }> | undefined {
  const all = events.filter((event) => event.kind === kind);
  if (all.length > 1) throw new Error(`${all.length} events of kind ${kind}`);
  return all[0] as Extract<HealthEvent, { kind: K }> | undefined;
}

/** What is found in a run of one series with these columns. */
export function foundIn(name: string, columns: Columns, rule: RunSeries['rule'] = 'all', said: Partial<Run> = {}): readonly HealthEvent[] {
  const series: RunSeries = { name, kind: 'metric', rule, bits: 64, parts: [], stats: measure(columns, rule) };
  return healthOf({ ...runOf({ id: 'a', ...said }), series: [series] }, guessDirection, () => columns);
}
