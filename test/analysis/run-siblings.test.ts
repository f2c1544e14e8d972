import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../src/analysis/report.ts';
import { hueClass } from '../../src/charts/colours.ts';
import type { RunPage } from '../../src/model/report/run.ts';
import type { Run } from '../../src/model/run.ts';
import { valueMap } from '../../src/model/value.ts';
import { projectInputOf, reportInputOf, runOf } from '../support/runs.ts';

const line = (scale: number) => Array.from({ length: 30 }, (_, step) => scale / (step + 1));
const settings = (lr: number, seed: number) => Object.assign(valueMap(), { lr, seed });
const seeded = (seed: number, lr = 0.1, scale = 1 + seed / 10) =>
  runOf({ id: `lr${lr}-s${seed}`, config: settings(lr, seed), seeds: Object.assign(valueMap(), { seed }), lines: { loss: line(scale) } });

function pages(runs: readonly Run[]) {
  const [project] = makeReport(reportInputOf([projectInputOf(runs)])).projects;
  const row = (id: string) => project?.runs.table.rows.find((one) => one.id === id);
  const page = (id: string) => project?.run(id) as RunPage;
  const key = (id: string) => project?.runPages.find((one) => one.id === id)?.cacheKey;
  const chart = (id: string) => page(id).metrics.groups.flatMap(({ metrics }) => metrics)[0]?.chart;
  return { page, key, chart, row };
}

test('behind a run’s line stand the runs that differ in the seed alone, at most eight of them', () => {
  const runs = [...Array.from({ length: 12 }, (_, seed) => seeded(seed)), seeded(0, 0.2), seeded(1, 0.2)];
  const { page, chart } = pages(runs);
  assert.equal(chart('lr0.1-s0')?.behind?.length, 8);
  assert.equal(page('lr0.1-s0').metrics.behind, 8);
  assert.equal(chart('lr0.2-s0')?.behind?.length, 1);
  const points = chart('lr0.2-s0')?.behind?.[0]?.pieces.flat() ?? [];
  assert.ok(points.length > 0 && points.length <= 2 * 50 + 8);
});

test('a sibling that would press the line flat is left out, and steps beyond the axis are', () => {
  const long = runOf({ ...seeded(3), id: 'lr0.1-s3', lines: { loss: [...line(1), ...line(1)] } });
  const { chart, page } = pages([seeded(0), seeded(1, 0.1, 100), long, seeded(0, 0.2)]);
  const [only, ...more] = chart('lr0.1-s0')?.behind ?? [];
  assert.deepEqual(more, []);
  const steps = only?.pieces.flatMap((piece) => piece.filter((_, at) => at % 2 === 0)) ?? [];
  assert.ok(Math.max(...steps) <= (chart('lr0.1-s0')?.x[1] ?? 0));
  assert.equal(page('lr0.2-s0').metrics.behind, 0);
});

test('a page is made anew when a sibling changes, and not when another run does', () => {
  const before = pages([seeded(0), seeded(1), seeded(0, 0.2)]);
  const sibling = pages([seeded(0), seeded(1, 0.1, 1.5), seeded(0, 0.2)]);
  const other = pages([seeded(0), seeded(1), seeded(0, 0.2, 1.5)]);
  assert.notEqual(before.key('lr0.1-s0'), sibling.key('lr0.1-s0'));
  assert.equal(before.key('lr0.1-s0'), other.key('lr0.1-s0'));
});

test('a run has the colour of its variant, and ink where it is alone in it', () => {
  const { chart, row } = pages([seeded(0), seeded(1), seeded(0, 0.2), seeded(1, 0.2), seeded(0, 0.3)]);
  for (const id of ['lr0.1-s0', 'lr0.1-s1', 'lr0.2-s1', 'lr0.3-s0']) assert.equal(row(id)?.slot, chart(id)?.slot, id);
  assert.equal(chart('lr0.1-s0')?.slot, chart('lr0.1-s1')?.slot);
  assert.notEqual(chart('lr0.1-s0')?.slot, chart('lr0.2-s0')?.slot);
  assert.equal(chart('lr0.3-s0')?.slot, undefined);
  assert.deepEqual([undefined, 0, 3, 4, 5].map(hueClass), ['ki', 'k1', 'k4', 'ki', 'k1']);
});
