import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../../src/analysis/report.ts';
import { damageOf } from '../../../src/analysis/slices/run-damage.ts';
import { type Diagnostic, diagnostic } from '../../../src/model/diagnostic.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { ProjectReport } from '../../../src/model/report/report.ts';
import type { Part } from '../../../src/model/report/run.ts';
import type { Run } from '../../../src/model/run.ts';
import { projectInputOf, reportInputOf, runOf } from '../../support/runs.ts';

const LOG = 'runs/a/run-a.wandb';
const chunk = (offset: number, bytes: number) =>
  diagnostic('bad-checksum', { path: LOG, offset }, { format: 'W&B log', what: 'A chunk', bytes });
const line = (name: string) =>
  diagnostic('bad-line', { path: `runs/a/files/${name}`, line: 1 }, { format: name, what: 'ends inside a string' });

const files = ['run-a.wandb', 'files/config.yaml', 'files/wandb-summary.json', 'files/wandb-metadata.json', 'files/requirements.txt'];
const sources = files.map((name) => ({
  ...{ path: `runs/a/${name}`, size: 10, sha256: '0'.repeat(64), tracker: 'wandb' as const },
  format: 'W&B log, Go core 0.22.0',
}));

function projectOf(runs: readonly Run[], diagnostics: readonly Diagnostic[]): ProjectReport {
  const [project] = makeReport(reportInputOf([projectInputOf(runs, { diagnostics })])).projects;
  return project ?? assert.fail();
}

function pageOf(run: Run, diagnostics: readonly Diagnostic[]) {
  return projectOf([run], diagnostics).run(run.id) ?? assert.fail();
}

function partOf(parts: readonly Part[], name: Part['part']): string {
  const { state, text } = parts.find(({ part }) => part === name) ?? assert.fail();
  return `${state}: ${phraseText(text)}`;
}

test('a log that lost records is no proof that nothing was logged', () => {
  const page = pageOf(runOf({ id: 'a', sources, status: 'unknown' }), [chunk(17_899, 329), chunk(100, 1922)]);
  assert.equal(phraseText(page.headline), 'No metric can be read: the W&B log is damaged in 2 places (2,251 bytes).');
  assert.equal(phraseText(page.damage?.text ?? []), 'the W&B log is damaged in 2 places (2,251 bytes)');
  assert.equal(page.damage?.severity, 'error');
  assert.equal(partOf(page.parts, 'Metrics'), 'missing: No metric can be read: the W&B log is damaged in 2 places (2,251 bytes).');
  assert.equal(partOf(page.parts, 'Config'), 'missing: No configuration in what can be read of the record.');
  assert.equal(partOf(page.parts, 'Seeds'), 'missing: No key of the configuration that can be read names a seed.');
  assert.equal(page.configLost, true);
  assert.equal(page.facts.find(({ label }) => label === 'Status')?.value, 'without an end that can be read');
  assert.match(page.commandNotes.map(phraseText).join(' '), /^No commit can be read: .* No program can be read\.$/);
  assert.deepEqual(
    page.diagnostics.map(({ items }) => items.map(({ place }) => place)),
    [[`${LOG}:100`, `${LOG}:17899`]],
  );
});

test('without damage a page says what was not logged, and a torn end is none', () => {
  const torn = diagnostic('torn-tail', { path: LOG, offset: 5 }, { format: 'W&B log', bytes: 3 });
  const page = pageOf(runOf({ id: 'a', sources, status: 'unknown' }), [torn]);
  assert.equal(page.damage, null);
  assert.equal(phraseText(page.headline), 'No metric was logged by this run.');
  assert.equal(partOf(page.parts, 'Config'), 'missing: No configuration in the record.');
  assert.equal(page.facts.find(({ label }) => label === 'Status')?.value, 'without a recorded end');
  assert.match(page.commandNotes.map(phraseText).join(' '), /No commit is recorded/);
});

test('an empty log, a file that is not read and a value that is none are told as such', () => {
  const text = (...found: Diagnostic[]) => phraseText(damageOf(found)?.text ?? []);
  assert.equal(text(diagnostic('empty-file', { path: LOG }, { format: 'W&B log' })), 'the W&B log is empty');
  assert.equal(damageOf([diagnostic('empty-file', { path: LOG }, { format: 'W&B log' })])?.severity, 'warning');
  assert.equal(text(diagnostic('file-too-large', { path: 'x/events.1' }, { bytes: 9, limit: 1 })), 'events.1 cannot be read');
  const value = diagnostic('bad-value', { path: 'm.csv' }, { format: 'metrics.csv', key: 'loss', text: 'x', wanted: 'a number' });
  assert.equal(text(value, line('metrics.csv')), 'metrics.csv has 1 value that cannot be read and is damaged in 1 place');
  const many = ['a.json', 'b.json', 'c.json', 'd.json', 'e.json'].map(line);
  assert.match(text(...many), /^a\.json .*; b\.json .*; c\.json .*; and 2 files more$/);
  assert.equal(damageOf([diagnostic('no-exit-record', { path: LOG }, {})]), null);
});

