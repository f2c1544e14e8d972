import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type History, type HistoryPlace, openHistory } from '../../src/git/history.ts';
import { repository, run, temporary } from './repository.ts';

const BUNDLE = path.resolve(import.meta.dirname, '../../content/history.bundle');

async function open(place: HistoryPlace): Promise<History> {
  const history = await openHistory(place);
  if ('reason' in history) throw new Error(history.reason);
  return history;
}

test('commits are found by whole and by abbreviated hashes; what is no commit is left out', async (t) => {
  const { folder, first, second } = repository(t);
  const tree = run(folder, 'rev-parse', 'HEAD^{tree}');
  const history = await open({ folder });
  const asked = [second, first.slice(0, 7), tree, 'f'.repeat(40), 'HEAD', 'main', '', first.slice(0, 6), `${first}\n${second}`];
  assert.deepEqual(
    [...(await history.commits(asked))],
    [
      [second, { commit: second, subject: 'Digits: ümlaut <b>', date: '2026-11-20T20:25:00Z' }],
      [first.slice(0, 7), { commit: first, subject: 'Digits: first version', date: '2026-11-20T20:25:00Z' }],
    ],
  );
});

test('a change is a patch, cut at the limit', async (t) => {
  const { folder, first, second } = repository(t);
  const history = await open({ folder });
  const whole = await history.diff(first, second);
  assert.match(whole?.patch ?? '', /^diff --git a\/train.py b\/train.py\n[\s\S]*-lr = 0.1\n\+lr = 0.03\n$/);
  assert.equal(whole?.cut, false);
  assert.deepEqual(await history.diff(first, second, 10), { patch: 'diff --git', cut: true });
  assert.equal(await history.diff(first, 'f'.repeat(40)), null);
});

test('the head says whether something in the folder is not committed, cache and site aside', async (t) => {
  const { folder, second } = repository(t);
  const inner = path.join(folder, 'content');
  for (const name of ['.runfolio', '_site']) {
    fs.mkdirSync(path.join(inner, name), { recursive: true });
    fs.writeFileSync(path.join(inner, name, 'x'), 'x');
  }
  const history = await open({ folder: inner });
  const site = path.join(inner, '_site');
  assert.deepEqual(await history.head([site]), { commit: second, dirty: false, date: '2026-11-20T20:25:00Z' });
  fs.writeFileSync(path.join(folder, 'train.py'), 'elsewhere\n');
  assert.equal((await history.head([site]))?.dirty, false);
  fs.writeFileSync(path.join(inner, 'run.yaml'), 'id: a\n');
  assert.equal((await history.head([site]))?.dirty, true);
  assert.equal((await history.head())?.dirty, true);
});

test('a bundle is unpacked into the cache once', async (t) => {
  const cache = temporary(t);
  const hash = 'a127df520111bec81d83489747c4661879982211';
  for (let times = 0; times < 2; times += 1) {
    const history = await open({ bundle: BUNDLE, cache });
    assert.equal((await history.commits([hash])).get(hash)?.subject, 'Digits: log throughput per epoch');
    assert.equal(history.remote(), null);
    assert.equal(fs.readdirSync(path.join(cache, 'git')).length, 1);
  }
});

test('what cannot be asked has a reason without a path of the machine', async (t) => {
  const { folder, first } = repository(t);
  const place = temporary(t);
  const file = (name: string, content: string | Uint8Array) => {
    fs.writeFileSync(path.join(place, name), content);
    return path.join(place, name);
  };
  run(folder, 'bundle', 'create', path.join(place, 'thin.bundle'), `${first}..main`);
  const bytes = fs.readFileSync(BUNDLE);
  const reason = async (asked: HistoryPlace, environment = process.env) => {
    const history = await openHistory(asked, environment);
    return 'reason' in history ? history.reason : 'none';
  };
  const cache = path.join(place, 'cache');
  assert.equal(await reason({ folder: place }), 'the folder lies in no git repository');
  assert.equal(await reason({ folder: path.join(place, 'gone') }), 'the folder does not exist');
  assert.equal(await reason({ folder }, { PATH: place }), 'git is not installed');
  assert.equal(await reason({ bundle: path.join(place, 'gone'), cache }), 'the file does not exist');
  assert.equal(await reason({ bundle: file('text', 'text'), cache }), 'the file is no git bundle');
  assert.equal(await reason({ bundle: path.join(place, 'thin.bundle'), cache }), 'the bundle needs commits that it does not hold');
  for (const damaged of [bytes.subarray(0, 5000), Buffer.concat([bytes.subarray(0, 9000), Buffer.alloc(100), bytes.subarray(9100)])]) {
    const words = await reason({ bundle: file('torn.bundle', damaged), cache });
    assert.notEqual(words, 'none');
    assert.ok(!words.includes(place), words);
  }
  const empty = temporary(t);
  run(empty, 'init', '--quiet');
  assert.equal(await (await open({ folder: empty })).head(), null);
});

test('a shallow clone knows its own commits and no others', async (t) => {
  const { folder, first, second } = repository(t);
  const clone = path.join(temporary(t), 'clone');
  run(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, clone);
  assert.deepEqual([...(await (await open({ folder: clone })).commits([first, second])).keys()], [second]);
});
