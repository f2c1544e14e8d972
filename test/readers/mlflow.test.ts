import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { mlflow } from '../../src/readers/mlflow/index.ts';
import { literal } from '../../src/readers/mlflow/literal.ts';
import { readMetricFile } from '../../src/readers/mlflow/metric-file.ts';
import { FIXTURES, readFolder } from '../support/read.ts';
import { expectation, readMemory } from './memory-archive.ts';

const ROOT = path.join(FIXTURES, 'mlflow');

for (const entry of fs.readdirSync(ROOT, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  test(`mlflow/${entry.name}`, async () => {
    const found = expectation(await readFolder(path.join(ROOT, entry.name), mlflow));
    const file = path.join(ROOT, `${entry.name}.jsonl`);
    if (process.env.UPDATE !== undefined) fs.writeFileSync(file, found);
    assert.deepEqual(found.split('\n'), fs.readFileSync(file, 'utf8').split('\n'));
  });
}

const RUN = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const META = `artifact_uri: x\nend_time: 2000\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${RUN}\nrun_name: one\nstart_time: 1000\nstatus: 3\nuser_id: lab\n`;
const EXPERIMENT = "experiment_id: '1'\nlifecycle_stage: active\nname: tuning\n";

/** A file store with one sound run beside the one that is changed. */
function store(run: Readonly<Record<string, string | Uint8Array>>, root = 'mlruns') {
  const contents: Record<string, string | Uint8Array> = {
    [`${root}/1/meta.yaml`]: EXPERIMENT,
    [`${root}/1/${OTHER}/meta.yaml`]: META.replace(RUN, OTHER),
    [`${root}/1/${OTHER}/metrics/loss`]: '1000 0.5 0\n',
  };
  for (const [name, content] of Object.entries(run)) contents[`${root}/1/${RUN}/${name}`] = content;
  const { fragments, diagnostics, claims } = readMemory(mlflow, contents);
  assert.ok(fragments.some((fragment) => fragment.keys.trackerId === OTHER));
  return {
    run: fragments.find((fragment) => fragment.keys.trackerId === RUN),
    codes: diagnostics.map((one) => one.code),
    diagnostics,
    claims,
  };
}

test('a run whose meta.yaml is missing, empty or torn is kept from its other files', () => {
  const files = { 'params/lr': '0.1', 'metrics/train/loss': '1000 0.5 0\n2000 0.25 1\n', 'tags/mlflow.runName': 'kept' };
  for (const meta of [{}, { 'meta.yaml': '' }, { 'meta.yaml': '\0\0\0' }, { 'meta.yaml': '- x' }, { 'meta.yaml': 'artif' }]) {
    const { run, codes } = store({ ...files, ...meta });
    assert.equal(run?.facts.name, 'kept');
    assert.equal(run?.facts.status, 'unknown');
    assert.equal(run?.facts.config?.lr, 0.1);
    assert.deepEqual([...(run?.series[0]?.value ?? [])], [0.5, 0.25]);
    assert.deepEqual(codes, ['missing-metadata']);
  }
});

test('statuses, deleted runs, a wrong experiment', () => {
  for (const [code, status] of [
    [1, 'running'],
    [2, 'queued'],
    [3, 'finished'],
    [4, 'failed'],
    [5, 'killed'],
  ] as const)
    assert.equal(store({ 'meta.yaml': META.replace('status: 3', `status: ${code}`) }).run?.facts.status, status);
  const unknown = store({ 'meta.yaml': META.replace('status: 3', 'status: 9') });
  assert.equal(unknown.run?.facts.status, 'unknown');
  assert.deepEqual(unknown.codes, ['bad-value']);
  const deleted = store({ 'meta.yaml': META.replace('active', 'deleted') }).run?.facts;
  assert.deepEqual([deleted?.deleted, deleted?.statusReason], [true, 'lifecycle deleted']);
  assert.deepEqual(store({ 'meta.yaml': META.replace("'1'", '22') }).codes, ['experiment-mismatch']);
});

test('artifacts without any record are of a database, not a broken run', () => {
  assert.equal(store({ 'artifacts/model.bin': 'x' }).run, undefined);
});

test('roots of any name, experiments of any name, nested deep', () => {
  for (const root of ['mlruns', 'deep/down/tracking', 'x y/.trash'])
    assert.equal(store({ 'meta.yaml': META }, root).run?.keys.directory, `${root}/1/${RUN}`);
  const named = readMemory(mlflow, {
    'store/digits/meta.yaml': EXPERIMENT,
    [`store/digits/${RUN}/meta.yaml`]: META,
    [`store/digits/first/meta.yaml`]: META,
    'store/digits/first/params/a': '1',
  });
  assert.deepEqual(
    named.claims.map((claim) => claim.path),
    [`store/digits/${RUN}`, 'store/digits/first'],
  );
});

test('folders of other kinds are no runs', () => {
  const { claims } = readMemory(mlflow, {
    'mlruns/1/meta.yaml': EXPERIMENT,
    [`mlruns/1/datasets/${RUN}/meta.yaml`]: 'name: x\n',
    [`mlruns/1/traces/${RUN}/meta.yaml`]: 'name: x\n',
    [`mlruns/1/traces/${RUN}/tags/a`]: 'x',
    [`mlruns/1/models/m-${RUN}/params/a`]: 'x',
    'notes/meta.yaml': 'a: b\n',
    'notes/part/meta.yaml': 'a: b\n',
  });
  assert.deepEqual(claims, []);
});

test('metric lines: 2 to 6 fields, special values, log order; a bad line costs itself', () => {
  const said: Diagnostic[] = [];
  const text =
    '\ufeff1000 0.5\r\n2000 nan 7\n3000 -inf 3 digits abc\n4000 1e-05 3\nrubbish\n5000 0x10 4\n6000 1.5 x\n\n7000 Infinity -2 m r d\n8000 9';
  const series = readMetricFile(Buffer.from(text), 'p', 'system/gpu', (one) => said.push(one));
  assert.deepEqual([...series.step], [0, 7, 3, 3, -2]);
  assert.deepEqual([...series.value], [0.5, Number.NaN, Number.NEGATIVE_INFINITY, 1e-5, Number.POSITIVE_INFINITY]);
  assert.deepEqual([...series.time], [1, 2, 3, 4, 7]);
  assert.equal(series.kind, 'system');
  assert.deepEqual(
    said.map((one) => [one.code, one.place.line]),
    [
      ['bad-line', 5],
      ['bad-line', 6],
      ['bad-line', 7],
      ['torn-tail', 10],
    ],
  );
});

test('a last line without its end is kept only if it is whole', () => {
  const read = (text: string) => readMetricFile(Buffer.from(text), 'p', 'x', () => {}).value.length;
  assert.equal(read('1000 0.5 0\n2000 0.25 1'), 2);
  assert.equal(read('1000 0.5 10\n2000 0.25 1'), 1);
  assert.equal(read('1000 0.5 0\n2000 0.2'), 1);
  assert.equal(read('1000 0.5 0\n2000'), 1);
  assert.equal(read('1000 0.5 0'), 1);
  assert.equal(read(''), 0);
});

test('parameters: only what Python itself writes is a value', () => {
  const values: [string, unknown][] = [
    ['1', 1],
    ['-3', -3],
    ['0.1', 0.1],
    ['1e-05', 1e-5],
    ['1.', 1],
    ['nan', Number.NaN],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['True', true],
    ['None', null],
    ['12345678901234567890', 12345678901234567890n],
    ['[64, 32, 10]', [64, 32, 10]],
    ["['a', \"b's\", 'c\\n\\x41\\u00e9']", ['a', "b's", 'c\nAé']],
    ['(1, None)', [1, null]],
    ['(1,)', [1]],
    ['[]', []],
    ['[[1], [2.5, True]]', [[1], [2.5, true]]],
  ];
  for (const [text, value] of values) assert.deepEqual(literal(text), value, text);
  assert.deepEqual({ ...(literal("{'a': 1, 'b': {}}") as object), b: 0 }, { a: 1, b: 0 });
  const texts = [
    '',
    'true',
    '007',
    '1_000',
    '+5',
    '0x10',
    '12e45678',
    '0.12345678901234567890',
    '1 ',
    '[1, x]',
    '[1',
    "['a]",
    '(1)',
    '{1}',
    'baseline',
    '[',
    '{',
    '1e',
    '.',
    '-',
    '[1]]',
    '9'.repeat(500),
    '['.repeat(500),
  ];
  for (const text of texts) assert.equal(literal(text), text);
});

test('tags: code, notes, user, plain words, the rest in full', () => {
  const facts = store({
    'meta.yaml': META,
    'tags/mlflow.source.git.commit': 'abc',
    'tags/mlflow.source.git.dirty': 'true',
    'tags/mlflow.source.git.diff': 'diff --git a/x b/x\n',
    'tags/mlflow.source.name': 'train.py',
    'tags/mlflow.user': 'ada',
    'tags/mlflow.note.content': 'two\nlines',
    'tags/mlflow.parentRunId': OTHER,
    'tags/mlflow.autologging': 'sklearn',
    'tags/tags': "['a', 'b']",
    'tags/team': 'vision',
    'tags/long': 'x'.repeat(61),
  }).run?.facts;
  assert.deepEqual(facts?.code, { commit: 'abc', dirty: true, diff: 'diff --git a/x b/x\n', program: 'train.py' });
  assert.deepEqual([facts?.environment?.user, facts?.notes, facts?.parent], ['ada', 'two\nlines', OTHER]);
  assert.deepEqual(facts?.tags, ['a', 'b', 'team:vision']);
  assert.deepEqual(JSON.parse(JSON.stringify(facts?.extra)), {
    tags: { long: 'x'.repeat(61), tags: "['a', 'b']", team: 'vision' },
    mlflow: { autologging: 'sklearn' },
  });
});

/** A database as a client of some version made it, read while it is still open; `log`: with its write-ahead log. */
function databaseOf(sql: string): Record<string, Uint8Array> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlflow-'));
  try {
    const database = new DatabaseSync(path.join(folder, 'mlflow.db'));
    database.exec(sql);
    const contents: Record<string, Uint8Array> = {};
    for (const name of fs.readdirSync(folder)) contents[name] = fs.readFileSync(path.join(folder, name));
    database.close();
    return contents;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const OLD = `CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, artifact_location VARCHAR(256), lifecycle_stage VARCHAR(32), PRIMARY KEY (experiment_id));
  CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), source_type VARCHAR(20), source_name VARCHAR(500), entry_point_name VARCHAR(50), user_id VARCHAR(256),
    status VARCHAR(20), start_time BIGINT, end_time BIGINT, source_version VARCHAR(50), lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER, PRIMARY KEY (run_uuid));
  CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, timestamp, run_uuid));
  CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(250) NOT NULL, run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
  CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(250), run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY (key, run_uuid));
  INSERT INTO experiments VALUES (7, 'old', '', 'active');
  INSERT INTO runs VALUES ('${RUN}', '', 'LOCAL', 'train.py', '', 'ada', 'KILLED', 1500, 2500, 'abc', 'active', 'file:///home/lab/mlruns/7/${RUN}/artifacts', 7);
  INSERT INTO metrics VALUES ('loss', 0.5, 1000, '${RUN}'), ('loss', 1.7976931348623157e308, 2000, '${RUN}');
  INSERT INTO params VALUES ('lr', '0.1', '${RUN}'); INSERT INTO tags VALUES ('mlflow.runName', 'first', '${RUN}');`;

test('a database of 0.9: no step, no is_nan', () => {
  const artifact = { [`mlruns/7/${RUN}/artifacts/model/weights.bin`]: 'abc', [`other/7/${OTHER}/artifacts/x`]: 'not of this run' };
  const { fragments, diagnostics } = readMemory(mlflow, { ...databaseOf(OLD), ...artifact });
  assert.deepEqual(diagnostics, []);
  assert.equal(fragments.length, 1);
  const [run] = fragments;
  assert.deepEqual(run?.keys, { trackerId: RUN, directory: `mlflow.db/${RUN}`, role: 'run' });
  assert.deepEqual(
    [run?.facts.name, run?.facts.project, run?.facts.status, run?.facts.startedAt, run?.facts.code?.commit],
    ['first', 'old', 'killed', 1.5, 'abc'],
  );
  assert.deepEqual([...(run?.series[0]?.value ?? [])], [0.5, Number.POSITIVE_INFINITY]);
  assert.deepEqual([...(run?.series[0]?.step ?? [])], [0, 0]);
  assert.deepEqual(
    run?.facts.artifacts?.map((one) => [one.name, one.size, one.present, one.sha256?.slice(0, 8)]),
    [['model/weights.bin', 3, true, 'ba7816bf']],
  );
  assert.deepEqual(run?.sources, ['mlflow.db', `mlruns/7/${RUN}/artifacts/model/weights.bin`]);
});

test('a later head: columns added to old rows, NaN by its own column, rows still in the log', () => {
  const contents = databaseOf(`${OLD} PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
    ALTER TABLE metrics ADD COLUMN step BIGINT DEFAULT '0' NOT NULL; ALTER TABLE metrics ADD COLUMN is_nan BOOLEAN DEFAULT '0' NOT NULL;
    INSERT INTO metrics VALUES ('loss', 0, 3000, '${RUN}', 12, 1), ('loss', -1.7976931348623157e308, 4000, '${RUN}', 9007199254740993, 0);`);
  assert.ok((contents['mlflow.db-wal']?.length ?? 0) > 0);
  const { fragments, diagnostics } = readMemory(mlflow, contents);
  assert.deepEqual(
    diagnostics.map((one) => one.code),
    ['integer-precision'],
  );
  assert.deepEqual([...(fragments[0]?.series[0]?.value ?? [])], [0.5, Number.POSITIVE_INFINITY, Number.NaN, Number.NEGATIVE_INFINITY]);
  assert.deepEqual([...(fragments[0]?.series[0]?.step ?? [])].slice(0, 3), [0, 0, 12]);
});

test('a database of others, or what is none, gives nothing', () => {
  const optuna = databaseOf(
    'CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT); CREATE TABLE trials (trial_id INTEGER PRIMARY KEY)',
  );
  const { fragments, diagnostics } = readMemory(mlflow, {
    'optuna.db': optuna['mlflow.db'] as Uint8Array,
    'a.sqlite': 'text',
    'b.db': '',
    'train_mlflow.py': 'x',
  });
  assert.deepEqual([fragments, diagnostics], [[], []]);
  assert.deepEqual(
    readMemory(mlflow, { 'mlflow.db': 'text' }).diagnostics.map((one) => one.code),
    ['not-this-format'],
  );
  assert.deepEqual(
    readMemory(mlflow, { 'mlflow.db': '' }).diagnostics.map((one) => one.code),
    ['empty-file'],
  );
});

test('rows of a run that the runs table lacks are counted, no run is made up', () => {
  const contents = databaseOf(
    `${OLD} INSERT INTO metrics VALUES ('loss', 1, 1, '${OTHER}'); INSERT INTO params VALUES ('lr', '1', '${OTHER}')`,
  );
  const { fragments, diagnostics } = readMemory(mlflow, contents);
  assert.equal(fragments.length, 1);
  assert.deepEqual(
    diagnostics.map((one) => one.code),
    ['undecodable-record'],
  );
});

test('images that were logged under a key and a step are media; their small twins are not', () => {
  const logged = (mark: string, ending: string) =>
    `artifacts/images/dogs#train${mark}step${mark}7${mark}timestamp${mark}1700000000000${mark}k1b2c3d4-0000-4000-8000-0123456789ab${ending}`;
  const { run } = store({
    'meta.yaml': META,
    [logged('%', '.png')]: 'a',
    [logged('%', '-compressed.webp')]: 'b',
    [logged('+', '.png')]: 'c',
    'artifacts/images/plain.png': 'd',
  });
  const media = run?.facts.media ?? [];
  assert.deepEqual(
    media.map(({ name, step, type, path }) => [name, step, type, path?.endsWith('.png')]),
    [
      ['dogs/train', 7, 'image', true],
      ['dogs/train', 7, 'image', true],
    ],
  );
});
