import { count, counted, numberText, shortNumber } from '../../model/number.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase, RunLink } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import type { Overview } from '../overview.ts';

/** A link to a compared run under a name that no other of them has. */
export type LinkOf = (run: Run) => RunLink;

/** What a page says of its runs. */
export interface Said {
  readonly headline: Phrase;
  readonly evidence: Phrase;
}

/** Which of some single runs is best, by how much, and that this is all that can be said. */
export function said(view: Overview, runs: readonly Run[], rule: Phrase, linkOf: LinkOf): Said {
  const { primary } = view;
  const rated = runs.flatMap((run) => {
    const value = primary === null ? undefined : view.value(run, primary.name);
    return value !== undefined && Number.isFinite(value) ? [{ link: linkOf(run), value }] : [];
  });
  const better = primary?.direction.better ?? null;
  if (primary === null || better === null || rated.length < 2)
    return {
      headline: [sideBySide(counted(runs.length, 'run'), runs.length)],
      evidence: [...unrated(view, runs.length, rated.length), ...rule],
    };
  const higher = better === 'higher';
  const [best, second] = rated.sort((a, b) => (higher ? b.value - a.value : a.value - b.value));
  if (best === undefined || second === undefined) return { headline: [], evidence: rule };
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const least: Phrase = [
    `the ${higher ? 'highest' : 'lowest'} `,
    { code: primary.name },
    ': ',
    { strong: `${numberText(best.value, primary.format)}${unit}` },
  ];
  const end: Phrase =
    best.value === second.value
      ? [{ run: best.link }, ' and ', { run: second.link }, ' share ', ...least, '.']
      : [
          { run: best.link },
          ' has ',
          ...least,
          `, ${shortNumber(Math.abs(best.value - second.value), 3)} ${higher ? 'above' : 'below'} `,
          { run: second.link },
          '.',
        ];
  return {
    headline: [`Of ${counted(runs.length, 'run')}, `, ...end],
    evidence: [
      { strong: 'n = 1' },
      ' each: these are single runs, and a difference between them may be noise; nothing is tested here. ',
      ...rule,
    ],
  };
}

function sideBySide(what: string, runs: number): string {
  if (runs === 0) return 'No run to compare.';
  return runs === 1 ? 'One run, and no other to compare it with.' : `${what} side by side.`;
}

/** Why none of the compared runs is called the best. */
function unrated({ primary, metrics }: Overview, runs: number, rated: number): Phrase {
  if (runs < 2) return [];
  if (metrics.length === 0) return ['No metric is recorded, so no run can be called the best. '];
  if (primary === null) return ['No metric has a known direction, so no run can be called the best. '];
  if (primary.direction.better === null)
    return ['Which way ', { code: primary.name }, ' is better is not known, so no run can be called the best. '];
  const some = rated === 0 ? 'None' : 'Only one';
  return [`${some} of these ${count(runs)} runs has a finite value of `, { code: primary.name }, ', so no run can be called the best. '];
}

/** How the runs of variants lie to one another: apart or mixed. Ranges of single runs, no statistics. */
export function saidOfVariants(view: Overview, groups: ReadonlyMap<string, string>, rule: Phrase): Said {
  const { primary } = view;
  const better = primary?.direction.better ?? null;
  const names = [...new Set(groups.values())];
  const what = `${counted(groups.size, 'run')} of ${counted(names.length, 'variant')}`;
  const plain: Said = { headline: [sideBySide(what, groups.size)], evidence: rule };
  if (primary === null || better === null || names.length < 2) return plain;
  const ranges = names
    .flatMap((name) => rangeOf(view, primary, name, groups))
    .sort((a, b) => (better === 'higher' ? b.low - a.low : a.high - b.high));
  const [best, ...others] = ranges;
  if (best === undefined || others.length === 0) return plain;
  const apart = others.every(({ low, high }) => (better === 'higher' ? high < best.low : low > best.high));
  const evidence: Phrase = ['Ranges of single runs; no interval and no test. ', ...rule];
  if (!apart) return { headline: ['No variant has all its runs ahead of all others in ', { code: primary.name }, '.'], evidence };
  const text = (value: number) => numberText(value, primary.format);
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const range = best.n === 1 ? text(best.low) : `${text(best.low)} to ${text(best.high)}`;
  return {
    headline: [
      best.n === 1 ? 'The one run of ' : `All ${best.n} runs of `,
      { name: best.name },
      ` ${best.n === 1 ? 'is' : 'are'} ${better === 'higher' ? 'above' : 'below'} every run of the others in `,
      { code: primary.name },
      ': ',
      { strong: `${range}${unit}` },
      '.',
    ],
    evidence,
  };
}

function rangeOf(view: Overview, { name: metric }: MetricRow, name: string, groups: ReadonlyMap<string, string>) {
  const runs = view.runs.filter(({ id }) => groups.get(id) === name);
  const values = runs.map((run) => view.value(run, metric) ?? Number.NaN).filter(Number.isFinite);
  if (values.length === 0) return [];
  return [{ name, n: values.length, low: values.reduce((a, b) => Math.min(a, b)), high: values.reduce((a, b) => Math.max(a, b)) }];
}
