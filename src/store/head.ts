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

/** What `listed` listed of a series of this claim. */
export function headOf(list: Listed, claim: string): SeriesHead {
  const [name, kind, rule, bits, row, index, points, putAside, nan, infinite] = list;
  const figure = (at: number) => (list[10 + at] as number | null | undefined) ?? null;
  const stats = {
    points,
    putAside,
    nan,
    infinite,
    firstStep: figure(0),
    lastStep: figure(1),
    first: figure(2),
    last: figure(3),
    min: figure(4),
    minStep: figure(5),
    max: figure(6),
    maxStep: figure(7),
    startTime: figure(8),
    endTime: figure(9),
  };
  return { name, kind, rule, bits, stats, ref: { claim, row, index } };
}
