import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanRemote, commitAddress } from '../../src/git/hosts.ts';

const HASH = 'a127df520111bec81d83489747c4661879982211';

test('a remote loses user, password and query', () => {
  const cases: Record<string, string | null> = {
    'https://user:secret@github.com/lab/digits.git': 'https://github.com/lab/digits.git',
    'https://token@gitlab.example.org:8443/lab/digits?private_token=x#y': 'https://gitlab.example.org:8443/lab/digits',
    'git@github.com:lab/digits.git': 'ssh://github.com/lab/digits.git',
    'ssh://git@codeberg.org/lab/digits': 'ssh://codeberg.org/lab/digits',
    '/home/lab/digits': null,
    '../digits': null,
    'C:\\lab\\digits': null,
    'file:///home/lab/digits': null,
    'ext::sh -c touch% x': null,
    '': null,
  };
  for (const [remote, expected] of Object.entries(cases)) assert.equal(cleanRemote(remote), expected, remote);
});

test('commits have an address at hosts whose form is known', () => {
  const cases: Record<string, string | null> = {
    'git@github.com:lab/digits.git': `https://github.com/lab/digits/commit/${HASH}`,
    'https://x:y@github.com/lab/digits/': `https://github.com/lab/digits/commit/${HASH}`,
    'https://gitlab.com/lab/group/digits.git': `https://gitlab.com/lab/group/digits/-/commit/${HASH}`,
    'ssh://git@gitlab.example.org:2222/lab/digits.git': `https://gitlab.example.org/lab/digits/-/commit/${HASH}`,
    'https://bitbucket.org/lab/digits': `https://bitbucket.org/lab/digits/commits/${HASH}`,
    'https://codeberg.org/lab/digits.git': `https://codeberg.org/lab/digits/commit/${HASH}`,
    'http://github.com/lab/digits': null,
    'https://example.org/lab/digits': null,
    'https://evilgithub.com/lab/digits': null,
    'https://github.com/': null,
    'https://github.com/lab/"><script>': null,
    'javascript:alert(1)//github.com/lab/digits': null,
  };
  for (const [remote, expected] of Object.entries(cases)) assert.equal(commitAddress(remote, HASH), expected, remote);
  assert.equal(commitAddress('https://github.com/lab/digits', 'main'), null);
});
