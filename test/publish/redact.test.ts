import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PUBLISH_NOTHING, type Publish } from '../../src/model/publish.ts';
import type { Run } from '../../src/model/run.ts';
import { NOBODY } from '../../src/publish/identities.ts';
import { impersonal, withoutUserinfo } from '../../src/publish/private-text.ts';
import { redact, summarise } from '../../src/publish/redact.ts';
import { assertGrowth } from '../support/growth.ts';

const EVERYTHING: Publish = { ...PUBLISH_NOTHING, diff: true, console: true, environment: true, argv: true, personal: true };

const DIFF = `diff --git a/train.py b/train.py
index 1..2 100644
--- a/train.py
+++ b/train.py
@@ -1,2 +1,3 @@
-lr = 0.1
+lr = 0.2
+path = "/home/ada/data"
diff --git a/old.py b/old.py
deleted file mode 100644
--- a/old.py
+++ /dev/null
@@ -1 +0,0 @@
-print()
`;

const RUN = {
  ...{ id: 'abc', trackerId: null, parent: null },
  name: 'ada run',
  notes: 'mail ada@lab.example, see /home/ada/notes/today.md',
  statusReason: null,
  tags: ['baseline'],
  hosted: 'https://wandb.ai/lab/digits/runs/abc',
  config: { lr: 0.1, data: { path: '/scratch/ada/corpora/kjv.txt', short: '/data/kjv' }, list: ['C:\\Users\\Ada\\x\\y.csv', 3n] },
  summary: { 'val/acc': 0.9 },
  seeds: { seed: 1 },
  extra: {},
  overrides: ['data=/home/ada/x'],
  alerts: [],
  data: [{ name: 'kjv', uri: 'file:///mnt/store/ada/kjv.txt' }],
  artifacts: [{ name: 'model', direction: 'output', present: false, uri: 's3://bucket/a/b/c/d.pt' }],
  registry: [],
  ...{
    path: 'runs/abc',
    sources: [],
    recordedProject: null,
    entity: null,
    group: null,
    sweep: null,
    jobType: null,
    metrics: [],
    series: [],
    media: [],
  },
  console: { path: 'output.log', bytes: 9, tail: 'hello ada' },
  code: { commit: 'c0ffee', remote: 'https://ada:secret@git.example/lab/digits.git', diff: DIFF, program: '/home/ada/digits/train.py' },
  environment: {
    os: 'Linux',
    python: '3.12',
    host: 'gpu-7',
    user: 'ada',
    email: 'ada@lab.example',
    executable: '/home/ada/venv/bin/python',
    workingDirectory: '/home/ada/digits',
    arguments: ['--lr', '0.1'],
    variables: { SLURM_JOB_ID: '7' },
  },
} as unknown as Run;

