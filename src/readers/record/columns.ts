import type { Rule, Series } from '../../model/series.ts';

const MAX_SERIES = 20_000;

/** Series that grow point by point. */
export interface Columns {
  /** False where there are too many series. */
  add(name: string, step: number, value: number, time: number): boolean;
  readonly names: ReadonlySet<string>;
  series(traits: (name: string) => { readonly rule: Rule; readonly bits: 32 | 64 }): Series[];
}

interface Growing {
  /** Step, value, time in turn. */
  cells: Float64Array;
  length: number;
}

export function growingColumns(): Columns {
  const all = new Map<string, Growing>();
  return {
    get names() {
      return new Set(all.keys());
    },
    add(name, step, value, time) {
      let own = all.get(name);
      if (own === undefined) {
        if (all.size >= MAX_SERIES) return false;
        own = { cells: new Float64Array(3 * 64), length: 0 };
        all.set(name, own);
      }
      if (own.length === own.cells.length) {
        const larger = new Float64Array(own.cells.length * 2);
        larger.set(own.cells);
        own.cells = larger;
      }
      own.cells[own.length] = step;
      own.cells[own.length + 1] = value;
      own.cells[own.length + 2] = time;
      own.length += 3;
      return true;
    },
    series(traits) {
      const names = [...all.keys()].sort();
      return names.map((name) => {
        const { cells, length } = all.get(name) as Growing;
        const points = length / 3;
        const column = (at: number) => Float64Array.from({ length: points }, (_, point) => cells[point * 3 + at] as number);
        const kind = name.startsWith('system/') ? 'system' : 'metric';
        return { name, kind, ...traits(name), step: column(0), value: column(1), time: column(2) };
      });
    },
  };
}
