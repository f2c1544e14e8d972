import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import { variantPages } from '../../../src/analysis/slices/variants.ts';
import { numberText } from '../../../src/model/number.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { ProjectMetric } from '../../../src/model/project.ts';
import { type Arm, overviewFor, runsOf } from '../../support/designs.ts';

const SAYS_NOTHING: ProjectMetric = {
  ...{ direction: null, unit: null, aliases: [], range: null, scale: 'linear', noiseFloor: null, nEval: null, target: null },
};
const KIND_A = { text: 'kind=a', place: { path: 'project.yaml' } };

const arms: readonly Arm[] = [
  { config: { kind: 'a' }, values: [0.5, 0.51, 0.52] },
  { config: { kind: 'b' }, values: [0.6, 0.62, Number.NaN] },
  { config: { kind: 'c' }, values: [0.9], said: { status: 'finished' } },
  { config: { kind: 'd' }, values: [0.4, 0.41], said: { status: 'failed' } },
];

function pagesOf(list: readonly Arm[]) {
  const view = overviewFor(runsOf(list), { baseline: KIND_A });
  const made = variantPages(view, ablationsOf(view));
  const page = (kind: string) => {
    const variant = view.variants.list.find(({ factors }) => [...factors.values()].includes(kind));
    return made.pages.map(({ slug }) => made.page(slug)).find((one) => one !== undefined && one.slug === variant?.slug);
  };
  return { made, page, keys: new Map(made.pages.map(({ slug, cacheKey }) => [slug, cacheKey])) };
}

test('the page of a variant says its mean with interval and n, and what it changes of the baseline', () => {
  const page = pagesOf(arms).page('b');
  assert.ok(page !== undefined);
  assert.match(phraseText(page.headline), /^val\/score 0\.610*, 95 % CI 0\.48\d* to 0\.74\d*, n = 2\.$/);
  assert.match(
    phraseText(page.evidence),
    /^Last value of each run, higher is better; .*Shown and not counted: 1 run \(without a finite value\)\./,
  );
  assert.match(phraseText(page.rule), /Against .*: kind: a → b\.$/);
  assert.deepEqual(
    page.replicates.map(({ excluded }) => excluded === null),
    [true, true, false],
  );
});

test('a run that does not count is drawn apart, and the mean is that of the others', () => {
  const [figure] = pagesOf(arms).page('b')?.charts ?? [];
  assert.ok(figure !== undefined);
  assert.deepEqual(
    figure.lines.map(({ counted }) => counted),
    [true, true, false],
  );
  assert.match(figure.words, /n = 2/);
});

test('of runs that all failed there is a page without a number', () => {
  const page = pagesOf(arms).page('d');
  assert.match(phraseText(page?.headline ?? []), /^No run counts for val\/score\.$/);
});

test('of one run the interval is borrowed from its table, or from the noise that is declared, and says so', () => {
  const borrowed = phraseText(pagesOf(arms).page('c')?.evidence ?? []);
  // Of 0.5, 0.51, 0.52 and 0.6, 0.62: sd √(0.0004 / 3), and t of three degrees of freedom is 3.182.
  assert.match(
    borrowed,
    /standard deviation 0\.012, 3 degrees of freedom\) its own, the interval would be ~ 0\.86\d* to 0\.93\d*; it is borrowed/,
  );
  const single = arms.map((arm): Arm => ({ ...arm, values: arm.values.slice(0, 1) }));
  const alone = (noiseFloor: number | null) => {
    const view = overviewFor(runsOf(single), {
      baseline: KIND_A,
      metrics: new Map([['val/score', { ...SAYS_NOTHING, noiseFloor }]]),
    });
    const made = variantPages(view, ablationsOf(view));
    const slug = view.variants.list.find(({ factors }) => [...factors.values()].includes('c'))?.slug ?? '';
    return phraseText(made.page(slug)?.evidence ?? []);
  };
  assert.match(
    alone(0.01),
    /noise floor of project\.yaml \(standard deviation 0\.01\d*\) its own, the interval would be ~ 0\.88\d* to 0\.9[12]\d*;/,
  );
  assert.doesNotMatch(alone(null), /borrowed/);
});

