import { count, counted, numberText } from '../../model/number.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { linkTo, type Overview } from '../overview.ts';
import { selectionText } from '../selection.ts';
import { losesMetrics } from './run-damage.ts';

export interface Said {
  readonly headline: Phrase;
  readonly evidence: Phrase;
}

/** The best run by the primary metric, or why none can be named. No test, no interval: single runs are compared. */
export function headlineOf(view: Overview): Said {
  const { primary, runs } = view;
  if (runs.length === 0)
    return nothing('No run was found.', ['Archives below this folder are read as they are; put one here and build again.']);
  if (primary === null) return withoutPrimary(view);
  if (primary.direction.better === null)
    return nothing(
      `Which way is better is not known for `,
      [
        'Say it under ',
        { code: 'metrics' },
        ' in ',
        { code: 'project.yaml' },
        ': ',
        { code: 'direction: higher' },
        ' or ',
        { code: 'lower' },
        '; then runs can be ranked.',
      ],
      primary,
    );
  const best = bestRuns(view, primary);
  const [first] = best;
  if (first === undefined) {
    return nothing(`No run ends with a finite value of `, [...howChosen(view, primary)], primary);
  }
  const value = view.value(first, primary.name) as number;
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const others = best.length > 1 ? [` and ${counted(best.length - 1, 'other run')}`] : [];
  return {
    headline: [
      { run: linkTo(first) },
      ...others,
      best.length > 1 ? ' reach the ' : ' reaches the ',
      primary.direction.better === 'lower' ? 'lowest ' : 'highest ',
      { code: primary.name },
      ': ',
      { strong: `${numberText(value, primary.format)}${unit}` },
      runs.length === 1 ? ', the only run.' : '.',
    ],
    evidence: [
      { strong: 'n = 1' },
      `: single runs are ranked, nothing is tested. ${capital(selectionText(view.selection))} of ${counted(primary.runs, 'run')}`,
      ...(primary.low !== null && primary.high !== null && primary.low < primary.high
        ? [`, from ${numberText(primary.low, primary.format)} to ${numberText(primary.high, primary.format)}`]
        : []),
      primary.notFinite > 0 ? `; ${count(primary.notFinite)} not finite. ` : '. ',
      ...howChosen(view, primary),
    ],
  };
}

/** Runs with the best finite value, the oldest first. */
export function bestRuns(view: Overview, { name, direction, low, high }: MetricRow): readonly Run[] {
  const target = direction.better === null ? null : direction.better === 'higher' ? high : low;
  return target === null ? [] : [...view.newest].reverse().filter((run) => view.value(run, name) === target);
}

function howChosen(view: Overview, { direction }: MetricRow): Phrase {
  const way = `${direction.better} is better`;
  const by = { declared: 'declared', tracker: 'said by the tracker', guessed: 'guessed from its name', unknown: 'unknown' }[
    direction.source
  ];
  if (view.primaryDeclared) return [`Primary metric: declared; ${way}: ${by}.`];
  return [`Primary metric: guessed; ${way}: ${by}. Declare `, { code: 'primary' }, ' in ', { code: 'project.yaml' }, ' to settle it.'];
}

function withoutPrimary({ metrics, runs, input }: Overview): Said {
  const headline = `${counted(runs.length, 'run')}; none can be called the best.`;
  if (metrics.length === 0) {
    const lossy = new Set(input.diagnostics.filter(losesMetrics).map(({ run, place }) => run ?? place.path)).size;
    if (lossy === 0) return nothing(headline, ['No metric was recorded in any of them.']);
    return nothing(headline, [
      `No metric can be read in any of them; of ${counted(lossy, 'run')} they may have been in what is damaged or empty.`,
    ]);
  }
  const example = metrics.reduce((a, b) => (b.runs > a.runs ? b : a));
  return nothing(headline, [
    `Of ${counted(metrics.length, 'metric')} none has a name that tells which way is better. Say it in `,
    { code: 'project.yaml' },
    ': ',
    { code: `primary: ${example.name}` },
    ' and ',
    { code: 'direction: higher' },
    ' or ',
    { code: 'lower' },
    ' under ',
    { code: `metrics: ${example.name}` },
    '.',
  ]);
}

function nothing(text: string, evidence: Phrase, metric?: MetricRow): Said {
  return { headline: metric === undefined ? [text] : [text, { code: metric.name }, '.'], evidence };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
