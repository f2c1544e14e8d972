import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../src/analysis/report.ts';
import { diagnostic } from '../../src/model/diagnostic.ts';
import { hashOf } from '../../src/model/hash.ts';
import type { Phrase } from '../../src/model/report/phrase.ts';
import { projectInputOf, projectOf, reportInputOf, runOf } from '../support/runs.ts';

const say = (phrase: Phrase) =>
  phrase
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : 'run' in piece
          ? piece.run.name
          : 'name' in piece
            ? piece.name
            : 'code' in piece
              ? piece.code
              : piece.strong,
    )
    .join('');

const three = () => [
  runOf({ id: 'a', group: 'g', config: { lr: 0.1 }, lines: { 'val/acc': [0.1, 0.8] } }),
  runOf({ id: 'b', group: 'g', config: { lr: 0.1 }, lines: { 'val/acc': [0.1, 0.9] } }),
  runOf({ id: 'c', config: { lr: 0.2 }, lines: { 'val/acc': [0.1, Number.NaN] } }),
];

const reportOf = (runs: ReturnType<typeof three>, said = {}) => makeReport(reportInputOf([projectInputOf(runs, said)]));

test('the headline names the best finite run and what it rests on', () => {
  const { page } = reportOf(three()).projects[0] ?? assert.fail();
  assert.equal(say(page.headline), 'b reaches the highest val/acc: 0.9.');
  assert.match(
    say(page.evidence),
    /^n = 1: single runs are ranked, nothing is tested\. Last value of 3 runs, from 0\.8 to 0\.9; 1 not finite\. Primary metric: guessed/,
  );
});

test('where nothing can be said, the headline says why', () => {
  const headline = (runs: ReturnType<typeof three>) => {
    const { page } = reportOf(runs).projects[0] ?? assert.fail();
    return `${say(page.headline)} ${say(page.evidence)}`;
  };
  assert.match(headline([]), /^No run was found\./);
  assert.match(headline([runOf({ id: 'a' })]), /none can be called the best\. No metric was recorded/);
  assert.match(headline([runOf({ id: 'a', lines: { foo: [1, 2] } })]), /primary: foo/);
  assert.match(headline([runOf({ id: 'a', lines: { loss: [Number.NaN] } })]), /none can be called the best/);
});

test('the same input gives the same report, whatever was asked before', () => {
  const first = reportOf(three());
  const second = reportOf(three());
  second.projects[0]?.run('a');
  const plain = ({ frame, home, projects, checks, data }: ReturnType<typeof reportOf>) =>
    hashOf(
      frame,
      home,
      checks,
      data,
      projects.map((project) => [project.page, project.runs, project.journal, project.runPages, project.run('b')]),
    );
  assert.equal(plain(first), plain(second));
});

test('a new run changes the cache keys of its group and of runs whose page shows it, no others', () => {
  const keys = (runs: ReturnType<typeof three>) => new Map(reportOf(runs).projects[0]?.runPages.map(({ id, cacheKey }) => [id, cacheKey]));
  const before = keys(three());
  const after = keys([...three(), runOf({ id: 'd', group: 'g', config: { lr: 0.1 }, lines: { 'val/acc': [0.1, 0.2] } })]);
  assert.notEqual(before.get('a'), after.get('a'));
  assert.equal(before.get('c'), after.get('c'));
});

test('a change of values, of configuration or of a diagnostic changes the cache key', () => {
  const key = (runs: ReturnType<typeof three>, said = {}) => reportOf(runs, said).projects[0]?.runPages[0]?.cacheKey;
  const before = key(three());
  const [, b, c] = three();
  const rest = [b, c].filter((run) => run !== undefined);
  assert.notEqual(before, key([runOf({ id: 'a', group: 'g', config: { lr: 0.1 }, lines: { 'val/acc': [0.2, 0.8] } }), ...rest]));
  assert.notEqual(before, key([runOf({ id: 'a', group: 'g', config: { lr: 0.3 }, lines: { 'val/acc': [0.1, 0.8] } }), ...rest]));
  const torn = diagnostic('torn-tail', { path: 'runs/a/metrics.csv', offset: 5 }, { format: 'CSV file', bytes: 3 });
  assert.notEqual(before, key(three(), { diagnostics: [torn] }));
});

