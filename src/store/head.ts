import type { SeriesHead } from '../model/series.ts';

/** A series as the store writes it: its figures without their names, its place without the claim. */
export type Listed = readonly [
  ...head: [SeriesHead['name'], SeriesHead['kind'], SeriesHead['rule'], SeriesHead['bits'], row: number, index: number],
  ...counts: [points: number, putAside: number, nan: number, infinite: number],
  ...figures: (number | null)[],
];

export function listed({ name, kind, rule, bits, stats: of, ref: { row, index } }: SeriesHead): Listed {
  const { firstStep, lastStep, first, last, min, minStep, max, maxStep, startTime, endTime } = of;
  const figures = [firstStep, lastStep, first, last, min, minStep, max, maxStep, startTime, endTime];
  return [name, kind, rule, bits, row, index, of.points, of.putAside, of.nan, of.infinite, ...figures];
}

/** What `listed` listed of a series of this claim. By index: there are many, and taking a list apart makes objects. */
export function headOf(list: Listed, claim: string): SeriesHead {
  const stats = {
    points: list[6],
    putAside: list[7],
    nan: list[8],
    infinite: list[9],
    firstStep: list[10] ?? null,
    lastStep: list[11] ?? null,
    first: list[12] ?? null,
    last: list[13] ?? null,
    min: list[14] ?? null,
    minStep: list[15] ?? null,
    max: list[16] ?? null,
    maxStep: list[17] ?? null,
    startTime: list[18] ?? null,
    endTime: list[19] ?? null,
  };
  return { name: list[0], kind: list[1], rule: list[2], bits: list[3], stats, ref: { claim, row: list[4], index: list[5] } };
}