test('failed and diverged runs are told as a rate, and whether they could turn the verdict', () => {
  const words = phraseText(pagesOf(arms).page('b')?.evidence ?? []);
  assert.match(words, /2 of 3 runs ended with a value \(Wilson 95 % interval 21 to 94 %\)\./);
  assert.match(words, /counted as the worst value seen, its verdict would /);
  assert.match(phraseText(pagesOf(arms).page('d')?.evidence ?? []), /0 of 2 runs ended with a value \(Wilson 95 % interval 0 to 66 %\)\./);
  assert.doesNotMatch(phraseText(pagesOf(arms).page('a')?.evidence ?? []), /Wilson|worst/);
});

test('every run is accounted for: those that count, those that failed to, and those that were no attempt', () => {
  const lines = { 'val/score': [0.1, 0.5] };
  const said = (one: Arm['said']): Arm => ({ config: { kind: 'a' }, values: [0.5], said: { ...one } });
  const list = [
    { config: { kind: 'a' }, values: [0.5, 0.51] },
    said({ status: 'failed', seeds: { seed: 7 } }),
    said({ lines: { other: [1, 2] }, seeds: { seed: 8 } }),
    said({ status: 'running', lines, seeds: { seed: 9 } }),
    { config: { kind: 'b' }, values: [0.6, 0.62] },
  ];
  const words = phraseText(pagesOf(list).page('a')?.evidence ?? []);
  assert.match(words, /Shown and not counted: 3 runs \(1 failed, 1 without the metric, 1 still running\)\./);
  assert.match(
    words,
    /2 of 3 runs ended with a value \(Wilson .+\); not taken for attempts: 2 runs \(1 without the metric, 1 still running\)\./,
  );
});

test('a dashed line is said to be of a run that does not count, and why', () => {
  const [figure] = pagesOf(arms).page('b')?.charts ?? [];
  assert.match(figure?.words ?? '', /; dashed: not counted, 1 run \(without a finite value\)/);
  assert.doesNotMatch(pagesOf(arms).page('a')?.charts[0]?.words ?? '', /dashed/);
});

test('the mean and both ends of its interval have the same decimals, here and in the table of metrics', () => {
  const list: readonly Arm[] = [
    { config: { kind: 'a' }, values: [0.49, 0.5, 0.67, 1e-7] },
    { config: { kind: 'b' }, values: [3, 4, 4] },
  ];
  for (const kind of ['a', 'b']) {
    const page = pagesOf(list).page(kind);
    const [, ...numbers] = /score ([\d.]+), 95 % CI (\S+) to ([\d.]+),/.exec(phraseText(page?.headline ?? [])) ?? [];
    const decimals = numbers.map((text) => text.split('.')[1]?.length ?? 0);
    assert.equal(decimals.length, 3);
    assert.equal(new Set(decimals).size, 1, numbers.join(' '));
    assert.ok((decimals[0] ?? 0) > 0, numbers.join(' '));
    const [metric] = page?.metrics ?? [];
    assert.ok(metric !== undefined && metric.mean !== null);
    assert.equal(numberText(metric.mean, metric.format), numbers[0]);
  }
  assert.deepEqual(pagesOf(list).page('b')?.format.kind, 'integer');
});

test('intervals have the level that the project asks for', () => {
  const view = overviewFor(runsOf(arms), { baseline: KIND_A, alpha: 0.005 });
  const made = variantPages(view, ablationsOf(view));
  const page = made.pages.map(({ slug }) => made.page(slug)).find((one) => one?.baseline);
  assert.equal(page?.level, 0.995);
  // 0.51 ± t₀.₉₉₇₅ of two degrees of freedom, 14.089, times 0.01 / √3.
  assert.match(phraseText(page?.headline ?? []), /, 99\.5 % CI 0\.42(9|8\d+) to 0\.591\d*, n = 3\.$/);
});

test('every page that is listed can be made, and one that is not listed is none', () => {
  const { made } = pagesOf(arms);
  for (const { slug } of made.pages) assert.equal(made.page(slug)?.slug, slug);
  assert.equal(made.page('no such variant'), undefined);
});

test('the key of a page changes with its runs and with the baseline, not with other variants', () => {
  const before = pagesOf(arms);
  const slug = before.page('b')?.slug ?? '';
  const other = pagesOf(arms.map((arm, i) => (i === 3 ? { ...arm, values: [0.1, 0.2] } : arm)));
  const own = pagesOf(arms.map((arm, i) => (i === 1 ? { ...arm, values: [0.6, 0.63, Number.NaN] } : arm)));
  assert.equal(other.keys.get(slug), before.keys.get(slug));
  assert.notEqual(own.keys.get(slug), before.keys.get(slug));
});
