import type { Severity } from './diagnostic.ts';

/** In how many metrics of the run the same was found; the one that is named is the first of them. */
interface Counted {
  metric: string;
  metrics: number;
}

/** `after`: a metric of the run that was not finite before or at the same step, `''` for none. `seconds`: recorded time from here on. */
interface NotFinite extends Counted {
  value: string;
  step: number;
  points: number;
  of: number;
  after: string;
  afterStep: number | null;
  seconds: number | null;
}

/** What the sentences about curves need. Steps are those of the tracker, `points` counts recorded values. */
export interface CurveArgs {
  /** Up to the end. */
  'non-finite': NotFinite;
  /** Finite values follow. */
  'non-finite-points': NotFinite;
  diverged: Counted & { step: number; best: number; bestStep: number; end: number; seconds: number | null };
  'loss-spike': Counted & { step: number; value: number; before: number; count: number; back: number };
  /** `lead`: steps before what followed. `rate`: such rises in 1,000 points elsewhere in the series. */
  'gradient-norm-rise': Counted & {
    step: number;
    value: number;
    usual: number;
    lead: number;
    followed: string;
    what: CurveCode;
    rate: number;
  };
  overfit: Counted & { step: number; best: number; end: number; lastStep: number; training: string; share: number };
  /** `share`: part of the series that does not change. */
  'dead-metric': Counted & { value: number; step: number; points: number; of: number };
  'throughput-drop': Counted & { step: number; before: number; after: number };
  'time-gap': Counted & { step: number; next: number; seconds: number; usual: number; gaps: number };
  'repeated-steps': Counted & { times: number; points: number; steps: number; processes: string };
  'inflated-steps': Counted & { times: number; last: number; planned: number; key: string; processes: string };
  'loss-scale': Counted & { step: number; value: number; before: number };
  /** `change`: over the part `share` at the end, by the slope. */
  'still-improving': Counted & { step: number; last: number; change: number; share: number };
  /** `reached`: the step where 99 % of the whole improvement was reached. */
  plateau: Counted & { step: number; last: number; share: number; reached: number; part: number };
}

export type CurveCode = keyof CurveArgs;

export const CURVE_SEVERITY: Readonly<Record<CurveCode, Severity>> = {
  'non-finite': 'warning',
  'non-finite-points': 'note',
  diverged: 'warning',
  'loss-spike': 'note',
  'gradient-norm-rise': 'note',
  overfit: 'note',
  'dead-metric': 'warning',
  'throughput-drop': 'note',
  'time-gap': 'note',
  'repeated-steps': 'warning',
  'inflated-steps': 'warning',
  'loss-scale': 'note',
  'still-improving': 'note',
  plateau: 'note',
};

/** What the page of a run says and nobody needs to look at: how curves end. */
const ENDINGS: ReadonlySet<string> = new Set<CurveCode>(['still-improving', 'plateau']);

export function isEnding(code: string): boolean {
  return ENDINGS.has(code);
}

export function isCurveCode(code: string): code is CurveCode {
  return Object.hasOwn(CURVE_SEVERITY, code);
}
