import { columnFormat, counted, levelText, numberText } from '../../model/number.ts';
import type { Ablations } from '../../model/report/ablation.ts';
import type { MetricRow } from '../../model/report/metric.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { ReplicateFigure, ReplicateRow, VariantMetric, VariantPage } from '../../model/report/variant.ts';
import type { Run } from '../../model/run.ts';
import { isoTime } from '../../model/time.ts';
import type { Measured, Variant } from '../../model/variant.ts';
import { excludedWords } from '../ablations/caption.ts';
import { changesOf } from '../ablations/change.ts';
import type { Space } from '../ablations/space.ts';
import { comparedFacts } from '../compared-facts.ts';
import { curveOf, isLogarithmic } from '../curve.ts';
import { differencesOf } from '../differences.ts';
import { lineNames } from '../line-names.ts';
import { isCounter } from '../over.ts';
import { bandOfRuns } from '../overlay-bands.ts';
import { linkTo, type Overview } from '../overview.ts';
import { footOf, newestTime } from '../provenance.ts';
import { selectionText, seriesOf } from '../selection.ts';
import { measured } from '../variants/measure.ts';
import { borrowable, borrowedWords, successWords, worstWords } from './variant-account.ts';
import { estimateOf, levelOf, type ToldEstimate } from './variant-estimate.ts';

const CHARTS = 12;
const METRICS = 40;
const POINTS = 160;
/** Runs that are drawn, listed, and set side by side. */
const DRAWN = 20;
const LISTED = 200;
const SIDE_BY_SIDE = 12;
const KEYS = 60;

/** Everything on the page of one variant. Made when the page is rendered: it loads the columns of its runs. `space` holds all variants of the project. */
export function variantPage(view: Overview, variant: Variant, tables: Ablations, space: Space): VariantPage {
  const { primary } = view;
  const found = primary === null ? null : measured(view, variant, primary.name);
  const told = primary === null || found === null ? null : estimateOf(view, primary, found);
  const baseline = view.variants.baseline;
  const drawable = chartsOf(view, variant.runs);
  const beside = variant.runs.slice(0, SIDE_BY_SIDE);
  const names = lineNames(beside);
  return {
    project: view.slug,
    slug: variant.slug,
    label: variant.label,
    baseline: baseline?.variant === variant,
    ...saidOf(view, variant, found, told, tables),
    rule: ruleOf(view, variant, space),
    primary: primary?.name ?? null,
    level: levelOf(view),
    runs: variant.runs.length,
    format: told?.valueFormat ?? columnFormat([]),
    replicates: (found?.replicates ?? variant.runs.map((run) => ({ run, seed: null, value: null, excluded: null })))
      .slice(0, LISTED)
      .map(replicateRow),
    charts: drawable.slice(0, CHARTS).map((metric) => figureOf(view, variant, metric, found?.replicates ?? [])),
    chartsLeft: Math.max(0, drawable.length - CHARTS),
    metrics: metricsOf(view, variant),
    columns: beside.map((_, i) => ({ label: names[i] ?? '', slot: variant.slot })),
    differences: differencesOf(beside.map((run) => ({ facts: comparedFacts(run), seeds: Object.keys(run.seeds) }))),
    tables: tables.tables
      .filter(({ rows }) => rows.some((row) => row.variant?.slug === variant.slug))
      .map(({ slug, origin, title }) => ({ slug, declared: origin === 'declared', title })),
    excludedKeys: view.variants.keys
      .filter(({ role }) => role === 'volatile' || role === 'ignored' || role === 'seed')
      .slice(0, KEYS)
      .map(({ key, role, why }) => ({ key, role, why })),
    foot: footOf(
      variant.runs.flatMap(({ sources }) => sources.map(({ path }) => path)),
      isoTime(newestTime(variant.runs)),
    ),
  };
}

