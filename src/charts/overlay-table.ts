import type { CsvField } from '../model/csv.ts';
import type { Overlay } from '../model/report/compare.ts';

/** Every drawn point of a figure as a row; names of the columns first. A smoothed line has its recorded one beside it. */
export function overlayRows({ lines, bands, metric, x }: Overlay): CsvField[][] {
  const smoothed = lines.some(({ raw }) => raw !== null);
  const rows: CsvField[][] = [['run', x.label, metric, ...(smoothed ? ['smoothed'] : [])]];
  for (const { label, curve, raw } of lines) {
    curve.pieces.forEach((piece, p) => {
      for (let i = 0; i < piece.length; i += 2) {
        const drawn = piece[i + 1] as number;
        const recorded = raw === null ? drawn : (raw.pieces[p]?.[i + 1] ?? null);
        rows.push([label, piece[i] as number, recorded, ...(smoothed ? [drawn] : [])]);
      }
    });
    for (const { from, kind } of curve.holes) rows.push([label, from, kind, ...(smoothed ? [null] : [])]);
  }
  for (const { group, mean } of bands)
    for (const piece of mean)
      for (let i = 0; i < piece.length; i += 2)
        rows.push([`mean of ${group}`, piece[i] as number, piece[i + 1] as number, ...(smoothed ? [null] : [])]);
  return rows;
}
