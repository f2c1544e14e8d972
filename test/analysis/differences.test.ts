import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differencesTitle } from '../../src/analysis/difference-words.ts';
import { differencesOf, differingFactors } from '../../src/analysis/differences.ts';
import { distinctNames, lineNames } from '../../src/analysis/line-names.ts';
import { distinctSlots, paletteOf } from '../../src/analysis/palette.ts';
import { phraseText } from '../../src/model/phrase-text.ts';
import type { Facts } from '../../src/model/report/compare.ts';

const run = (config: Facts, packages: Facts = {}, seeds: readonly string[] = []) => ({
  facts: { config, packages, data: {}, code: {}, environment: {} },
  seeds,
});

test('only what differs is a row; what is the same in all is said once; seeds come last', () => {
  const [config] = differencesOf([
    run({ seed: ['0'], lr: ['0.1'], model: 'a' }, {}, ['seed']),
    run({ seed: ['1'], lr: ['0.2'], model: 'a' }, {}, ['seed']),
  ]);
  assert.deepEqual(
    config?.rows.map(({ key, seed }) => [key, seed]),
    [
      ['lr', false],
      ['seed', true],
    ],
  );
  assert.deepEqual(config?.same, [{ key: 'model', value: 'a' }]);
});

test('the text "1" and the number 1 differ, and a missing key differs from all', () => {
  const [config] = differencesOf([run({ a: '1', b: ['1'] }), run({ a: ['1'] })]);
  assert.deepEqual(config?.rows, [
    { key: 'a', values: ['1', ['1']], seed: false },
    { key: 'b', values: [['1'], null], seed: false },
  ]);
});

test('a run that says nothing of its packages makes no difference of them', () => {
  const packages = differencesOf([run({}, { numpy: '2' }), run({}, { numpy: '2' }), run({})]).find(({ part }) => part === 'packages');
  assert.deepEqual(packages, { part: 'packages', rows: [], same: [{ key: 'numpy', value: '2' }], silent: 1 });
});

test('how many keys differ is said of the runs that record a configuration', () => {
  const title = (...configs: Facts[]) => phraseText(differencesTitle(differencesOf(configs.map((config) => run(config))), configs.length));
  assert.equal(title({ a: '1' }, { a: '2' }), 'One key of the configuration differs: a');
  assert.equal(title({ a: '1' }, { a: '1' }), 'No key of the configuration differs');
  assert.equal(title({ a: '1', b: '1' }, { a: '2', b: '2' }, {}), '2 keys of the configuration differ between the 2 runs that record it');
  assert.equal(title({ a: '1' }, {}), 'One of 2 runs records its configuration');
  assert.equal(title({}, {}), 'No configuration is recorded');
  assert.equal(title({}), 'Configuration');
});

test('keys of any name are keys', () => {
  const odd = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Facts;
  const [config] = differencesOf([run(odd), run({})]);
  assert.deepEqual(
    config?.same.map(({ key }) => key),
    ['__proto__', 'constructor'],
  );
  assert.deepEqual(differingFactors(differencesOf([run(odd), run({ constructor: 'z' })])), ['constructor', '__proto__']);
});

test('names of lines are short and differ', () => {
  const names = (...list: string[]) => lineNames(list.map((name, i) => ({ name, id: `id${i}` })));
  assert.deepEqual(names('a/version_0', 'b/version_2'), ['a', 'b']);
  assert.deepEqual(names('a/version_0', 'a/version_1'), ['a/version_0', 'a/version_1']);
  assert.deepEqual(names('run', 'run', ''), ['run id0', 'run id1', 'id2']);
  assert.deepEqual(names('a long experiment name lr 0.1', 'a long experiment name lr 0.2'), ['0.1', '0.2']);
  assert.deepEqual(names('x'), ['x']);
  assert.deepEqual(names('Namespace', 'wandb/run-20201222'), ['Namespace', 'wandb/run-20201222'], 'one of them has no path');
  assert.deepEqual(names('jax/trial_5', 'jax/trial_5', 'jax/trial_1'), ['trial_5 id0', 'trial_5 id1', 'trial_1']);
  assert.deepEqual(
    distinctNames([
      { id: 'id0', name: 'a/b' },
      { id: 'id1', name: 'a/b' },
      { id: 'id2', name: 'a/c' },
    ]),
    ['a/b id0', 'a/b id1', 'a/c'],
  );
});

test('a run keeps its place in the palette where no other line looks the same', () => {
  const palette = paletteOf(['b'], ['a', 'b', 'c']);
  assert.deepEqual(
    [...palette],
    [
      ['b', 0],
      ['a', 1],
      ['c', 2],
    ],
  );
  assert.deepEqual(distinctSlots([3, 23, 4], 20), [3, 5, 4]);
});
