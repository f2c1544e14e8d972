import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuredData } from '../../src/analysis/configured-data.ts';
import { partsOf } from '../../src/analysis/slices/run-parts.ts';
import { phraseText } from '../../src/model/phrase-text.ts';
import type { ValueMap } from '../../src/model/value.ts';
import { runOf } from '../support/runs.ts';

const of = (config: ValueMap) => configuredData(runOf({ id: 'a', config }));

test('data that only the configuration names is found by keys that say so, with its digest', () => {
  assert.deepEqual(of({ data: 'kjv.txt', data_sha256: 'b5c4' }), [{ key: 'data', name: 'kjv.txt', fixed: 'b5c4' }]);
  assert.deepEqual(of({ data: { name: 'sklearn-digits', sha256: 'aa' } }), [{ key: 'data.name', name: 'sklearn-digits', fixed: 'aa' }]);
  assert.deepEqual(of({ dataset: 'cifar10' }), [{ key: 'dataset', name: 'cifar10', fixed: null }]);
  assert.deepEqual(
    of({ data: { root: { path: '/x' } }, optim: { name: 'adam' }, data_workers: 4, data_augment: 'flip', metadata: 'x' }),
    [],
  );
  const recorded = { ...runOf({ id: 'a', config: { data: 'kjv.txt' } }), data: [{ name: 'other' }] };
  assert.deepEqual(configuredData(recorded), []);
});

test('the part of the data tells what the configuration names', () => {
  const part = (config: ValueMap) => {
    const [, , data] = partsOf(runOf({ id: 'a', config }));
    return [data?.state, phraseText(data?.text ?? [])];
  };
  assert.deepEqual(part({ data: 'kjv.txt', data_sha256: 'b5c4' }), [
    'present',
    'kjv.txt, in the configuration (data), with version or digest.',
  ]);
  assert.deepEqual(part({ data: 'kjv.txt' }), ['partly', 'kjv.txt, in the configuration (data); no version and no digest.']);
  assert.equal(part({ lr: 1 })[0], 'missing');
});
