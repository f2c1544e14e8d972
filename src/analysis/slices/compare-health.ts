import { type CurveCode, isEnding } from '../../model/curve-diagnostic.ts';
import { shortNumber } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import type { Overview } from '../overview.ts';
import type { LinkOf } from './compare-words.ts';

const NAMED = 3;

/** One line for each compared run whose curves show something: what, of which metric, from which step. */
export function comparedHealth(view: Overview, runs: readonly Run[], linkOf: LinkOf): readonly Phrase[] {
  return runs.flatMap((run) => {
    const told = toldOfCurves(view, run);
    return told.length === 0 ? [] : [[{ run: linkOf(run) }, ...told]];
  });
}

/** The same of one run, to stand behind its name; empty where its curves show nothing. */
export function toldOfCurves(view: Overview, run: Run): Phrase {
  const events = view.health(run).filter(({ kind }) => !isEnding(kind));
  const first = events.filter(({ kind }, i) => events.findIndex((other) => other.kind === kind) === i);
  if (first.length === 0) return [];
  const parts = first.slice(0, NAMED).flatMap((event, i): Phrase => {
    const same = new Set(events.flatMap(({ kind, metric }) => (kind === event.kind ? [metric] : []))).size - 1;
    const more = same > 0 ? ` (and ${same} more)` : '';
    return [
      i === 0 ? ': ' : '; ',
      { code: event.metric },
      `${more} ${SHORT[event.kind](shortNumber(event.kind === 'loss-spike' ? event.args.step : event.from, 9), shortNumber(event.to, 9))}`,
    ];
  });
  return [...parts, first.length > NAMED ? `; and ${first.length - NAMED} more.` : '.'];
}

const SHORT: Readonly<Record<CurveCode, (from: string, to: string) => string>> = {
  'non-finite': (from) => `is not finite from step ${from} on`,
  'non-finite-points': (from) => `is not finite at step ${from}`,
  diverged: (from) => `diverges from step ${from} on`,
  'loss-spike': (from) => `has a spike at step ${from}`,
  'gradient-norm-rise': (from) => `rises before that, at step ${from}`,
  overfit: (from) => `is best at step ${from} and ends worse`,
  'dead-metric': (from) => `does not change from step ${from} on`,
  'throughput-drop': (from) => `is slower from step ${from} on`,
  'time-gap': (from, to) => `has a gap in time between steps ${from} and ${to}`,
  'repeated-steps': () => 'has several rows a step',
  'inflated-steps': () => 'has steps that several processes counted',
  'loss-scale': (from) => `is below 1 from step ${from} on`,
  'still-improving': () => 'still improves at its end',
  plateau: () => 'shows no trend at its end',
};
