import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { breakable, shorten, shortenMiddle, visible, visibleLines } from '../../src/model/visible.ts';

const ESCAPE = String.fromCharCode(27);

test('what a reader could not see is written out', () => {
  assert.equal(visible('a\u202eb\u2066c'), 'a[U+202E]b[U+2066]c');
  assert.equal(visible('zero\u200bwidth\ufeff'), 'zero[U+200B]width[U+FEFF]');
  assert.equal(visible('bell\u0007, null\u0000'), 'bell[U+0007], null[U+0000]');
  assert.equal(visible('half \ud800'), 'half [U+D800]');
});

test('scripts and emoji stay as they are', () => {
  for (const text of ['Größe', '学習率', 'معدل', 'می‌خواهم', '👩‍👩‍👧', 'a\u0301']) assert.equal(visible(text), text);
});

test('nothing that controls direction or display is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(visible(text), /[\u202a-\u202e\u2066-\u2069\p{Cc}\p{Cs}]/u);
    }),
  );
});

test('console text keeps its lines and loses its colours', () => {
  assert.equal(visibleLines(`${ESCAPE}[31mloss${ESCAPE}[0m\t1\r\nnext${ESCAPE}]`), 'loss\t1\nnext[U+001B]]');
});

test('cutting keeps whole characters and the limit', () => {
  assert.equal(shorten('abcdef', 6), 'abcdef');
  assert.equal(shorten('abcdefg', 6), 'abcde…');
  assert.equal(shorten('😀😀😀😀', 3), '😀😀…');
  assert.equal(shortenMiddle('😀😀😀😀😀', 9), '😀😀😀😀😀');
  assert.equal(shortenMiddle('😀😀😀😀😀', 4), '😀😀…😀');
  assert.equal(shortenMiddle('run-with-a-long-name-seed-12', 15), 'run-w…e-seed-12');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 3, max: 50 }), (text, length) => {
      for (const cut of [shorten, shortenMiddle]) {
        const short = cut(text, length);
        assert.ok(Array.from(short).length <= Math.max(length, 0) || short === text);
        assert.ok(short.isWellFormed() || !text.isWellFormed());
      }
    }),
  );
});

test('a line may break after the separators of a path or key, never inside a word or number', () => {
  assert.deepEqual(breakable('wandb/run-2e2/config.yaml'), ['wandb/', 'run-2e2/', 'config.', 'yaml']);
  assert.deepEqual(breakable('hydra.sweep._target_'), ['hydra.', 'sweep._', 'target_']);
  assert.deepEqual(breakable('lr=0.01,wd=1e-5'), ['lr=', '0.01,', 'wd=', '1e-5']);
  assert.deepEqual(breakable('Owner+Repository, 1e+5'), ['Owner+', 'Repository, 1e+5']);
  assert.deepEqual(breakable('/abs'), ['/abs']);
  assert.deepEqual(breakable(''), ['']);
});
