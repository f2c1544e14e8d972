import { CURVE_SEVERITY, type CurveCode, isEnding } from '../../model/curve-diagnostic.ts';
import { curveWords } from '../../model/curve-wording.ts';
import { shortNumber } from '../../model/number.ts';
import type { Mark } from '../../model/report/figure.ts';
import type { HealthEvent } from '../../model/report/health.ts';
import type { HealthItem, RunHealth, RunMetrics } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import type { Overview } from '../overview.ts';

const SHOWN = 12;
const MARKS = 3;

/** The events of a run for its page: warnings before notes, each by step, how curves end last. */
export function runHealth(view: Overview, run: Run, { groups }: RunMetrics): RunHealth {
  const charted = new Set(groups.flatMap(({ metrics }) => metrics.filter(({ chart }) => chart !== null).map(({ name }) => name)));
  const rank = ({ kind }: HealthEvent) => (isEnding(kind) ? 2 : CURVE_SEVERITY[kind] === 'warning' ? 0 : 1);
  const events = [...view.health(run)].sort((a, b) => rank(a) - rank(b));
  const shown = events.slice(0, SHOWN).map((event): HealthItem => {
    const { message, action } = curveWords(event);
    return {
      kind: event.kind,
      severity: CURVE_SEVERITY[event.kind],
      message,
      action,
      steps: stepsText(event),
      anchor: charted.has(event.metric) ? anchorOf(run, event.metric) : null,
    };
  });
  return { shown, more: events.length - shown.length };
}

function stepsText({ from, to }: HealthEvent): string {
  return from === to ? shortNumber(from, 9) : `${shortNumber(from, 9)} to ${shortNumber(to, 9)}`;
}

/** Names may hold anything and be alike in an address: the place in the list of series is neither. */
export function anchorOf(run: Run, metric: string): string {
  return `curve-${run.series.findIndex(({ name }) => name === metric)}`;
}

/** Words for places in a small chart; values that are not finite are shaded and named there already. */
const WORDS: Readonly<Partial<Record<CurveCode, string>>> = {
  diverged: 'diverges',
  'loss-spike': 'spike',
  'gradient-norm-rise': 'rise',
  overfit: 'best',
  'dead-metric': 'constant',
  'throughput-drop': 'slower',
  'time-gap': 'gap',
  'loss-scale': 'below 1',
};

export function marksOf(events: readonly HealthEvent[]): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>();
  for (const event of events) {
    const word = WORDS[event.kind];
    const own = marks.get(event.metric) ?? [];
    if (word === undefined || own.length === MARKS || own.some((mark) => mark.at === event.from && mark.word === word)) continue;
    marks.set(event.metric, [...own, { at: event.kind === 'loss-spike' ? event.args.step : event.from, word }]);
  }
  return marks;
}
