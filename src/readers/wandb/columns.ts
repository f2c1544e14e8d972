import type { Series } from '../../model/series.ts';

/** A series that grows point by point. */
export interface Column {
  readonly name: string;
  step: Float64Array;
  value: Float64Array;
  time: Float64Array;
  length: number;
}

/** Series by name, in the order in which they appeared. */
export interface Columns {
  readonly byName: Map<string, Column>;
}

export function newColumns(): Columns {
  return { byName: new Map() };
}

export function columnOf(columns: Columns, name: string): Column {
  const known = columns.byName.get(name);
  if (known !== undefined) return known;
  const column = { name, step: new Float64Array(16), value: new Float64Array(16), time: new Float64Array(16), length: 0 };
  columns.byName.set(name, column);
  return column;
}

export function addPoint(column: Column, step: number, value: number, time: number): void {
  const at = column.length;
  if (at === column.value.length) grow(column);
  column.step[at] = step;
  column.value[at] = value;
  column.time[at] = time;
  column.length = at + 1;
}

function grow(column: Column): void {
  const size = column.length * 2;
  const larger = (from: Float64Array) => {
    const to = new Float64Array(size);
    to.set(from);
    return to;
  };
  column.step = larger(column.step);
  column.value = larger(column.value);
  column.time = larger(column.time);
}

/** The series by name in code unit order. */
export function finish(columns: Columns, kind: Series['kind']): Series[] {
  return [...columns.byName.values()]
    .filter((column) => column.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, step, value, time, length }) => ({
      name,
      kind,
      rule: 'all',
      bits: 64,
      step: step.slice(0, length),
      value: value.slice(0, length),
      time: time.slice(0, length),
    }));
}
