import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Facts, Fragment } from '../../../src/model/fragment.ts';
import { wandb } from '../../../src/readers/wandb/index.ts';
import { goRow, historyRow, item, logOf, part, record, whole } from '../../support/wandb-log.ts';
import { readMemory } from '../memory-archive.ts';

const FOLDER = 'wandb/run-20260102_030405-abc12345';
const LOG = `${FOLDER}/run-abc12345.wandb`;
const GO = part(21, part(1, part(1, '0.31.0+15f8cbc')));

function read(contents: readonly Uint8Array[], files: { readonly [name: string]: string | Uint8Array } = {}, log = LOG) {
  const beside = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${FOLDER}/files/${name}`, content]));
  const { fragments, diagnostics } = readMemory(wandb, { [log]: logOf(contents.map((content, at) => record(at + 1, content))), ...beside });
  assert.equal(fragments.length, 1);
  return { ...(fragments[0] as Fragment), diagnostics: diagnostics.filter(({ code }) => code !== 'no-exit-record') };
}

const facts = (contents: readonly Uint8Array[], files = {}): Facts => read(contents, files).facts;
const points = (fragment: Fragment) =>
  Object.fromEntries(fragment.series.map(({ name, step, value }) => [name, [...step].map((at, i) => [at, value[i]])]));
const exit = (code: number | null, ...more: Uint8Array[]) => part(18, ...(code === null ? [] : [whole(1, code)]), ...more);
const config = (...changes: Uint8Array[]) => part(5, ...changes);

test('status by exit code; without an exit record it is unknown, with a note', () => {
  assert.deepEqual([facts([exit(null)]).status, facts([exit(null)]).statusReason], ['finished', undefined]);
  assert.equal(facts([exit(0)]).status, 'finished');
  assert.deepEqual([facts([exit(255)]).status, facts([exit(255)]).statusReason], ['killed', 'exit code 255']);
  assert.deepEqual([facts([exit(3)]).status, facts([exit(3)]).statusReason], ['failed', 'exit code 3']);
  assert.equal(facts([exit(-9)]).statusReason, 'exit code -9');
  assert.equal(facts([exit(1, whole(3, 1))]).status, 'running');
  const { fragments, diagnostics } = readMemory(wandb, { [LOG]: logOf([record(1, GO)]) });
  assert.equal(fragments[0]?.facts.status, 'unknown');
  assert.deepEqual(diagnostics, [{ code: 'no-exit-record', place: { path: LOG }, args: {} }]);
});

test('the clock: the longer of exit record and history, less what earlier processes counted', () => {
  const started = part(17, part(1, 'abc12345'), part(17, whole(1, 1700000000), whole(2, 500_000_000)));
  const rows = [historyRow({ x: '1', _runtime: '7.25', _step: '0' }), historyRow({ x: '1', _runtime: '6.5', _step: '1' })];
  assert.equal(facts([started, ...rows]).durationSeconds, 7.25);
  assert.equal(facts([started, ...rows]).endedAt, undefined);
  assert.equal(facts([started, ...rows, exit(0, whole(2, 7))]).durationSeconds, 7.25);
  const long = facts([started, ...rows, exit(0, whole(2, 90))]);
  assert.deepEqual([long.startedAt, long.durationSeconds, long.endedAt], [1700000000.5, 90, 1700000090.5]);
  const resumed = read([part(17, part(1, 'abc12345'), whole(14, 40), whole(18, 1), whole(20, 60)), ...rows, exit(0, whole(2, 90))]);
  assert.deepEqual([resumed.facts.durationSeconds, resumed.keys.resumed], [30, true]);
  assert.deepEqual({ ...resumed.facts.extra }, { starting_step: 40, earlier_seconds: 60 });
  assert.equal(read([part(17, part(1, 'abc12345'), whole(24, 1))]).keys.resumed, true);
  assert.equal(read([started]).keys.resumed, undefined);
  const nameless = facts([GO]);
  assert.deepEqual([nameless.startedAt, nameless.timeZoneAssumed], [Date.UTC(2026, 0, 2, 3, 4, 5) / 1000, true]);
});

test('names: later RunRecords change what the first one said', () => {
  const first = part(
    17,
    part(1, 'abc12345'),
    part(2, 'team'),
    part(3, 'digits'),
    part(6, 'g'),
    part(8, 'one'),
    part(10, 'a'),
    part(12, 'sw1'),
  );
  const later = part(17, part(1, 'abc12345'), part(8, 'two'), part(10, 'a'), part(10, 'b'), part(9, 'why\nand how'));
  const run = read([first, later]);
  const { name, entity, project, group, tags, sweep, notes, hosted } = run.facts;
  assert.deepEqual(
    { name, entity, project, group, tags, sweep, notes, hosted },
    {
      name: 'two',
      entity: 'team',
      project: 'digits',
      group: 'g',
      tags: ['a', 'b'],
      sweep: 'sw1',
      notes: 'why\nand how',
      hosted: 'https://wandb.ai/team/digits/runs/abc12345',
    },
  );
  assert.deepEqual(run.keys, { trackerId: 'abc12345', directory: FOLDER, role: 'run' });
  assert.equal(facts([part(17, part(1, 'abc12345'), part(3, 'digits'))]).hosted, undefined);
  const offline = readMemory(wandb, { [`wandb/offline-run-20260102_030405-abc12345/run-abc12345.wandb`]: logOf([record(1, first)]) });
  assert.equal(offline.fragments[0]?.facts.hosted, undefined);
  const forked = facts([
    part(17, part(1, 'abc12345'), part(23, part(1, 'parent01'), Buffer.from('110000000000004440', 'hex'), part(3, '_step'))),
  ]);
  assert.equal(forked.parent, 'parent01');
  assert.deepEqual({ ...(forked.extra?.['branch_point'] as object) }, { run: 'parent01', value: 40, metric: '_step' });
});

test('configuration: exact types; maps merge in the Go core and replace in the Python core; `_wandb` is dropped', () => {
  const run = part(17, part(4, part(1, ...item('m', '{"a": 1, "b": {"c": 2}}')), part(1, ...item('_wandb', '{"t": 1}'))));
  const changes = [
    config(part(1, ...item('m', '{"b": {"d": 9007199254740993}}')), part(1, ...item('gone', '1'))),
    config(part(2, part(1, 'gone')), part(1, ...item(['m', 'deep', 'er'], '[1, 1.0, NaN, null, "1", true]'))),
  ];
  const go = facts([GO, run, ...changes]).config;
  assert.equal(JSON.stringify(go, text), '{"m":{"a":1,"b":{"c":2,"d":"9007199254740993n"},"deep":{"er":[1,1,"NaN",null,"1",true]}}}');
  const python = facts([part(21), run, ...changes]).config;
  assert.equal(JSON.stringify(python, text), '{"m":{"b":{"d":"9007199254740993n"},"deep":{"er":[1,1,"NaN",null,"1",true]}}}');
  const proto = facts([GO, config(part(1, ...item('__proto__', '{"x": 1}')))]).config;
  assert.deepEqual(Object.keys(proto ?? {}), ['__proto__']);
});

const text = (_: string, value: unknown) =>
  typeof value === 'bigint' ? `${value}n` : typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

test('steps: the item, else the record, else the number of the row, which is told', () => {
  const run = read([
    historyRow({ x: '1', _step: '5' }),
    historyRow({ x: '2', _step: '-3' }),
    goRow(0, { x: '3' }),
    goRow(9, { x: '4', _step: '8.0' }),
    goRow(10, { x: '5', _step: '1.5' }),
    historyRow({ x: '6' }),
    historyRow({ x: '7', _step: '1e3' }),
    historyRow({}),
  ]);
  assert.deepEqual(
    points(run).x?.map(([at]) => at),
    [5, -3, 0, 8, 10, 5, 1000],
  );
  assert.deepEqual(run.diagnostics, [{ code: 'steps-counted', place: { path: LOG }, args: { rows: 2 } }]);
});

test('values: every number bit for bit, what is none goes to the summary', () => {
  const run = read([
    historyRow({ x: 'NaN', flag: 'true', word: '"a"', list: '[1, 2]', none: 'null', _timestamp: '1700000000.25', _step: '0' }),
    historyRow({ x: '"Infinity"', flag: 'false', word: '"b"', list: '[3]', broken: 'nope', _step: '1' }),
    historyRow({ x: '-0', word: '"NaN"', _foo: '3', broken: '{', _step: '2' }),
    historyRow({ x: '-Infinity', huge: '9007199254740993', _step: '3' }),
    historyRow({ x: '1e400', huge: '9007199254740994', y: '5e-324', _step: '4' }),
    part(3, part(1, ...item('word', '"kept"'))),
  ]);
  assert.deepEqual(points(run), {
    _foo: [[2, 3]],
    huge: [
      [3, 9007199254740992],
      [4, 9007199254740994],
    ],
    word: [[2, Number.NaN]],
    x: [
      [0, Number.NaN],
      [1, Infinity],
      [2, -0],
      [3, -Infinity],
      [4, Infinity],
    ],
    y: [[4, 5e-324]],
  });
  assert.deepEqual({ ...run.facts.summary }, { word: 'kept', flag: false, list: [3], none: null });
  const x = run.series.find(({ name }) => name === 'x');
  assert.deepEqual([...(x?.time ?? [])].slice(0, 2), [1700000000.25, Number.NaN]);
  assert.deepEqual(
    run.diagnostics.map(({ code, args }) => [code, Object.values(args).slice(1, 3)]),
    [
      ['bad-value', ['broken', 'nope']],
      ['integer-precision', []],
    ],
  );
});

test('nested keys are joined with `/`, plain keys stay; both ways of writing them give one series', () => {
  const run = read([
    historyRow({ a: '{"b": 1, "c": {"d": 2, "w": "x"}, "e.f": 3}', 'k.dot': '4', 'k/slash': '5', _step: '0' }),
    part(2, part(1, ...item(['a', 'c', 'd'], '6')), part(1, ...item(['_step'], '1'))),
  ]);
  assert.deepEqual(points(run), {
    'a/b': [[0, 1]],
    'a/c/d': [
      [0, 2],
      [1, 6],
    ],
    'a/e.f': [[0, 3]],
    'k.dot': [[0, 4]],
    'k/slash': [[0, 5]],
  });
});

test('media: as one map and as leaves; only files of the archive, no path that leads out', () => {
  const image = '{"_type": "image-file", "path": "media/images/a_0_x.png", "size": 3, "width": 2}';
  const many = '{"_type": "images/separated", "count": 2, "filenames": ["media/images/b.png", "media/images/gone.png"]}';
  const leaves = [
    item(['t', 'able', '_type'], '"table-file"'),
    item(['t', 'able', 'path'], '"media/table/t.table.json"'),
    item(['t', 'able', 'nrows'], '4'),
    item(['loss'], '0.5'),
  ];
  const run = read(
    [
      historyRow({ 'x/a': image, out: '{"_type": "html-file", "path": "../../secret"}', _step: '0' }),
      historyRow({ many, _step: '1' }),
      part(2, ...leaves.map((one) => part(1, ...one)), part(2, whole(1, 7))),
    ],
    {
      'media/images/a_0_x.png': 'a',
      'media/images/b.png': 'b',
      'media/table/t.table.json': '{}',
      'media/audio/late/key_12_0123456789abcdef.wav': 'w',
    },
  );
  assert.deepEqual(
    run.facts.media?.map(({ name, step, type, path }) => [name, step, type, path.slice(FOLDER.length + 7)]),
    [
      ['x/a', 0, 'image', 'media/images/a_0_x.png'],
      ['many', 1, 'image', 'media/images/b.png'],
      ['t/able', 7, 'table', 'media/table/t.table.json'],
      ['late/key', 12, 'audio', 'media/audio/late/key_12_0123456789abcdef.wav'],
    ],
  );
  assert.deepEqual(Object.keys(points(run)), ['loss']);
  assert.deepEqual(
    run.diagnostics.map(({ code }) => code),
    ['path-refused'],
  );
});

test('summary: updates and removals in their order, by path', () => {
  const run = read([
    part(3, part(1, ...item('a', '1')), part(1, ...item('gone', '{"x": 1}')), part(1, ...item('_runtime', '3'))),
    part(3, part(1, ...item(['n', 'x'], '1')), part(1, ...item('acc', '{"max": 0.9}'))),
    part(3, part(1, ...item('a', '2')), part(2, part(1, 'gone')), part(1, ...item(['n', 'y'], 'Infinity'))),
    part(3, part(2, part(2, 'n'), part(2, 'x'))),
  ]);
  assert.equal(JSON.stringify(run.facts.summary, text), '{"acc":{"max":0.9},"a":2,"n":{"y":"Infinity"}}');
});

test('definitions of metrics: goals, steps, summaries, globs, dots', () => {
  const metric = (...fields: Uint8Array[]) => part(12, ...fields);
  const run = read([
    historyRow({ 'lit.dot': '1', _step: '0' }),
    metric(part(1, 'loss'), whole(8, 1), part(7, whole(1, 1), whole(5, 1))),
    metric(part(1, 'loss'), part(4, 'epoch')),
    metric(part(2, 'val/*'), part(4, 'epoch')),
    metric(part(1, 'acc'), whole(8, 2)),
    metric(part(1, 'acc'), part(9, whole(1, 1))),
    metric(part(1, 'n.x')),
    metric(part(1, 'a\\.b')),
    metric(part(1, 'lit.dot')),
  ]);
  assert.deepEqual(run.facts.metrics, [
    { name: 'loss', goal: 'minimize', stepMetric: 'epoch', summary: 'min,last' },
    { name: 'val/*', stepMetric: 'epoch' },
    { name: 'acc' },
    { name: 'n/x' },
    { name: 'a.b' },
    { name: 'lit.dot' },
  ]);
});

test('the empty key has a name that can be seen, however it was written', () => {
  const bare = (json: string) => [part(16, json)];
  for (const empty of [bare, (json: string) => item('', json), (json: string) => item([''], json)]) {
    const run = read([
      part(2, part(1, ...empty('1.5')), part(1, ...item('loss', '2'))),
      part(2, part(1, ...empty('2.5')), part(1, ...item('_step', '7'))),
      part(3, part(1, ...empty('2.5'))),
      config(part(1, ...empty('"x"'))),
      part(7, part(3, ...empty('3'))),
    ]);
    assert.deepEqual(points(run), {
      '""': [
        [0, 1.5],
        [7, 2.5],
      ],
      loss: [[0, 2]],
      'system/""': [[0, 3]],
    });
    assert.deepEqual({ ...run.facts.summary }, { '""': 2.5 });
    assert.deepEqual({ ...run.facts.config }, { '""': 'x' });
    assert.deepEqual(
      run.diagnostics.filter(({ code }) => code !== 'steps-counted').map(({ code, args }) => ({ code, args })),
      [{ code: 'empty-name', args: { shown: '""' } }],
    );
  }
});

test('system metrics: samples as steps, time of the record', () => {
  const stats = (seconds: number, ...items: Uint8Array[][]) => part(7, ...items.map((one) => part(3, ...one)), part(2, whole(1, seconds)));
  const run = read([stats(1700000000, item('cpu', '1.5'), item('network', '{"sent": 1, "recv": 2}')), stats(1700000015, item('cpu', '2'))]);
  assert.deepEqual(points(run), {
    'system/cpu': [
      [0, 1.5],
      [1, 2],
    ],
    'system/network/recv': [[0, 2]],
    'system/network/sent': [[0, 1]],
  });
  assert.deepEqual([...(run.series[0]?.time ?? [])], [1700000000, 1700000015]);
  assert.ok(run.series.every(({ kind }) => kind === 'system'));
});

test('artifacts: one for each, with the file where its bytes are in the archive', () => {
  const bytes = Buffer.from('1,2\n');
  const md5 = createHash('md5').update(bytes).digest();
  const entry = (path: string, size: number, ...more: Uint8Array[]) =>
    part(4, part(1, path), part(2, md5.toString('base64')), whole(4, size), ...more);
  const logged = (type: string, name: string, ...entries: Uint8Array[]) =>
    part(8, part(4, type), part(5, name), part(6, 'd1'), part(11, 'latest'), part(12, ...entries));
  const run = read(
    [
      logged('dataset', 'digits', entry('data.csv', 4)),
      logged('model', 'weights', entry('w1', 4), entry('w2', 6)),
      logged('model', 'elsewhere', entry('more.csv', 10, part(3, 's3://bucket/more.csv'))),
      logged('dataset', 'changed', entry('other.csv', 4)),
      logged('job', 'internal', entry('job.json', 1)),
      part(25, part(2, 'dataset'), part(3, 'team/digits/raw:v3')),
    ],
    { 'data.csv': bytes, 'other.csv': '3,4\n' },
  );
  assert.deepEqual(
    run.facts.artifacts?.map(({ name, direction, size, digest, path, present, uri, version }) => [
      name,
      direction,
      size,
      digest,
      path,
      present,
      uri,
      version,
    ]),
    [
      ['digits', 'output', 4, `md5:${md5.toString('hex')}`, `${FOLDER}/files/data.csv`, true, undefined, undefined],
      ['weights', 'output', 10, 'manifest:d1', undefined, false, undefined, undefined],
      ['elsewhere', 'output', 10, 'manifest:d1', 'more.csv', false, 's3://bucket/more.csv', undefined],
      ['changed', 'output', 4, `md5:${md5.toString('hex')}`, 'other.csv', false, undefined, undefined],
      ['team/digits/raw', 'input', undefined, undefined, undefined, false, undefined, 'v3'],
    ],
  );
  assert.equal(run.facts.artifacts?.[0]?.sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.deepEqual(
    run.facts.data?.map(({ name, version }) => [name, version]),
    [
      ['digits', undefined],
      ['changed', undefined],
      ['team/digits/raw', 'v3'],
    ],
  );
});

test('console: of the records at most the last 64 kB from a whole line on, of the file where there is one', () => {
  const lines = Array.from({ length: 9000 }, (_, at) => part(13, part(3, `line ${at} ü\n`)));
  const run = facts(lines);
  assert.equal(run.console?.path, undefined);
  assert.equal(
    run.console?.bytes,
    lines.reduce(
      (sum, one) =>
        sum +
        Buffer.byteLength(
          one
            .toString('utf8')
            .slice(3)
            .replace(/^[^l]*/, ''),
        ),
      0,
    ),
  );
  assert.ok(Buffer.byteLength(run.console?.tail ?? '') <= 65536);
  assert.match(run.console?.tail ?? '', /^line \d+ ü\n[\s\S]*line 8999 ü\n$/);
  const file = facts([part(4, part(3, 'old')), part(27, part(1, 'log'))], { 'output.log': 'of the file\n' });
  assert.deepEqual(file.console, { path: `${FOLDER}/files/output.log`, bytes: 12, tail: 'of the file\n' });
  assert.equal(facts([part(4, part(3, 'old ')), part(27, part(1, 'log'))]).console?.tail, 'old log');
});

test('environment: record, telemetry, metadata and packages; the diff says what is uncommitted', () => {
  const environment = part(
    26,
    ...['Linux-6', 'CPython 3.11.2'].map((word, at) => part(1 + at, word)),
    part(5, '--lr'),
    part(5, '0.1'),
    part(6, 'train.py'),
    part(9, part(1, 'https://example.com/r.git'), part(2, 'c0ffee')),
    part(12, 'lab-01'),
    whole(16, 8),
    part(21, whole(1, 64 * 2 ** 30)),
    part(24, part(1, 'GPU X')),
    part(24, part(1, 'GPU X')),
    part(25, '12.4'),
    part(27, part(1, 'JOB'), part(2, '7')),
  );
  const telemetry = part(11, part(1, whole(1, 1)), part(2, whole(11, 1)), part(4, '3.11.2'), part(5, '0.31.0'));
  const run = facts([environment, telemetry], {
    'requirements.txt': 'torch==2.5.0+cu121\nlocal @ file:///wheels/local.whl\n\n# note\n-e git+https://example.com/x.git#egg=dev\n',
    'diff.patch': 'diff --git a/x b/x\n',
    'wandb-metadata.json': '{"os": "other", "username": "lab", "memory": {"total": 1}}',
    'code/train.py': 'pass\n',
  });
  assert.deepEqual(
    {
      ...run.environment,
      packages: { ...run.environment?.packages },
      frameworks: { ...run.environment?.frameworks },
      variables: { ...run.environment?.variables },
    },
    {
      os: 'Linux-6',
      python: '3.11.2',
      user: 'lab',
      host: 'lab-01',
      cpuCount: 8,
      memoryBytes: 68719476736,
      gpu: 'GPU X',
      gpuCount: 2,
      cuda: '12.4',
      arguments: ['--lr', '0.1'],
      variables: { JOB: '7' },
      packages: { torch: '2.5.0+cu121', local: 'file:///wheels/local.whl', dev: '-e git+https://example.com/x.git#egg=dev' },
      frameworks: { torch: '2.5.0+cu121', transformers: true, wandb: '0.31.0' },
    },
  );
  const { commit, remote, program, dirty, diff, snapshot } = run.code ?? {};
  assert.deepEqual(
    [commit, remote, program, dirty, diff],
    ['c0ffee', 'https://example.com/r.git', 'train.py', true, 'diff --git a/x b/x\n'],
  );
  assert.deepEqual(
    snapshot?.map(({ path, size }) => [path, size]),
    [[`${FOLDER}/files/code/train.py`, 5]],
  );
  assert.equal(facts([environment]).code?.dirty, null);
});

test('alerts, watched event files, and records of kinds unknown today', () => {
  const run = read([
    part(10, part(1, 'Loss'), part(2, 'it rose'), part(3, 'WARN')),
    part(9, part(1, 'runs/tb')),
    part(77, 'from the future'),
    exit(0),
  ]);
  assert.deepEqual(run.facts.alerts, [{ title: 'Loss', text: 'it rose', level: 'WARN' }]);
  assert.deepEqual({ ...run.facts.extra }, { tensorboard: ['runs/tb'] });
  assert.deepEqual([run.facts.status, run.diagnostics], ['finished', []]);
});

test('a run without a log, and one whose log says nothing: what the files say', () => {
  const files = {
    [`${FOLDER}/files/config.yaml`]:
      'wandb_version: 1\n_wandb:\n  desc: null\n  value:\n    cli_version: 0.13.1\n    m:\n    - "1": loss\n      "8": 1\nlr:\n  desc: null\n  value: 0.1\nmap:\n  value:\n    value: 2\n',
    [`${FOLDER}/files/wandb-summary.json`]: '{"loss": NaN, "_step": 4, "n": 9007199254740993}',
    [`${FOLDER}/files/wandb-metadata.json`]: '{"startedAt": "2024-05-06T07:08:09.5", "git": {"commit": "c0ffee"}, "state": "running"}',
  };
  for (const more of [{}, { [LOG]: '' }, { [LOG]: 'no log' }]) {
    const { fragments, diagnostics } = readMemory(wandb, { ...files, ...more });
    const run = fragments[0] as Fragment;
    assert.equal(fragments.length, 1);
    assert.equal(run.format, 'W&B files 0.13.1');
    assert.equal(run.keys.trackerId, 'abc12345');
    assert.equal(JSON.stringify(run.facts.config, text), '{"lr":0.1,"map":{"value":2}}');
    assert.equal(JSON.stringify(run.facts.summary, text), '{"loss":"NaN","n":"9007199254740993n"}');
    assert.deepEqual(run.facts.metrics, [{ name: 'loss', goal: 'minimize' }]);
    assert.deepEqual([run.facts.status, run.facts.startedAt, run.facts.code?.commit], ['unknown', 1714979289.5, 'c0ffee']);
    assert.equal(diagnostics.at(-1)?.code, 'no-exit-record');
    assert.equal(diagnostics.length, LOG in more ? 2 : 1);
  }
});

test('damaged files beside a log are told, and the rest is read', () => {
  const run = read([exit(0)], { 'wandb-metadata.json': '{"os": ', 'wandb-summary.json': '', 'config.yaml': 'a: [1\nb: 2\n' });
  assert.deepEqual(run.diagnostics.map(({ code, place }) => [code, place.path.slice(FOLDER.length + 7)]).sort(), [
    ['bad-line', 'config.yaml'],
    ['bad-line', 'wandb-metadata.json'],
    ['empty-file', 'wandb-summary.json'],
  ]);
});
