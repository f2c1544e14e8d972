import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import { variantPages } from '../../../src/analysis/slices/variants.ts';
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
  assert.match(phraseText(page.headline), /^val\/score 0\.610+, 95 % CI .+, n = 2\.$/);
  assert.match(phraseText(page.evidence), /^Last value of each run, higher is better; .*1 run is shown and not counted\./);
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

test('intervals have the level that the project asks for', () => {
  const view = overviewFor(runsOf(arms), { baseline: KIND_A, alpha: 0.005 });
  const made = variantPages(view, ablationsOf(view));
  const page = made.pages.map(({ slug }) => made.page(slug)).find((one) => one?.baseline);
  assert.equal(page?.level, 0.995);
  // 0.51 ± t₀.₉₉₇₅ of two degrees of freedom, 14.089, times 0.01 / √3.
  assert.match(phraseText(page?.headline ?? []), /, 99\.5 % CI 0\.428\d* to 0\.591\d*, n = 3\.$/);
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
