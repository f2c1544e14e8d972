import { type Cursor, inside, int32, next, text } from '../../formats/protobuf.ts';
import type { MetricDefinition } from '../../model/fragment.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';

/** Fields of MetricSummary by number. */
const SUMMARIES = ['', 'min', 'max', 'mean', 'best', 'last', 'none', 'copy', 'first'];
const GOALS: readonly MetricDefinition['goal'][] = [undefined, 'minimize', 'maximize'];

/** `define_metric` as it was recorded, name or glob. */
export interface Defined {
  readonly name: string;
  readonly goal: MetricDefinition['goal'];
  readonly stepMetric: string;
  readonly summary: readonly string[];
  /** Replaces what was defined before, instead of adding to it. */
  readonly overwrite: boolean;
}

/** Takes a MetricRecord. */
export function readMetric(field: Cursor): Defined {
  const c = inside(field);
  let name = '';
  let stepMetric = '';
  let goal: MetricDefinition['goal'];
  let overwrite = false;
  const summary: string[] = [];
  while (next(c)) {
    if (c.field === 1 || c.field === 2) name = text(c) || name;
    else if (c.field === 4) stepMetric = text(c);
    else if (c.field === 7) {
      const flags = inside(c);
      while (next(flags)) if (flags.wire === 0 && int32(flags) !== 0) summary.push(SUMMARIES[flags.field] ?? '');
    } else if (c.field === 8 && c.wire === 0) goal = GOALS[int32(c)];
    else if (c.field === 9) {
      const control = inside(c);
      while (next(control)) if (control.field === 1 && control.wire === 0) overwrite = int32(control) !== 0;
    }
  }
  return { name, goal, stepMetric, summary: summary.filter((word) => word !== ''), overwrite };
}

/** The list `_wandb.m` of a `config.yaml`: the same fields under their numbers. */
export function metricsOfConfig(internal: ValueMap): Defined[] {
  const list: readonly Value[] = Array.isArray(internal.m) ? internal.m : [];
  const nameAt = (index: Value | undefined) => {
    const entry = typeof index === 'number' ? list[index - 1] : undefined;
    return isMap(entry) ? word(entry['1']) || word(entry['2']) : '';
  };
  return list.filter(isMap).map((entry) => ({
    name: word(entry['1']) || word(entry['2']),
    goal: GOALS[Number(entry['8'] ?? 0)],
    stepMetric: word(entry['4']) || nameAt(entry['5']),
    summary: (Array.isArray(entry['7']) ? entry['7'] : []).map((flag) => SUMMARIES[Number(flag)] ?? '').filter((flag) => flag !== ''),
    overwrite: false,
  }));
}

function word(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** One definition a name, in the order of the first one; later ones add to earlier ones. `series`: names that exist. */
export function definitions(defined: readonly Defined[], series: ReadonlySet<string>): MetricDefinition[] {
  const byName = new Map<string, Defined>();
  for (const entry of defined) {
    if (entry.name === '') continue;
    const known = byName.get(entry.name);
    if (known === undefined || entry.overwrite) byName.set(entry.name, entry);
    else
      byName.set(entry.name, {
        ...entry,
        goal: entry.goal ?? known.goal,
        stepMetric: entry.stepMetric || known.stepMetric,
        summary: entry.summary.length > 0 ? entry.summary : known.summary,
      });
  }
  return [...byName.values()].map(({ name, goal, stepMetric, summary }) => ({
    name: seriesOf(name, series),
    ...(goal === undefined ? {} : { goal }),
    ...(stepMetric === '' ? {} : { stepMetric: seriesOf(stepMetric, series) }),
    ...(summary.length === 0 ? {} : { summary: summary.join(',') }),
  }));
}

/** `define_metric` writes a nested key with `.` and a literal dot as `\.`; series have `/` and the plain dot. */
function seriesOf(name: string, series: ReadonlySet<string>): string {
  if (series.has(name) || !name.includes('.')) return name;
  return name.replaceAll(/\\\.|\./g, (dot) => (dot === '.' ? '/' : '.'));
}
