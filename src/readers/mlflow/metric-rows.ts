import type { Database } from '../../formats/sqlite/database.ts';
import type { Series } from '../../model/series.ts';

/** What is stored for ±Infinity, which the client takes for too large. */
const LARGEST = Number.MAX_VALUE;
const FIRST_ROOM = 16;

export interface MetricRows {
  /** Run → its series, in the order in which they were first logged. */
  readonly series: ReadonlyMap<string, readonly Series[]>;
  readonly rows: number;
  /** Rows without a run or a name. */
  readonly nameless: number;
  /** Series that have a step beyond 2^53. */
  readonly imprecise: readonly string[];
}

interface Growing {
  readonly name: string;
  count: number;
  step: Float64Array;
  value: Float64Array;
  time: Float64Array;
}

/** Reads the metrics table once, in stored order, straight into columns. */
export function readMetricRows(database: Database): MetricRows {
  const column = (name: string) => database.column('metrics', name);
  const [run, key, value, timestamp, step, isNan] = ['run_uuid', 'key', 'value', 'timestamp', 'step', 'is_nan'].map(column) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const runs = new Map<string, Map<string, Growing>>();
  let lastRun = '';
  let keys = new Map<string, Growing>();
  let count = 0;
  let nameless = 0;
  const imprecise = new Set<string>();
  if (run >= 0 && key >= 0 && value >= 0) {
    for (const rows = database.rows('metrics'); rows.next(); ) {
      count += 1;
      const id = rows.text(run);
      const name = rows.text(key);
      if (id === null || name === null) {
        nameless += 1;
        continue;
      }
      if (id !== lastRun || count === 1) {
        lastRun = id;
        const known = runs.get(id);
        keys = known ?? new Map();
        if (known === undefined) runs.set(id, keys);
      }
      let series = keys.get(name);
      if (series === undefined) {
        series = newGrowing(name);
        keys.set(name, series);
      } else if (series.count === series.step.length) grow(series);
      const at = series.count;
      series.count += 1;
      const stored = rows.number(value);
      const when = rows.number(step);
      if (when > Number.MAX_SAFE_INTEGER || when < Number.MIN_SAFE_INTEGER) imprecise.add(name);
      series.step[at] = when === when ? when : 0;
      series.value[at] = rows.number(isNan) === 1 ? Number.NaN : Math.abs(stored) === LARGEST ? stored * 2 : stored;
      series.time[at] = rows.number(timestamp) / 1000;
    }
  }
  const series = new Map<string, Series[]>();
  for (const [id, byName] of runs) {
    const finished: Series[] = [];
    for (const [name, growing] of byName) {
      finished.push(finish(growing));
      byName.delete(name);
    }
    series.set(id, finished);
  }
  return { series, rows: count, nameless, imprecise: [...imprecise] };
}

function newGrowing(name: string): Growing {
  return { name, count: 0, step: new Float64Array(FIRST_ROOM), value: new Float64Array(FIRST_ROOM), time: new Float64Array(FIRST_ROOM) };
}

function grow(series: Growing): void {
  for (const column of ['step', 'value', 'time'] as const) {
    const wider = new Float64Array(series[column].length * 2);
    wider.set(series[column]);
    series[column] = wider;
  }
}

function finish({ name, count, step, value, time }: Growing): Series {
  return {
    name,
    kind: name.startsWith('system/') ? 'system' : 'metric',
    rule: 'all',
    bits: 64,
    step: step.slice(0, count),
    value: value.slice(0, count),
    time: time.slice(0, count),
  };
}
