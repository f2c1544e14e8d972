import type { CurveArgs, CurveCode } from './curve-diagnostic.ts';
import { count, counted, shortNumber } from './number.ts';
import { duration } from './time.ts';
import type { Words } from './wording.ts';

type CurveWording = { readonly [C in CurveCode]: (args: CurveArgs[C]) => Words };

const step = (value: number) => shortNumber(value, 9);
const percent = (part: number) => `${Math.round(part * 100)} %`;
const also = ({ metrics }: { metrics: number }) => (metrics > 1 ? `; the same in ${counted(metrics - 1, 'other metric')}` : '');
const wentOn = (seconds: number | null) => (seconds === null || seconds <= 0 ? '' : `; the record goes on for ${duration(seconds)}`);

const before = ({ after, afterStep, step: own }: CurveArgs['non-finite']) =>
  afterStep === null ? '' : `; ${after} ${afterStep === own ? 'at the same step' : `at step ${step(afterStep)} already`}`;

/** What curves show, in words. All points are kept in every case; the sentences name steps and values, never a cause. */
export const CURVE_WORDING: CurveWording = {
  'non-finite': (a) => ({
    message: `${a.metric} is ${a.value} ${a.points === a.of ? (a.of === 1 ? 'in its one point' : `in all its ${count(a.of)} points`) : `from step ${step(a.step)} to its end, not finite in ${count(a.points)} of ${counted(a.of, 'point')}`}${before(a)}${wentOn(a.seconds)}${also(a)}`,
    kept: 'all points',
    action: 'See what happened before the first of these steps.',
  }),
  'non-finite-points': (a) => ({
    message: `${a.metric} is ${a.value} at step ${step(a.step)} and finite again later, not finite in ${count(a.points)} of ${counted(a.of, 'point')}${before(a)}${also(a)}`,
    kept: 'all points',
    action: 'Nothing to do where the end is as expected.',
  }),
  diverged: (a) => ({
    message: `${a.metric} left its best level from step ${step(a.step)} on and did not come back: ${shortNumber(a.best)} around step ${step(a.bestStep)}, ${shortNumber(a.end)} at the end${wentOn(a.seconds)}${also(a)}`,
    kept: 'all points',
    action: 'See what happened around that step.',
  }),
  'loss-spike': (a) => ({
    message: `${a.metric} jumps to ${shortNumber(a.value)} at step ${step(a.step)} from a level of ${shortNumber(a.before)}, and is back after ${counted(a.back, 'point')}${a.count > 1 ? `; the highest of ${count(a.count)} spikes` : ''}${also(a)}`,
    kept: 'all points',
    action: 'Nothing to do where the end is as expected.',
  }),
  'gradient-norm-rise': (a) => ({
    message: `${a.metric} rises to ${shortNumber(a.value)} at step ${step(a.step)} from a level of ${shortNumber(a.usual)}, ${a.lead === 0 ? 'at the same step as' : `${step(a.lead)} ${a.lead === 1 ? 'step' : 'steps'} before`} ${WHAT[a.what] ?? 'what followed in'} ${a.followed}; elsewhere in the run such rises ${a.rate === 0 ? 'do not occur' : `occur ${shortNumber(a.rate, 2)} times in 1,000 points`}`,
    kept: 'all points',
    action: 'Nothing to do.',
  }),
  overfit: (a) => ({
    message: `${a.metric} is best at step ${step(a.step)} (${shortNumber(a.best)}) and ends worse (${shortNumber(a.end)} at step ${step(a.lastStep)}), while ${a.training} still gets better: overfitting for the last ${percent(a.share)} of the steps${also(a)}`,
    kept: 'all points',
    action: 'Choose the earlier checkpoint, or stop earlier, where the set was not used for the choice.',
  }),
  'dead-metric': (a) => ({
    message: `${a.metric} is exactly ${shortNumber(a.value)} ${a.points === a.of ? `in all its ${counted(a.of, 'point')}` : `from step ${step(a.step)} to its end, ${count(a.points)} of ${counted(a.of, 'point')}`}${also(a)}`,
    kept: 'all points',
    action: 'See whether what it measures was still running.',
  }),
  'throughput-drop': (a) => ({
    message: `${a.metric} falls from ${shortNumber(a.before)} to ${shortNumber(a.after)} around step ${step(a.step)} and stays there (medians before and after)${also(a)}`,
    kept: 'all points',
    action: 'Compare with what else ran on the machine at that time.',
  }),
  'time-gap': (a) => ({
    message: `Nothing was recorded for ${duration(a.seconds)} between steps ${step(a.step)} and ${step(a.next)}; usual are ${duration(a.usual)}${a.gaps > 1 ? `; the longest of ${count(a.gaps)} such gaps` : ''}`,
    kept: 'all points',
    action: 'Nothing to do where the run was suspended or resumed.',
  }),
  'repeated-steps': (a) => ({
    message: `Every step of ${a.metric} was recorded ${count(a.times)} times, close together and with different values: ${count(a.points)} rows for ${counted(a.steps, 'step')}, as of ${a.processes} that all log${also(a)}`,
    kept: 'all rows; charts of the run draw the first one of each step',
    action: 'Log from one process only.',
  }),
  'inflated-steps': (a) => ({
    message: `The step axis is inflated ×${count(a.times)}: ${a.metric} ends at step ${step(a.last)}, and ${a.key} plans ${step(a.planned)}, as of ${a.processes} that all count${also(a)}`,
    kept: `all rows, at their steps; a step of one process is one in ${count(a.times)}`,
    action: 'Log from one process only.',
  }),
  'loss-scale': (a) => ({
    message: `${a.metric} falls below 1 at step ${step(a.step)}, to ${shortNumber(a.value)} from ${shortNumber(a.before)} at the start`,
    kept: 'all points',
    action: 'See whether gradients overflowed before that step.',
  }),
  'still-improving': (a) => ({
    message: `${a.metric} still improves at its end: by ${shortNumber(a.change, 2)} over the last ${percent(a.share)} of its points (slope of Theil and Sen, Mann-Kendall p < 0.05)`,
    kept: 'all points',
    action: 'More steps may help.',
  }),
  plateau: (a) => ({
    message: `${a.metric} shows no trend in the last ${percent(a.share)} of its points (Mann-Kendall p > 0.1); 99 % of its improvement was reached at step ${step(a.reached)}, after ${percent(a.part)} of the steps`,
    kept: 'all points',
    action: a.part < 0.5 ? 'Fewer steps may do, where nothing else went wrong.' : 'Nothing to do.',
  }),
};

const WHAT: Readonly<Partial<Record<CurveCode, string>>> = {
  'non-finite': 'the first value that is not finite of',
  'non-finite-points': 'the first value that is not finite of',
  diverged: 'the divergence of',
  'loss-spike': 'the spike of',
};

/** The words for one event; `wording.ts` has those of diagnostics. */
export function curveWords({ kind, args }: { readonly kind: CurveCode; readonly args: CurveArgs[CurveCode] }): Words {
  return (CURVE_WORDING[kind] as (args: CurveArgs[CurveCode]) => Words)(args);
}