function replicateRow({ run, seed, value, excluded }: Measured['replicates'][number]): ReplicateRow {
  const steps = run.series.reduce(
    (most, { stats }) => Math.max(most, stats.lastStep ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );
  return {
    run: linkTo(run),
    status: run.status,
    seed,
    value,
    excluded,
    steps: Number.isFinite(steps) ? steps : null,
    seconds: run.durationSeconds,
  };
}

/** The mean with its interval, or why there is none. */
function saidOf(
  view: Overview,
  variant: Variant,
  found: Measured | null,
  told: ToldEstimate | null,
  tables: Ablations,
): { headline: Phrase; evidence: Phrase } {
  const { primary } = view;
  const runs = counted(variant.runs.length, 'run');
  if (primary === null || found === null || told === null)
    return { headline: [`${runs}.`], evidence: ['No primary metric is known, so the runs have no common number.'] };
  const { mean, interval, n, sd, words, format } = told;
  const left = found.replicates.flatMap(({ excluded }) => excluded ?? []);
  const out = left.length === 0 ? '' : ` Shown and not counted: ${excludedWords(left)}.`;
  if (mean === null)
    return {
      headline: ['No run counts for ', { code: primary.name }, '.'],
      evidence: [`${runs}.${out}${successWords(found, levelOf(view))}`],
    };
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const range =
    interval === null ? '' : `, ${levelText(levelOf(view))} CI ${numberText(interval.low, format)} to ${numberText(interval.high, format)}`;
  return {
    headline: [
      { code: primary.name },
      ' ',
      { strong: `${numberText(mean, format)}${unit}` },
      n === 1 ? ', one run: no interval.' : `${range}, n = ${n}.`,
    ],
    evidence: [
      `${capital(selectionText(view.selection))} of each run, ${primary.direction.better === null ? 'no direction known' : `${primary.direction.better} is better`}; ${words}.`,
      sd === null ? '' : ` Standard deviation ${numberText(sd, { kind: 'significant', digits: 2 })}.`,
      n === 1 ? borrowedWords(found.values, borrowable(view, variant, primary.name, tables), levelOf(view), format) : '',
      out,
      successWords(found, levelOf(view)),
      ...worstWords(variant, primary, tables),
      found.identicalUnderSeeds ? ' Different seeds gave identical results: the seed may reach nothing.' : '',
    ],
  };
}

function metricsOf(view: Overview, variant: Variant): readonly VariantMetric[] {
  const names = new Set(variant.runs.flatMap(({ series }) => series.filter(({ kind }) => kind === 'metric').map(({ name }) => name)));
  return [...view.metrics]
    .sort((a, b) => Number(b.primary) - Number(a.primary))
    .filter(({ name }) => names.has(name))
    .slice(0, METRICS)
    .map((metric): VariantMetric => {
      const found = measured(view, variant, metric.name);
      const { mean, sd, interval, n, words, format } = estimateOf(view, metric, found);
      return {
        name: metric.name,
        unit: metric.unit,
        direction: metric.direction,
        n,
        left: found.replicates.length - found.values.length,
        mean,
        sd,
        interval: interval === null ? null : { low: interval.low, high: interval.high },
        method: words,
        format,
      };
    });
}

/** What two runs must have in common to be of this variant, and what it changes of the baseline. */
function ruleOf({ variants }: Overview, variant: Variant, space: Space): Phrase {
  const { baseline } = variants;
  const changes = baseline === null || baseline.variant === variant ? [] : changesOf(space, baseline.variant, variant);
  const against: Phrase =
    changes.length === 0
      ? []
      : [
          ' Against ',
          { name: baseline?.variant.label ?? '' },
          ': ',
          ...changes.slice(0, 6).flatMap(({ words }, i): Phrase => (i === 0 ? words : [', ', ...words])),
          changes.length > 6 ? ` and ${changes.length - 6} more.` : '.',
        ];
  if (variant.name !== null && variant.inside.length > 0)
    return [
      'Declared in ',
      { code: 'project.yaml' },
      `; its runs differ in ${counted(variant.inside.length, 'key')}: `,
      ...variant.inside.slice(0, 6).flatMap((key, i): Phrase => (i === 0 ? [{ code: key }] : [', ', { code: key }])),
      '.',
      ...against,
    ];
  const named: Phrase = variant.name === null ? ['Runs'] : ['Named in ', { code: 'project.yaml' }, '; runs'];
  return [...named, ' that are equal in every configuration key but seeds and keys that say nothing of the experiment.', ...against];
}

function chartsOf(view: Overview, runs: readonly Run[]): readonly MetricRow[] {
  return [...view.metrics]
    .sort((a, b) => Number(b.primary) - Number(a.primary))
    .filter(({ name }) => !isCounter(name) && runs.some((run) => (seriesOf(run, name)?.stats.points ?? 0) > 1));
}

function figureOf(view: Overview, variant: Variant, { name, unit }: MetricRow, replicates: Measured['replicates']): ReplicateFigure {
  const left = new Map(replicates.flatMap(({ run, excluded }) => (excluded === null ? [] : [[run.id, excluded] as const])));
  // Where no run counts for the primary metric, all are drawn as they are.
  if (left.size === replicates.length) left.clear();
  const runs = variant.runs.filter((run) => (seriesOf(run, name)?.stats.points ?? 0) > 1);
  const shown = runs.slice(0, DRAWN);
  const lines = shown.flatMap((run) => {
    const series = seriesOf(run, name);
    return series === undefined
      ? []
      : [{ name: run.name, curve: curveOf(view.columns(run, series), series.rule, POINTS), counted: !left.has(run.id) }];
  });
  const dashed = shown.flatMap(({ id }) => left.get(id) ?? []);
  const counted = runs
    .filter(({ id }) => !left.has(id))
    .flatMap((run) => {
      const series = seriesOf(run, name);
      return series === undefined ? [] : [{ columns: view.columns(run, series), rule: series.rule }];
    });
  const log = lines.length > 0 && lines.every(({ curve }) => isLogarithmic(curve));
  const band = bandOfRuns(variant, counted, log);
  const [points, drawn] = [lines.reduce((sum, { curve }) => sum + curve.points, 0), lines.reduce((sum, { curve }) => sum + curve.drawn, 0)];
  const n = band === null ? '' : band.n[0] === band.n[1] ? `n = ${band.n[1]}` : `n = ${band.n[0]} to ${band.n[1]}`;
  const edge =
    band === null
      ? ''
      : band.n[1] === 2
        ? 'lowest to highest'
        : `95 % Student t at each step for itself${band.ranges ? ', lowest to highest where two are left' : ''}`;
  return {
    label: name,
    unit,
    lines,
    band,
    log,
    slot: variant.slot,
    words: [
      band === null ? 'single runs' : `mean (${n}) and band: ${edge}`,
      dashed.length === 0 ? '' : `dashed: not counted, ${excludedWords(dashed)}`,
      log ? 'logarithmic axis' : '',
      runs.length > lines.length ? `${lines.length} of ${runs.length} runs drawn` : '',
      points > drawn ? 'thinned, extremes kept' : '',
    ]
      .filter((part) => part !== '')
      .join('; '),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
