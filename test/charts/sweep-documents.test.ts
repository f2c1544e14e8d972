import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../src/analysis/report.ts';
import { LIGHT } from '../../src/charts/colours.ts';
import { standaloneSvg, withColours } from '../../src/charts/standalone.ts';
import { figureNames, figureOfName } from '../../src/components/sweep-figures.ts';
import { budgetCsv } from '../../src/exports/sweeps.ts';
import { faultsOf } from '../../src/render/allowed.ts';
import { renderSvg } from '../../src/render/render.ts';
import { projectInputOf, reportInputOf, runOf } from '../support/runs.ts';

const HOSTILE = '"/><script>alert(1)</script>var(--c1){{datum.x}}';

/** A group of so many trials: one parameter on a log axis, one choice, one of five failed. */
function sweep(trials: number) {
  const runs = Array.from({ length: trials }, (_, i) =>
    runOf({
      id: `t${i}`,
      name: `trial ${i}`,
      group: HOSTILE,
      status: i % 5 === 4 ? 'failed' : 'finished',
      startedAt: 1_700_000_000 + i,
      config: { lr: 10 ** -(1 + ((i * 7) % 40) / 10), [HOSTILE]: ['adam', HOSTILE][i % 2] as string },
      lines: { 'val/loss': [1 + ((i * 7) % 40) / 40] },
    }),
  );
  const [project] = makeReport(reportInputOf([projectInputOf(runs)])).projects;
  const slug = project?.sweeps.slugs[0] ?? '';
  return project?.sweeps.sweep(slug) ?? assert.fail('no sweep');
}

const page = sweep(60);
const figures = figureNames(page).map(({ name }) => figureOfName(page, name) ?? assert.fail(name));

test('each figure of a sweep is a picture that needs nothing of the site', () => {
  assert.deepEqual(
    figures.map(({ name }) => name),
    ['slices', 'parallel', 'budget'],
  );
  for (const { name, words, alternative, svg } of figures) {
    const picture = standaloneSvg(svg(), LIGHT, words.title, alternative);
    assert.match(picture, /^<svg role="img" xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="860"/, name);
    const tags = picture.match(/<[^>]*>/g) ?? [];
    assert.ok(!tags.some((tag) => tag.includes('var(') || tag.includes(' class=')), `${name}: nothing is left to a style sheet`);
    for (const tag of tags) {
      const names = [...tag.matchAll(/ ([a-z-]+)="/g)].map(([, attribute]) => attribute);
      assert.equal(new Set(names).size, names.length, tag);
    }
    assert.doesNotMatch(picture, /<script/i, name);
    assert.equal((picture.match(/<svg/g) ?? []).length, (picture.match(/<\/svg>/g) ?? []).length);
  }
});

test('each figure of a sweep is a specification that computes and loads nothing, and can be drawn', async () => {
  for (const { name, spec } of figures) {
    assert.deepEqual(faultsOf(spec()), [], name);
    const whole = withColours(spec(), LIGHT);
    assert.doesNotMatch(
      JSON.stringify({ ...whole, datasets: null, title: null }).replaceAll(JSON.stringify(HOSTILE).slice(1, -1), ''),
      /var\(--/,
    );
    const picture = await renderSvg(whole);
    assert.doesNotMatch(picture, /<script/i, name);
    assert.ok((picture.match(/<path/g) ?? []).length > 1, name);
  }
});

test('the curve of the budget is in numbers: every n, with the best so far', () => {
  const text = budgetCsv({
    expected: [
      [1, 0.9],
      [2, 0.8],
      [3, 0.75],
    ],
    soFar: [
      [2, 0.95],
      [3, 0.7],
    ],
  });
  assert.equal(text.replaceAll('\r', ''), 'n,expected_best,best_so_far\n1,0.9,\n2,0.8,0.95\n3,0.75,0.7\n');
});

test('documents of a large sweep stay small', () => {
  const large = sweep(4000);
  for (const { name } of figureNames(large)) {
    const figure = figureOfName(large, name) ?? assert.fail(name);
    assert.ok(figure.svg().length < 300_000, `${name}.svg: ${figure.svg().length}`);
    const { length } = JSON.stringify(figure.spec());
    assert.ok(length < 600_000, `${name}.vl.json: ${length}`);
  }
});