test('by default nothing tells who ran it, and where', async () => {
  const { run, held } = await redact(RUN, PUBLISH_NOTHING);
  const shown = JSON.stringify(run, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
  for (const word of ['gpu-7', 'ada@', '/home', 'Users', 'SLURM', '--lr', 'lr = 0.2', 'hello', 'secret', '/ada', 'ada/']) {
    assert.ok(!shown.includes(word), word);
  }
  assert.deepEqual(held, [
    'code.diff',
    'console',
    'environment.arguments',
    'environment.email',
    'environment.executable',
    'environment.host',
    'environment.user',
    'environment.variables',
    'environment.workingDirectory',
  ]);
  assert.equal(run.notes, 'mail [e-mail], see ~/notes/today.md');
  assert.deepEqual(run.config['list'], ['~\\x\\y.csv', 3n]);
  assert.deepEqual(JSON.parse(JSON.stringify(run.config['data'])), { path: '…/corpora/kjv.txt', short: '/data/kjv' });
  assert.equal(run.code?.remote, 'https://git.example/lab/digits.git');
  assert.equal(run.code?.program, '~/digits/train.py');
  assert.equal(run.artifacts[0]?.uri, 's3://bucket/a/b/c/d.pt');
  assert.deepEqual(run.environment, { os: 'Linux', python: '3.12' });
  assert.deepEqual(run.code?.diffSummary?.files, ['train.py', 'old.py']);
});

test('what is named under publish: is shown, but never a password in an address', async () => {
  const { run, held } = await redact(RUN, EVERYTHING);
  assert.deepEqual(held, []);
  assert.equal(run.code?.diff, DIFF);
  assert.equal(run.environment?.host, 'gpu-7');
  assert.deepEqual(run.environment?.arguments, ['--lr', '0.1']);
  assert.equal(run.notes, RUN.notes);
  assert.equal(run.code?.remote, 'https://git.example/lab/digits.git');
});

test('credentials are held back whatever is named under publish:', async () => {
  const token = `hf_${'aB3d'.repeat(9)}`;
  const run = {
    ...RUN,
    notes: `log in with ${token}`,
    config: { api_key: 'just-some-words', hub: { token }, tokenizer: 'a-tokenizer-of-words', pad_token: 'a-word-of-words' },
    environment: { arguments: ['--hub-token', 'someLongValue', '--lr', '0.1'], variables: { MY_SECRET: 'someLongValue' } },
  } as unknown as Run;
  const open = await redact(run, EVERYTHING);
  const shown = JSON.stringify(open.run);
  for (const word of [token, 'just-some-words', 'someLongValue']) assert.ok(!shown.includes(word), word);
  for (const word of ['a-tokenizer-of-words', 'a-word-of-words', '"--lr","0.1"']) assert.ok(shown.includes(word), word);
  const secrets = ['Hugging Face token', 'key', 'secret', 'token'];
  assert.deepEqual(
    open.held,
    secrets.map((kind) => `secret: ${kind}`),
  );
});

test('a diff that is shown is still impersonal', async () => {
  const { run } = await redact(RUN, { ...PUBLISH_NOTHING, diff: true, argv: true, console: true });
  assert.match(run.code?.diff ?? '', /\+path = "~\/data"/);
});

test('a patch is summed up', () => {
  const { files, added, removed } = summarise(DIFF);
  assert.deepEqual({ files, added, removed }, { files: ['train.py', 'old.py'], added: 2, removed: 2 });
});

test('private paths', () => {
  const cases: [string, string][] = [
    ['/home/ada/x/y', '~/x/y'],
    ['/home/ada', '~'],
    ['/Users/ada/x', '~/x'],
    ['/root', '~'],
    ['/rooted/x', '/rooted/x'],
    ['C:\\Users\\ada\\x', '~\\x'],
    ['D:\\data\\private\\set\\a.bin', '…\\set\\a.bin'],
    ['file:///home/ada/x', '~/x'],
    ['path=/mnt/a/b/c.txt, more', 'path=…/b/c.txt, more'],
    ['/usr/bin', '/usr/bin'],
    ['/usr/bin/env', '…/bin/env'],
    ['https://example.org/a/b/c/d', 'https://example.org/a/b/c/d'],
    ['s3://bucket/a/b/c', 's3://bucket/a/b/c'],
    ['a/b/c/d', 'a/b/c/d'],
    ['./a/b/c/d', './a/b/c/d'],
    ['~/a/b/c', '~/a/b/c'],
    ['and/or 1/2/3', 'and/or 1/2/3'],
    ['git@github.com:lab/digits.git', 'git@github.com:lab/digits.git'],
    ['Ada <ada@lab.example>', 'Ada <[e-mail]>'],
    ['image@sha256:abc', 'image@sha256:abc'],
    ['torch@2.1.0', 'torch@2.1.0'],
    ['/scratch/eve/x', '…/user/x'],
    ['runs/eve', 'runs/user'],
    ['eve', 'eve'],
  ];
  for (const [text, wanted] of cases) assert.equal(impersonal(text, { ...NOBODY, logins: new Set(['eve']) }), wanted, text);
  assert.equal(withoutUserinfo('postgresql://ada:pw@db.example/x'), 'postgresql://db.example/x');
});

test('long hostile text is read in linear time', () => {
  const hostile: readonly ((times: number) => string)[] = [
    (times) => '/'.repeat(times),
    (times) => '/a'.repeat(times),
    (times) => 'a@'.repeat(times),
    (times) => `C:${'\\\\'.repeat(times)}`,
    (times) => 'a.'.repeat(times),
    (times) => `x${'a-'.repeat(times)}://`,
  ];
  for (const make of hostile) {
    const texts = new Map([2_000, 16_000].map((times) => [times, make(times)]));
    assertGrowth(make(2), 2_000, (times) => impersonal(texts.get(times) ?? '', NOBODY));
  }
});

test('metrics that are masked keep apart from others, and in the order of names', async () => {
  const series = ['eval/user', 'eval/v', 'eval/zoelab'].map((name) => ({ name, kind: 'metric' }));
  const who = { logins: new Set<string>(), words: new Map([['zoelab', 'user']]) };
  const { run } = await redact({ ...RUN, series } as unknown as Run, PUBLISH_NOTHING, who);
  assert.deepEqual(
    run.series.map(({ name }) => name),
    ['eval/user', 'eval/user′', 'eval/v'],
  );
});
