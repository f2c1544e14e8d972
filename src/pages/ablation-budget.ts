import { phraseText } from '../model/phrase-text.ts';
import type { AblationTable, MeasuredTable } from '../model/report/ablation.ts';

/** What the tables of a page may take of its 300 kB; a comparison has curves and differences beside its table. */
export const TABLES_ALONE = 200_000;
export const TABLE_BESIDE_CURVES = 90_000;
const MOST_METRICS = 6;

/** How much of a table is on the page: its first metrics, and of each its first rows. */
export interface Shown {
  readonly metrics: number;
  readonly rows: number;
}

/** The first metric of every table, then as many more as fit, table by table. Of a table that is too long, the first rows. */
export function shownOf(tables: readonly AblationTable[], most: number): readonly Shown[] {
  const shown = tables.map(({ rows }): Shown => ({ metrics: 0, rows: rows.length }));
  let room = most;
  for (let round = 0; round < MOST_METRICS; round += 1)
    for (const [i, table] of tables.entries()) {
      const measured = table.metrics[round];
      const before = shown[i];
      if (measured === undefined || before?.metrics !== round) continue;
      const sizes = sizesOf(table, measured);
      const rows = i === 0 && round === 0 ? fitting(sizes, most) : before.rows;
      const size = sizes.slice(0, rows).reduce((sum, one) => sum + one, HEAD);
      if (size > room) continue;
      room -= size;
      shown[i] = { metrics: round + 1, rows };
    }
  return shown;
}

/** Bytes of HTML, as measured: a row without its names, a dot, a run that is named, a remark, and all around the rows. */
const [ROW, DOT, RUN, REMARK, HEAD] = [1300, 10, 160, 200, 3500];
/** The name of a row stands in its link, in a title, and in the words of its plot. */
const TIMES = 3;

function sizesOf({ rows }: AblationTable, measured: MeasuredTable): readonly number[] {
  return rows.map(({ label, confounders }, i) => {
    const cells = measured.rows[i];
    const marks = (cells?.replicates.length ?? 0) * DOT + Math.min(4, cells?.excluded.length ?? 0) * RUN;
    return ROW + TIMES * Math.min(1000, phraseText(label).length) + marks + confounders.length * REMARK;
  });
}

function fitting(sizes: readonly number[], room: number): number {
  let left = room - HEAD;
  const end = sizes.findIndex((size) => {
    left -= size;
    return left < 0;
  });
  return end < 0 ? sizes.length : Math.max(1, end);
}
