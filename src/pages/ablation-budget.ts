import type { AblationTable } from '../model/report/ablation.ts';

/** Rows with all their cells that a page of 300 kB holds. */
const ROWS = 110;
const MOST_METRICS = 6;

/** How many metrics of each table the page shows: the first of every table, then as many more as fit, table by table. */
export function metricsShown(tables: readonly AblationTable[]): readonly number[] {
  const shown = tables.map(() => 0);
  let room = ROWS;
  for (let round = 0; round < MOST_METRICS; round += 1)
    for (const [i, { rows, metrics }] of tables.entries()) {
      if (metrics.length <= round || rows.length > room || shown[i] !== round) continue;
      room -= rows.length;
      shown[i] = round + 1;
    }
  return shown;
}
