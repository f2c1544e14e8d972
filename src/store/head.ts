import type { SeriesHead } from '../model/series.ts';

/** A number, or the word for one that JSON has no number for. */
type Figure = number | 'NaN' | 'Infinity' | '-Infinity' | null;

/** A series as the store writes it: its figures without their names, its place without the claim. */
export type Listed = readonly [
  ...head: [SeriesHead['name'], SeriesHead['kind'], SeriesHead['rule'], SeriesHead['bits'], row: number, index: number],
  ...counts: [points: number, putAside: number, nan: number, infinite: number],
  ...figures: Figure[],
];

export function listed({ name, kind, rule, bits, stats: of, ref: { row, index } }: SeriesHead): Listed {
  const { firstStep, lastStep, first, last, min, minStep, max, maxStep, startTime, endTime } = of;
  const figures = [firstStep, lastStep, first, last, min, minStep, max, maxStep, startTime, endTime].map(written);
  return [name, kind, rule, bits, row, index, of.points, of.putAside, of.nan, of.infinite, ...figures];
}

function written(figure: number | null): Figure {
  return figure === null || Number.isFinite(figure) ? figure : (String(figure) as Figure);
}

function read(figure: Figure | undefined): number | null {
  return typeof figure === 'string' ? Number(figure) : (figure ?? null);
}

/** What `listed` listed of a series of this claim. By index: there are many, and taking a list apart makes objects. */
export function headOf(list: Listed, claim: string): SeriesHead {
  const stats = {
    points: list[6],
    putAside: list[7],
    nan: list[8],
    infinite: list[9],
    firstStep: read(list[10]),
    lastStep: read(list[11]),
    first: read(list[12]),
    last: read(list[13]),
    min: read(list[14]),
    minStep: read(list[15]),
    max: read(list[16]),
    maxStep: read(list[17]),
    startTime: read(list[18]),
    endTime: read(list[19]),
  };
  return { name: list[0], kind: list[1], rule: list[2], bits: list[3], stats, ref: { claim, row: list[4], index: list[5] } };
}