test('a diagnostic reaches the checks page, the page of its run, and home when it is bad', () => {
  const damage = diagnostic('bad-checksum', { path: 'runs/a/metrics.csv', offset: 5 }, { format: 'CSV file', what: 'A record', bytes: 3 });
  const report = reportOf(three(), { diagnostics: [damage] });
  const [project] = report.projects;
  assert.equal(project?.checks.groups[0]?.items[0]?.run?.id, 'a');
  assert.equal(project?.run('a')?.diagnostics[0]?.items[0]?.place, 'runs/a/metrics.csv:5');
  assert.equal(project?.run('b')?.diagnostics.length, 0);
  assert.equal(report.home.attention[0]?.severity, 'error');
  assert.match(say(report.checks.headline), /^1 error/);
});

test('the seven parts say what is there and what is not', () => {
  const run = runOf({
    id: 'a',
    config: { seed: 1 },
    seeds: { seed: 1 },
    code: { commit: 'abcdef0123456789', dirty: true },
    environment: { python: '3.12', packages: { torch: '2.9' } },
    lines: { loss: [2, 1] },
  });
  const page = reportOf([run]).projects[0]?.run('a') ?? assert.fail();
  assert.deepEqual(
    page.parts.map(({ part, state }) => `${part} ${state}`),
    ['Code partly', 'Config present', 'Data missing', 'Environment present', 'Seeds present', 'Metrics present', 'Artifacts missing'],
  );
  assert.equal(page.partsTitle, 'Four of seven parts are present, one partly, two missing');
  assert.deepEqual(page.commands, ['git checkout abcdef0123456789']);
});

test('commands quote what a shell would take for more', () => {
  const run = runOf({
    id: 'a',
    code: { program: "train it's.py; rm -rf ~", commit: '--upload-pack=x', remote: 'ext::sh -c x' },
    overrides: ['lr=0.1', 'name=a b'],
  });
  const page = reportOf([run]).projects[0]?.run('a') ?? assert.fail();
  assert.deepEqual(page.commands, [`python 'train it'\\''s.py; rm -rf ~' lr=0.1 'name=a b'`]);
});

test('keys like __proto__ are keys like any other', () => {
  const config = JSON.parse('{"__proto__": 1, "constructor": {"x": 2}}');
  const table = reportOf([runOf({ id: 'a', config, lines: { __proto__: [1], toString: [2] } }), runOf({ id: 'b' })]).projects[0]?.runs
    .table;
  assert.ok(table?.columns.some(({ key }) => key === 'config.__proto__'));
  assert.ok(table?.columns.some(({ key }) => key === 'config.constructor.x'));
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});

test('the only project is home', () => {
  assert.equal(reportOf(three()).home.only, 'digits');
  const two = makeReport(reportInputOf([projectInputOf(three()), projectInputOf([], { project: projectOf({ slug: 'other' }) })]));
  assert.equal(two.home.only, null);
  assert.equal(makeReport(reportInputOf([])).home.only, null);
});

test('the search finds tables, sweeps and variants at the addresses of their pages', () => {
  const arms = [0.1, 0.2, 0.3].flatMap((lr, arm) =>
    [0, 1].map((seed) =>
      runOf({ id: `r${arm}${seed}`, config: { lr, seed }, seeds: { seed }, lines: { 'val/acc': [0.1, 0.5 + arm / 10 + seed / 100] } }),
    ),
  );
  const report = makeReport(reportInputOf([projectInputOf(arms)]));
  const [project] = report.projects;
  const paths = report.search.places.map(({ path }) => path);
  const slug = project?.slug ?? '';
  assert.ok((project?.ablations.tables.length ?? 0) > 0 && (project?.variants.pages.length ?? 0) === 3);
  for (const table of project?.ablations.tables ?? []) assert.ok(paths.includes(`/${slug}/ablations/#${table.slug}`), table.slug);
  for (const page of project?.variants.pages ?? []) assert.ok(paths.includes(`/${slug}/variants/${page.slug}/`), page.slug);
  for (const sweep of project?.sweeps.slugs ?? []) assert.ok(paths.includes(`/${slug}/sweeps/${sweep}/`), sweep);
});
