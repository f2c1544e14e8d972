import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../../src/analysis/report.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import { projectInputOf, projectOf, reportInputOf, runOf } from '../../support/runs.ts';

const lined = (path: string, line: number) => diagnostic('bad-line', { path, line }, { format: 'metrics.csv', what: 'too long' });
const torn = (path: string, offset: number) => diagnostic('torn-tail', { path, offset }, { format: 'event file', bytes: 3 });

test('errors come first, then warnings and notes; in each by path and then by number', () => {
  const empty = diagnostic('empty-file', { path: 'runs/a/metrics.csv' }, { format: 'metrics.csv' });
  const diagnostics = [torn('b', 9), empty, lined('b', 16_044), lined('b', 949), lined('a', 5867), torn('b', 10), torn('b', 1)];
  const [project] = makeReport(reportInputOf([projectInputOf([runOf({ id: 'a' })], { diagnostics })])).projects;
  assert.deepEqual(
    project?.checks.groups.map(({ code, items }) => [code, ...items.map(({ place }) => place)]),
    [
      ['bad-line', 'a:5867', 'b:949', 'b:16044'],
      ['empty-file', 'runs/a/metrics.csv'],
      ['torn-tail', 'b:1', 'b:9', 'b:10'],
    ],
  );
});

test('a run’s own diagnostics are in the order of the checks page', () => {
  const at = 'runs/a/metrics.csv';
  const diagnostics = [torn(at, 9), lined(at, 2000), lined(at, 300), diagnostic('empty-file', { path: at }, { format: 'metrics.csv' })];
  const [project] = makeReport(reportInputOf([projectInputOf([runOf({ id: 'a' })], { diagnostics })])).projects;
  assert.deepEqual(project?.run('a')?.diagnostics, project?.checks.groups);
});

test('what the overview calls to attention in the records stands on the checks page too', () => {
  const inputs = (without: number) =>
    Array.from({ length: 6 }, (_, at) => {
      const code = at < without ? null : { commit: '0123456789' };
      return projectInputOf([runOf({ id: 'a', code }), runOf({ id: 'b', code, status: at === 0 ? 'failed' : 'finished' })], {
        project: projectOf({ slug: `p${at}`, title: `p${at}` }),
      });
    });
  const report = makeReport(reportInputOf(inputs(2)));
  const said = report.projects.map(({ checks, page }) => {
    assert.deepEqual(checks.records, page.attention);
    return checks.records.map(({ text }) => phraseText(text));
  });
  assert.deepEqual(said.slice(0, 3), [
    ['1 run failed or was killed.', 'All 2 runs: no commit in the record.'],
    ['All 2 runs: no commit in the record.'],
    [],
  ]);
  const headlines = report.projects.map(({ checks }) => phraseText(checks.headline));
  assert.deepEqual(headlines.slice(1, 3), ['Every file was read whole.', 'Nothing to report: every file was read whole.']);
  assert.deepEqual(
    report.checks.records.map(({ project }) => project),
    ['p0', 'p0', 'p1'],
  );
  const many = makeReport(reportInputOf(inputs(6))).checks.records;
  assert.deepEqual(
    many.map(({ text }) => phraseText(text)),
    ['1 run failed or was killed.', '6 projects: no commit in the record (12 cases).'],
  );
});
