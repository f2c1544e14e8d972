import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { between } from '../../src/analysis/between.ts';
import { readGraph } from '../../src/git/graph.ts';
import { openHistory } from '../../src/git/history.ts';
import { rangeAddress } from '../../src/git/hosts.ts';
import { repository, run } from './repository.ts';

function commit(folder: string, words: string): string {
  fs.appendFileSync(path.join(folder, 'train.py'), `# ${words}\n`);
  run(folder, 'commit', '--quiet', '-a', '-m', words);
  return run(folder, 'rev-parse', 'HEAD');
}

const subjects = (list: readonly { subject: string }[]) => list.map(({ subject }) => subject);

test('what lies between two commits: forwards, backwards, and on two lines', async (t) => {
  const { folder, first, second } = repository(t);
  const third = commit(folder, 'third <b>');
  run(folder, 'checkout', '--quiet', '-b', 'side', second);
  const side = commit(folder, 'side');
  const history = await openHistory({ folder });
  assert.ok(!('reason' in history));
  const graph = await history.graph([first, third, side, side]);
  assert.ok(graph !== null);
  assert.deepEqual(subjects(between(graph, first, third).added), ['third <b>', 'Digits: ümlaut <b>']);
  assert.deepEqual(subjects(between(graph, first, third).left), []);
  assert.deepEqual(subjects(between(graph, third, first).added), []);
  assert.deepEqual(subjects(between(graph, third, first).left), ['third <b>', 'Digits: ümlaut <b>']);
  const apart = between(graph, third, side);
  assert.deepEqual([subjects(apart.added), subjects(apart.left)], [['side'], ['third <b>']]);
});

test('a merge brings both of its lines', async (t) => {
  const { folder, first, second } = repository(t);
  run(folder, 'checkout', '--quiet', '-b', 'side', first);
  fs.writeFileSync(path.join(folder, 'other.py'), 'x\n');
  run(folder, 'add', '.');
  run(folder, 'commit', '--quiet', '-m', 'side');
  run(folder, 'merge', '--quiet', '-m', 'merged', second);
  const history = await openHistory({ folder });
  assert.ok(!('reason' in history));
  const graph = await history.graph([second, run(folder, 'rev-parse', 'HEAD')]);
  assert.deepEqual(subjects(between(graph ?? [], second, run(folder, 'rev-parse', 'HEAD')).added).sort(), ['merged', 'side']);
});

test('nothing is said without a common ancestor, of too many commits, of one, and of what is no commit', async (t) => {
  const { folder, first, second } = repository(t);
  const third = commit(folder, 'third');
  const place = { folder, gitDir: null, environment: process.env };
  assert.equal((await readGraph(place, [first, third], 2))?.length, 2);
  assert.equal(await readGraph(place, [first, third], 1), null);
  run(folder, 'checkout', '--quiet', '--orphan', 'alone');
  run(folder, 'commit', '--quiet', '-m', 'alone');
  const alone = run(folder, 'rev-parse', 'HEAD');
  const history = await openHistory({ folder });
  assert.ok(!('reason' in history));
  assert.equal(await history.graph([second, alone]), null);
  assert.equal(await history.graph([second]), null);
  assert.equal(await history.graph(['--upload-pack=x', second, 'HEAD']), null);
  assert.equal(await history.graph([second, 'f'.repeat(40)]), null);
});

test('a change has an address at hosts whose form is known', () => {
  const cases: Record<string, string | null> = {
    'git@github.com:lab/digits.git': 'https://github.com/lab/digits/compare/{from}...{to}',
    'https://token@gitlab.com/lab/group/digits.git': 'https://gitlab.com/lab/group/digits/-/compare/{from}...{to}',
    'https://codeberg.org/lab/digits': 'https://codeberg.org/lab/digits/compare/{from}...{to}',
    'https://bitbucket.org/lab/digits': null,
    'https://example.org/lab/digits': null,
    '/home/lab/digits': null,
  };
  for (const [remote, expected] of Object.entries(cases)) assert.equal(rangeAddress(remote), expected, remote);
});