test('damage makes of a part that is there one that is partly there, and of that part alone', () => {
  const said = { sources, config: { lr: 1 }, lines: { loss: [1, 2] }, environment: { python: '3.12', packages: { torch: '2' } } };
  const run = runOf({ id: 'a', ...said });
  const states = (...found: Diagnostic[]) =>
    pageOf(run, found)
      .parts.filter(({ state }) => state === 'partly')
      .map(({ part }) => part);
  assert.deepEqual(states(), []);
  assert.deepEqual(states(chunk(100, 5)), ['Metrics']);
  assert.deepEqual(states(line('config.yaml')), ['Config']);
  assert.deepEqual(states(line('requirements.txt')), ['Environment']);
  assert.deepEqual(states(line('wandb-metadata.json')), ['Environment']);
  assert.deepEqual(states(line('wandb-summary.json'), line('config.yaml')), ['Config', 'Metrics']);
  const { parts } = pageOf(run, [chunk(100, 5), line('config.yaml')]);
  assert.equal(partOf(parts, 'Metrics'), 'partly: 1 metric, 2 points. But the W&B log is damaged in 1 place (5 bytes).');
  assert.equal(partOf(parts, 'Config'), 'partly: 1 key. But config.yaml is damaged in 1 place.');
});

test('a primary metric that a damaged run lacks was not necessarily left out', () => {
  const runs = [runOf({ id: 'a', sources, lines: { aside: [1] } }), runOf({ id: 'b', lines: { 'val/acc': [0.5] } })];
  const headline = (found: readonly Diagnostic[]) => phraseText(projectOf(runs, found).run('a')?.headline ?? []);
  assert.equal(headline([]), 'This run did not log val/acc.');
  assert.equal(headline([line('wandb-summary.json')]), 'No val/acc can be read: wandb-summary.json is damaged in 1 place.');
  assert.equal(headline([line('requirements.txt')]), 'This run did not log val/acc.');
});

test('damage changes the cache key of its run', () => {
  const keyOf = (found: readonly Diagnostic[]) => projectOf([runOf({ id: 'a', sources })], found).runPages[0]?.cacheKey;
  assert.notEqual(keyOf([chunk(100, 5)]), keyOf([]));
  assert.notEqual(keyOf([chunk(100, 5)]), keyOf([chunk(100, 6)]));
});

test('a project without metrics whose files are damaged does not say that none was recorded', () => {
  const evidence = (found: readonly Diagnostic[]) => phraseText(projectOf([runOf({ id: 'a', sources })], found).page.evidence);
  assert.equal(evidence([]), 'No metric was recorded in any of them.');
  assert.match(evidence([chunk(100, 5), chunk(200, 5)]), /^No metric can be read in any of them; of 1 run they may have been in what/);
  assert.equal(evidence([line('config.yaml')]), 'No metric was recorded in any of them.');
});

test('a file that several runs were read from concerns each, and belongs to none alone', () => {
  const base = { path: 'mlflow.db', size: 10, sha256: '0'.repeat(64), tracker: 'mlflow' as const, format: 'MLflow database' };
  const runs = ['a', 'b'].map((id) => runOf({ id, sources: [base] }));
  const page = diagnostic('damaged-bytes', { path: 'mlflow.db', offset: 9 }, { format: 'SQLite database', what: 'A page', bytes: 4096 });
  const project = projectOf(runs, [page]);
  for (const { id } of runs)
    assert.match(phraseText(project.run(id)?.headline ?? []), /^No metric can be read: the SQLite database is damaged in 1 place/);
  assert.equal(project.checks.groups[0]?.items[0]?.run, null);
});

test('each source file is told by what it holds', () => {
  const { sources: rows } = pageOf(runOf({ id: 'a', sources }), []);
  assert.deepEqual(
    rows.map(({ holds }) => holds),
    ['W&B log, Go core 0.22.0', 'Configuration', 'Last values', 'Program, commit, system', 'Packages'],
  );
});
