import { count, counted, numberText, shortNumber } from '../../model/number.ts';
import type { Differences } from '../../model/report/compare.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase, Piece } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { differingFactors } from '../differences.ts';
import { linkTo, type Overview } from '../overview.ts';

export interface Said {
  readonly headline: Phrase;
  readonly evidence: Phrase;
}

/** Which of some single runs is best, by how much, and that this is all that can be said. */
export function said(view: Overview, runs: readonly Run[], rule: Phrase): Said {
  const { primary } = view;
  const values =
    primary === null
      ? []
      : runs.map((run) => ({ run, value: view.value(run, primary.name) ?? Number.NaN })).filter(({ value }) => Number.isFinite(value));
  const better = primary?.direction.better ?? null;
  if (primary === null || better === null || values.length < 2) {
    const why =
      primary === null
        ? 'No metric has a known direction, so none can be called the best. '
        : values.length < 2
          ? 'Fewer than two have a finite value of the primary metric. '
          : '';
    return {
      headline: [runs.length === 0 ? 'No run to compare.' : `${counted(runs.length, 'run')} side by side.`],
      evidence: [why, ...rule],
    };
  }
  const sign = better === 'higher' ? -1 : 1;
  const [best, second] = values.sort((a, b) => sign * (a.value - b.value));
  if (best === undefined || second === undefined) return { headline: [], evidence: rule };
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const end: Phrase =
    best.value === second.value
      ? [
          { run: linkTo(best.run) },
          ' and ',
          { run: linkTo(second.run) },
          ` share the ${better === 'higher' ? 'highest' : 'lowest'} `,
          { code: primary.name },
          ': ',
          { strong: `${numberText(best.value, primary.format)}${unit}` },
          '.',
        ]
      : [
          { run: linkTo(best.run) },
          ` has the ${better === 'higher' ? 'highest' : 'lowest'} `,
          { code: primary.name },
          ': ',
          { strong: `${numberText(best.value, primary.format)}${unit}` },
          `, ${shortNumber(Math.abs(best.value - second.value), 3)} ${better === 'higher' ? 'above' : 'below'} `,
          { run: linkTo(second.run) },
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

/** How the runs of variants lie to one another: apart or mixed. Ranges of single runs, no statistics. */
export function saidOfVariants(view: Overview, groups: ReadonlyMap<string, string>, rule: Phrase): Said {
  const { primary } = view;
  const better = primary?.direction.better ?? null;
  const names = [...new Set(groups.values())];
  const plain: Said = { headline: [`${counted(groups.size, 'run')} of ${counted(names.length, 'variant')} side by side.`], evidence: rule };
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

export function differencesTitle(differences: readonly Differences[], runs: number): Phrase {
  const factors = differingFactors(differences);
  const seeds = differences.some(({ rows }) => rows.some(({ seed }) => seed)) ? ', and seeds' : '';
  if (runs < 2) return ['Configuration'];
  if (factors.length === 0) return [`No key of the configuration differs${seeds === '' ? '' : ' but seeds'}`];
  const [first = ''] = factors;
  return factors.length === 1
    ? ['One key of the configuration differs', seeds, ': ', { code: first }]
    : [`${counted(factors.length, 'key')} of the configuration differ${seeds}`];
}

/** What is silent in the records, and by how much the code moved. */
export function differencesNote(view: Overview, runs: readonly Run[], differences: readonly Differences[]): Phrase {
  const silent = differences.filter((one) => one.silent === runs.length).map(({ part }) => PART_NOUN[part]);
  const commits = [...new Set(runs.map(({ code }) => code?.commit).filter((commit) => commit !== undefined))];
  const known = commits.flatMap((commit) => view.input.commits.get(commit) ?? []).sort((a, b) => (a.date < b.date ? -1 : 1));
  const [first, last] = [known[0], known.at(-1)];
  const parts: Piece[] = [];
  if (commits.length > 1) {
    parts.push(`The runs are of ${counted(commits.length, 'commit')}`);
    if (first !== undefined && last !== undefined && first !== last)
      parts.push(
        ', from ',
        { code: first.commit.slice(0, 10) },
        ` (${first.date.slice(0, 10)}) to `,
        { code: last.commit.slice(0, 10) },
        ` (${last.date.slice(0, 10)})`,
      );
    parts.push('. ');
  }
  const dirty = runs.filter(({ code }) => code?.dirty === true).length;
  if (dirty > 0) parts.push(`${count(dirty)} of ${counted(runs.length, 'run')} had uncommitted changes. `);
  if (silent.length > 0) parts.push(`Not recorded in any of them: ${silent.join(', ')}; a difference there would not be seen.`);
  return parts;
}

const PART_NOUN = { config: 'configuration', data: 'data', code: 'code', environment: 'environment', packages: 'packages' } as const;
