import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedFacts } from '../../src/analysis/compared-facts.ts';
import { linkTo, overviewOf } from '../../src/analysis/overview.ts';
import { comparedCode } from '../../src/analysis/slices/compare-code.ts';
import { runCode } from '../../src/analysis/slices/run-code.ts';
import { partsOf } from '../../src/analysis/slices/run-parts.ts';
import type { ProjectInput } from '../../src/model/report/input.ts';
import type { Run } from '../../src/model/run.ts';
import { columnsOf, projectInputOf, runOf } from '../support/runs.ts';

const HASH = { a: 'a'.repeat(40), b: 'b'.repeat(40), c: 'c'.repeat(40) };
const DATE = { a: '2026-01-01T00:00:00Z', b: '2026-01-02T00:00:00Z', c: '2026-01-03T00:00:00Z' };
const commits = new Map(
  (['a', 'b', 'c'] as const).map((name) => [
    HASH[name].slice(0, 10),
    { commit: HASH[name], subject: name, date: DATE[name], url: `https://github.com/lab/digits/commit/${HASH[name]}` },
  ]),
);
const graph = [
  { commit: HASH.c, parents: [HASH.b], date: DATE.c, subject: 'c' },
  { commit: HASH.b, parents: [HASH.a], date: DATE.b, subject: 'b' },
];
const held = { files: Array.from({ length: 30 }, (_, at) => `f${at}.py`), added: 3, removed: 1, sha256: '0'.repeat(64) };
const of = (runs: readonly Run[], said: Partial<ProjectInput> = {}) =>
  comparedCode(overviewOf(projectInputOf(runs, { commits, ...said }), columnsOf), runs, linkTo);
const at = (id: string, name: 'a' | 'b' | 'c') => runOf({ id, code: { commit: HASH[name].slice(0, 10) } });

test('from the oldest to the newest commit, whatever the order of the runs', () => {
  const runs = [at('1', 'c'), at('2', 'a'), at('3', 'b')];
  const ranges = 'https://github.com/lab/digits/compare/{from}...{to}';
  const range = of(runs, { graph, ranges })?.range;
  assert.equal(range?.url, `https://github.com/lab/digits/compare/${HASH.a}...${HASH.c}`);
  assert.deepEqual([range?.added?.map(({ subject }) => subject), range?.total, range?.left], [['c', 'b'], 2, 0]);
  const without = of(runs)?.range;
  assert.deepEqual([without?.added, without?.url, without?.from.commit], [null, null, HASH.a]);
});

test('one commit and no change beside it is nothing to say', () => {
  assert.equal(of([at('1', 'a'), at('2', 'a')], { graph }), null);
  assert.equal(of([runOf({ id: '1' }), runOf({ id: '2', code: { commit: 'nobody' } })]), null);
});

test('a change that is held back is told by its files and its hash, and differs where the hash does', () => {
  const run = runOf({ id: '1', code: { commit: HASH.a.slice(0, 10), dirty: null, diffSummary: held } });
  const found = of([run, at('2', 'a')]);
  assert.equal(found?.range, null);
  assert.deepEqual(
    found?.held.map(({ run: { id }, files, total }) => [id, files.length, total]),
    [['1', 12, 30]],
  );
  assert.deepEqual(comparedFacts(run).code['patch'], 'sha256 000000000000');
  const view = overviewOf(projectInputOf([run], { commits }), columnsOf);
  assert.deepEqual([runCode(view, run)?.held?.total, runCode(view, run)?.diff], [30, null]);
  const [code] = partsOf(run);
  assert.equal(code?.state, 'partly', 'a commit with a change that is not shown is not the whole code');
  assert.match(JSON.stringify(code?.text), /an uncommitted change to 30 files/);
});

test('a data set that only its name tells is compared by its name', () => {
  const data = [{ name: 'digits' }, { name: 'held-out', version: 'v2' }, { name: 'cached', version: 'v1', digest: 'md5:0' }];
  assert.deepEqual({ ...comparedFacts(runOf({ id: 'a', data })).data }, { digits: 'no version', 'held-out': 'v2', cached: 'md5:0' });
});
