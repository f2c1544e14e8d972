import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../../src/analysis/report.ts';
import type { DataPage } from '../../../src/model/report/data.ts';
import { type Arm, overviewFor, runsOf } from '../../support/designs.ts';
import { projectInputOf, projectOf, reportInputOf, runOf } from '../../support/runs.ts';

const ARMS: readonly Arm[] = [
  { config: { norm: true, drop: 0.1 }, values: [0.9, 0.91, 0.92] },
  { config: { norm: false, drop: 0.1 }, values: [0.8, 0.81, 0.82] },
];
const LONG = 'x'.repeat(300);
const trials = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    runOf({
      id: `${LONG}${i}`,
      name: LONG,
      group: `sweep ${i % 80}`,
      config: { lr: i + 1 },
      startedAt: 1_700_000_000 + i,
      lines: { acc: [i] },
    }),
  );
const paths = (page: DataPage) => page.downloads.flatMap(({ list }) => list.flatMap(({ files }) => files.map(({ path }) => path)));
/** As a page has it, each text and address with the markup round it. */
const size = (page: DataPage) =>
  page.downloads
    .flatMap(({ list }) => list)
    .reduce(
      (sum, { title, holds, page: own, files }) =>
        sum +
        300 +
        3 * Math.min(80, title.length) +
        holds.length +
        (own ?? '').length +
        files.reduce((of, { path }) => of + path.length + 30, 0),
      0,
    );

test('the data page of a project lists its tables, sweeps and runs with all their documents', () => {
  const [project] = makeReport(reportInputOf([overviewFor(runsOf(ARMS)).input])).projects;
  assert.ok(project !== undefined);
  const [table] = project.ablations.tables;
  for (const ending of ['csv', 'json', 'md', 'tex', 'svg'])
    assert.ok(paths(project.data).includes(`/api/projects/${project.slug}/ablations/${table?.slug}.${ending}`), ending);
  for (const folder of ['runs', 'series'])
    assert.ok(paths(project.data).includes(`/api/projects/${project.slug}/${folder}/run-1-2.json`), folder);
  assert.deepEqual(
    project.data.downloads.map(({ title }) => title),
    ['The whole project', '1 table of variants', '6 runs, two documents each'],
  );
});

test('lists stay short in a project of many runs and sweeps, and in a site of many projects', () => {
  const [large] = makeReport(reportInputOf([projectInputOf(trials(1600))])).projects;
  assert.ok(large !== undefined && large.sweeps.slugs.length === 80);
  const sweeps = large.data.downloads.find(({ title }) => title === '80 sweeps');
  assert.deepEqual([sweeps?.total, sweeps?.list.length], [80, 60]);
  assert.ok(size(large.data) < 120_000, `${size(large.data)} characters`);

  const many = Array.from({ length: 70 }, (_, i) =>
    projectInputOf(runsOf(ARMS), { project: projectOf({ slug: `p${i}`, title: `Project ${i} ${LONG}` }) }),
  );
  const { data, projects } = makeReport(reportInputOf(many));
  const listed = data.downloads.find(({ title }) => title === '70 projects');
  assert.deepEqual([projects.length, listed?.total, listed?.list.length], [70, 70, 60]);
  assert.match(listed?.list[0]?.holds ?? '', /^6 runs, 1 table of variants$/);
  assert.ok(size(data) < 120_000, `${size(data)} characters`);
});

test('a run whose end nobody recorded is said to be one, with its series', () => {
  const [project] = makeReport(
    reportInputOf([projectInputOf([runOf({ id: 'a', status: 'unknown', lines: { acc: [1], loss: [2] } })])]),
  ).projects;
  const [run] = project?.data.downloads.find(({ title }) => title.startsWith('1 run'))?.list ?? [];
  assert.equal(run?.holds, 'without a recorded end, 2 series');
});
