import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../../src/analysis/report.ts';
import type { Phrase } from '../../../src/model/report/phrase.ts';
import { measure } from '../../../src/store/stats.ts';
import { line, noiseOf } from '../../support/noise.ts';
import { projectInputOf, reportInputOf, runOf } from '../../support/runs.ts';

const noise = noiseOf(1);
const calm = line(300, (i) => 1 + Math.exp(-i / 60) + 0.02 * noise.normal());
const nan = calm.map((value, i) => (i < 200 ? value : Number.NaN));
const spike = calm.map((value, i) => value + (i >= 150 && i < 153 ? 3 : 0));

function text(phrase: Phrase): string {
  return phrase
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('run' in piece) return piece.run.name;
      return 'code' in piece ? piece.code : 'name' in piece ? piece.name : piece.strong;
    })
    .join('');
}

function reported(runs: number) {
  const broken = Array.from({ length: runs }, (_, i) => runOf({ id: `n${i}`, lines: { loss: nan, 'val/loss': nan } }));
  const own = [runOf({ id: 'a', lines: { loss: calm } }), ...broken, runOf({ id: 's', lines: { loss: spike } })];
  const report = makeReport(reportInputOf([projectInputOf(own)]));
  const [project] = report.projects;
  assert.ok(project !== undefined);
  return { report, project };
}

test('the page of a run lists what its curves show, with a link to the chart and a mark in it', () => {
  const { project } = reported(1);
  const page = project.run('s');
  const [event] = page?.health.shown ?? [];
  assert.equal(event?.kind, 'loss-spike');
  const chart = page?.metrics.groups.flatMap(({ metrics }) => metrics).find(({ name }) => name === 'loss');
  assert.equal(event?.anchor, chart?.anchor);
  assert.deepEqual(
    chart?.chart?.marks?.map(({ word }) => word),
    ['spike'],
  );
  assert.deepEqual(page?.diagnostics, [], 'not said twice');
  assert.deepEqual(
    project.run('a')?.health.shown.map(({ kind }) => kind),
    ['still-improving'],
  );
});

test('many runs with the same are one line of what needs attention, with links to the first', () => {
  const { project, report } = reported(40);
  const lines = project.page.attention.filter(({ kind }) => kind === 'curves that end in NaN or infinity');
  assert.deepEqual(
    lines.map(({ count, text: said }) => [count, text(said)]),
    [[40, 'Curves that end in NaN or infinity: 40 runs (n0, n1, n2 and 37 more).']],
  );
  assert.equal(project.page.attention.filter(({ severity }) => severity === 'warning').length <= 2, true);
  assert.ok(report.home.attention.some(({ kind }) => kind === 'curves that end in NaN or infinity'));
});

test('the checks have one item a run and kind', () => {
  const { project } = reported(3);
  const group = project.checks.groups.find(({ code }) => code === 'non-finite');
  assert.deepEqual([group?.severity, group?.items.map(({ run }) => run?.id)], ['warning', ['n0', 'n1', 'n2']]);
  assert.match(group?.items[0]?.message ?? '', /^loss is NaN from step 200 to its end, .*; the same in 1 other metric$/);
  assert.deepEqual(
    project.checks.groups.map(({ code }) => code),
    ['non-finite', 'loss-spike'],
  );
});

test('a comparison says a line for each run that shows something', () => {
  const { project } = reported(1);
  const lines = project.comparisons.page(null).health.map(text);
  assert.deepEqual(lines.sort(), ['n0: loss (and 1 more) is not finite from step 200 on.', 's: loss has a spike at step 152.']);
  const inBrowser = ['n0', 's'].map((id) => `${id}${text(project.comparisons.series(id)?.health ?? [])}`);
  assert.deepEqual(inBrowser, lines);
});

test('what a page shows is in its cache key: other directions, other events', () => {
  const lines = { 'train/elbo': calm.map((value, i) => (i < 200 ? value : value - 5)) };
  const key = (better: 'higher' | 'lower') => {
    const said = { direction: better } as never;
    const project = { ...projectInputOf([]).project, metrics: new Map([['train/elbo', said]]) };
    const report = makeReport(reportInputOf([projectInputOf([runOf({ id: 'a', lines })], { project })]));
    const [own] = report.projects;
    return { key: own?.runPages[0]?.cacheKey, kinds: own?.run('a')?.health.shown.map(({ kind }) => kind) };
  };
  const [up, down] = [key('higher'), key('lower')];
  assert.ok(up.kinds?.includes('diverged'));
  assert.ok(down.kinds?.includes('diverged') === false);
  assert.notEqual(up.key, down.key);
});

test('where several processes logged every step, charts have the first row of each', () => {
  const values = line(800, (i) => 4 * Math.exp(-Math.floor(i / 8) / 30) + 1 + 0.001 * (i % 8));
  const run = runOf({ id: 'r', lines: { loss: values } });
  const [series] = run.series;
  assert.ok(series !== undefined);
  const step = Float64Array.from(values, (_, i) => Math.floor(i / 8));
  const columns = {
    step,
    value: Float64Array.from(values),
    time: Float64Array.from(values, (_, i) => Math.floor(i / 8) * 10 + (i % 8) * 0.1),
  };
  const own = { ...run, series: [{ ...series, stats: measure(columns, 'all') }] };
  const report = makeReport({ ...reportInputOf([projectInputOf([own])]), columns: () => columns });
  const page = report.projects[0]?.run('r');
  assert.ok(page?.health.shown.some(({ kind }) => kind === 'repeated-steps'));
  const metric = page?.metrics.groups[0]?.metrics[0];
  assert.deepEqual([metric?.points, metric?.corrected, metric?.chart?.curve.points], [800, true, 100]);
});
