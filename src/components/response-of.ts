import type { Response, ResponsePoint } from '../charts/response.ts';
import type { AblationTable, MeasuredRow, MeasuredTable } from '../model/report/ablation.ts';

/** Lines of more levels than this cannot be told apart. */
const MOST_LINES = 6;

/** The metric over the levels of the table's factor, or over those of the first of two; null for tables of another shape. */
export function responseOf(table: AblationTable, measured: MeasuredTable): Response | null {
  if (table.shape === 'sensitivity') return overNumbers(table, measured);
  return table.shape === 'factorial' && table.grid.length === 2 ? overGrid(table, measured) : null;
}

function overNumbers({ axis, rows }: AblationTable, measured: MeasuredTable): Response | null {
  if (axis === null) return null;
  const points = rows.flatMap((row, i) => (row.attributable && row.x !== null ? pointOf(row.x, measured.rows[i]) : []));
  if (points.length < 3) return null;
  points.sort((a, b) => a.x - b.x);
  return {
    label: measured.metric,
    factor: axis.factor,
    names: null,
    log: axis.log && (points[0]?.x ?? 0) > 0,
    lines: [{ name: '', slot: 0, points }],
  };
}

function overGrid({ grid, rows }: AblationTable, measured: MeasuredTable): Response | null {
  const [one, other] = grid;
  if (one === undefined || other === undefined) return null;
  const firstIsLonger = one.levels.length >= other.levels.length;
  const [along, lines] = firstIsLonger ? [one, other] : [other, one];
  if (lines.levels.length > MOST_LINES) return null;
  const numbers = along.levels.map(Number);
  const numeric = along.levels.every((level, i) => level.trim() !== '' && Number.isFinite(numbers[i]));
  const log = numeric && Math.min(...numbers) > 0 && Math.max(...numbers) / Math.min(...numbers) >= 10;
  return {
    label: measured.metric,
    factor: along.factor,
    names: numeric ? null : along.levels,
    log,
    lines: lines.levels.map((level, slot) => ({
      name: `${short(lines.factor)} ${level}`,
      slot,
      points: along.levels.flatMap((place, at) => {
        const row = rows.findIndex(({ cell }) => {
          const [a, b] = firstIsLonger ? [cell[0], cell[1]] : [cell[1], cell[0]];
          return a === place && b === level;
        });
        return pointOf(numeric ? (numbers[at] ?? 0) : at, measured.rows[row]);
      }),
    })),
  };
}

/** `lr` of `optim.lr`. */
function short(factor: string): string {
  return factor.split(/[./]/).findLast((part) => part !== '') ?? factor;
}

function pointOf(x: number, cells: MeasuredRow | undefined): ResponsePoint[] {
  if (cells === undefined || cells.mean === null) return [];
  return [{ x, mean: cells.mean, interval: cells.interval, dots: cells.replicates.map(({ value }) => value), n: cells.n }];
}
