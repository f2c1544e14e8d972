import type { CurveArgs, CurveCode } from '../curve-diagnostic.ts';

/** Something that a curve shows, with its place: what it is, of which metric, over which steps. Never about a person. */
export type HealthEvent = {
  readonly [K in CurveCode]: {
    readonly kind: K;
    readonly metric: string;
    /** Steps; both are the same where it is a single point. */
    readonly from: number;
    readonly to: number;
    /** The number that stands for it in short: the peak, the first value that is not finite, the length of a gap in seconds. */
    readonly value: number;
    readonly args: Readonly<CurveArgs[K]>;
  };
}[CurveCode];
