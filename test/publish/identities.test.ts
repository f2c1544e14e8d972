import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PUBLISH_NOTHING, type Publish } from '../../src/model/publish.ts';
import { identitiesOf, NOBODY } from '../../src/publish/identities.ts';
import { openRuns } from '../../src/publish/open.ts';
import { impersonal, isPersonal } from '../../src/publish/private-text.ts';
import { findWords, replaceWords } from '../../src/publish/words.ts';
import { runOf } from '../support/runs.ts';
import { smallPlace } from '../support/small-site.ts';

const PERSONAL: Publish = { ...PUBLISH_NOTHING, personal: true };
const lovelace = (more = {}) =>
  runOf({ id: 'a', environment: { user: 'lovelace', host: 'gpu-7.cluster.lab', email: 'ada@lab.example' }, ...more });

test('a login or host stands for itself alone, not in a longer word', () => {
  const words = new Map([
    ['lovelace', 'user'],
    ['gpu-7', 'host'],
  ]);
  assert.equal(replaceWords('lovelace, lovelaces, x_lovelace/gpu-7 gpu-70', words), 'user, lovelaces, x_user/host gpu-70');
  const many = new Map(Array.from({ length: 40 }, (_, at) => [`person-${at}`, 'user'] as const));
  assert.equal(replaceWords('person-7, person-70 and (person-39)', many), 'user, person-70 and (user)');
  assert.deepEqual(findWords('', words), []);
});

test('ordinary words, names of runs and what people wrote themselves are not looked for', () => {
  const words = (run: ReturnType<typeof lovelace>, authored?: (word: string) => boolean) => [...identitiesOf([run], authored).words.keys()];
  assert.deepEqual(words(lovelace()), ['lovelace', 'gpu-7.cluster.lab', 'gpu-7', 'ada@lab.example']);
  assert.deepEqual(words(runOf({ id: 'a', environment: { user: 'root', host: 'train' } })), []);
  assert.deepEqual(words(lovelace({ tags: ['Lovelace'] })).includes('lovelace'), false);
  assert.deepEqual(words(lovelace(), (word) => 'github.com/lovelace/x'.includes(word)).includes('lovelace'), false);
});

test('who is named in one project is masked in all but those that publish people', async () => {
  const other = () => runOf({ id: 'b', notes: 'as lovelace did on gpu-7' });
  const closed = await openRuns([{ publish: PUBLISH_NOTHING, runs: [lovelace(), other()] }], []);
  assert.deepEqual(
    [...closed.runs.values()].map(({ run }) => run.notes),
    [null, 'as user did on host'],
  );
  const open = await openRuns(
    [
      { publish: PERSONAL, runs: [lovelace()] },
      { publish: PUBLISH_NOTHING, runs: [other()] },
    ],
    [],
  );
  assert.deepEqual([...open.needles.words], []);
});

test('private addresses are masked, versions are not', () => {
  const cases: readonly [string, string][] = [
    ['tcp://10.0.0.12:29500', 'tcp://[private address]:29500'],
    ['at 192.168.1.4.', 'at [private address].'],
    ['172.16.0.1 172.32.0.1', '[private address] 172.32.0.1'],
    ['curand==10.3.2.106 v10.2.0.89', 'curand==10.3.2.106 v10.2.0.89'],
    ['127.0.0.1 0.0.0.0 8.8.8.8', '127.0.0.1 0.0.0.0 8.8.8.8'],
    ['ip-10-0-1-23.ec2.internal', '[private host]'],
    ['x/events.out.tfevents.1700000000.gpu-7.cluster.lab.123.0.v2', 'x/events.out.tfevents.1700000000.host.123.0.v2'],
    ['events.out.tfevents.1700000000.gpu-7', 'events.out.tfevents.1700000000.host'],
    ['optimizer@model.optimizer=adam', 'optimizer@model.optimizer=adam'],
  ];
  for (const [text, wanted] of cases) assert.equal(impersonal(text, NOBODY), wanted);
});

test('a key that says so makes its value personal', () => {
  for (const key of ['username', 'hub.user_name', 'hostName', 'SLURMD_NODENAME', 'login', 'contact.email'])
    assert.ok(isPersonal(key, 'lovelace'), key);
  for (const key of ['user', 'project_name', 'host_memory', 'email_loss']) assert.ok(!isPersonal(key, 'lovelace'), key);
  assert.ok(!isPersonal('hostname', 'localhost'));
});

test('who came through keeps the site from being put in place, and is not repeated', async (t) => {
  const place = smallPlace(t);
  const needles = { secrets: new Set(['correct-horse-battery']), words: new Set(['lovelace']), allow: new Set<string>() };
  await assert.rejects(
    () => place.build({ a: 'one', b: 'by lovelace', c: 'correct-horse-battery' }, { needles }),
    (error: Error & { exitCode: number }) =>
      error.exitCode === 4 &&
      /p\/b\/index\.html: a login, a host or an e-mail address of a record, in line 1/.test(error.message) &&
      /p\/c\/index\.html: a credential of a record/.test(error.message) &&
      !/lovelace|horse/.test(error.message),
  );
  await place.build({ a: 'lovelaces' }, { needles });
});
