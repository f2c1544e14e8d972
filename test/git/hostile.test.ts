import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openHistory } from '../../src/git/history.ts';
import { repository, run, temporary } from './repository.ts';

const HASHES = (canary: string) => [
  `--output=${canary}`,
  `--upload-pack=touch ${canary}`,
  `--exec=touch ${canary}`,
  '-c',
  `-ccore.fsmonitor=touch ${canary}`,
  `ext::sh -c touch% ${canary}`,
  `$(touch ${canary})`,
  `\`touch ${canary}\``,
  `; touch ${canary}`,
  `| touch ${canary}`,
  'HEAD~1',
  '@{-1}',
  ':/fix',
  '--all',
  '../../etc/passwd',
  `abcdef0\n--output=${canary}`,
  'a\0b',
  '0'.repeat(40),
];

test('words of a record that are no hash never reach git', async (t) => {
  const { folder, second } = repository(t);
  const canary = path.join(temporary(t), 'canary');
  const history = await openHistory({ folder });
  assert.ok(!('reason' in history));
  const found = await history.commits([...HASHES(canary), second]);
  assert.deepEqual([...found.keys()], [second]);
  for (const hash of HASHES(canary)) {
    assert.equal(await history.diff(hash, second), null);
    if (!/^0+$/.test(hash)) assert.equal(history.commitUrl(hash, 'https://github.com/lab/digits'), null);
  }
  assert.equal(fs.existsSync(canary), false);
});

test('no program that the repository’s own configuration names is run', async (t) => {
  const { folder, first, second } = repository(t);
  const canary = path.join(temporary(t), 'canary');
  const script = path.join(folder, 'evil.sh');
  fs.writeFileSync(script, `#!/bin/sh\ntouch ${canary}\ncat\n`, { mode: 0o755 });
  const hooks = path.join(folder, 'hooks');
  fs.mkdirSync(hooks);
  for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'fsmonitor-watchman'])
    fs.writeFileSync(path.join(hooks, hook), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
  const settings: Record<string, string> = {
    'core.fsmonitor': script,
    'core.hooksPath': hooks,
    'core.pager': script,
    'core.sshCommand': script,
    'core.askPass': script,
    'core.editor': script,
    'core.gitProxy': script,
    'diff.external': script,
    'diff.evil.command': script,
    'diff.evil.textconv': script,
    'filter.evil.clean': script,
    'filter.evil.smudge': script,
    'filter.evil.process': script,
    'filter.evil.required': 'true',
    'filter.Two Words.clean': script,
    'gpg.program': script,
    'log.showSignature': 'true',
    'alias.log': `!touch ${canary}`,
    'alias.status': `!touch ${canary}`,
    'credential.helper': script,
    'extensions.partialClone': 'origin',
    'remote.origin.promisor': 'true',
    'remote.origin.url': `ext::sh -c touch% ${canary}`,
    'remote.origin.uploadpack': script,
    'protocol.ext.allow': 'always',
    'protocol.file.allow': 'always',
    'status.submoduleSummary': 'true',
  };
  run(folder, 'config', 'core.repositoryFormatVersion', '1');
  for (const [key, value] of Object.entries(settings)) run(folder, 'config', key, value);
  fs.writeFileSync(path.join(folder, '.gitattributes'), '* filter=evil diff=evil\n*.txt filter="Two Words"\n');
  fs.writeFileSync(path.join(folder, 'train.py'), 'lr = 0.5\n');
  const history = await openHistory({ folder });
  assert.ok(!('reason' in history), 'reason' in history ? history.reason : '');
  assert.equal((await history.commits([first, second, 'f'.repeat(40)])).size, 2);
  assert.match((await history.diff(first, second))?.patch ?? '', /\+lr = 0.03/);
  assert.equal((await history.head())?.dirty, true);
  assert.equal(history.remote(), null);
  assert.equal(fs.existsSync(canary), false);
});

test('a hostile configuration does run programs when git is asked without care', (t) => {
  const { folder } = repository(t);
  const canary = path.join(temporary(t), 'canary');
  const script = path.join(folder, 'evil.sh');
  fs.writeFileSync(script, `#!/bin/sh\ntouch ${canary}\ncat\n`, { mode: 0o755 });
  run(folder, 'config', 'core.fsmonitor', script);
  run(folder, 'status');
  assert.equal(fs.existsSync(canary), true);
});

test('a bare repository inside the folder is not taken for the repository of the folder', async (t) => {
  const { folder } = repository(t);
  const inner = path.join(folder, 'runs');
  run(folder, 'init', '--quiet', '--bare', inner);
  fs.mkdirSync(path.join(inner, 'deep'));
  const history = await openHistory({ folder: path.join(inner, 'deep') });
  assert.deepEqual(history, { reason: 'the folder lies in a bare repository' });
});

test('git variables of the surroundings do not redirect it', async (t) => {
  const { folder, second } = repository(t);
  const other = repository(t);
  const history = await openHistory({ folder }, { ...process.env, GIT_DIR: path.join(other.folder, '.git'), GIT_CONFIG_GLOBAL: 'x' });
  assert.ok(!('reason' in history));
  assert.equal((await history.head())?.commit, second);
});
