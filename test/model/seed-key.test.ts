import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSeed } from '../../src/model/seed-key.ts';
import { type Value, valueMap } from '../../src/model/value.ts';
import { seedsOf } from '../../src/runs/seeds.ts';
import { find, rolesIn, runsOf } from '../analysis/variants/sketch.ts';

const SEEDS: readonly [key: string, value: Value][] = [
  ['seed', 1],
  ['gmm_seed', 39],
  ['data.splitSeed', 7],
  ['model/np-seed', '12'],
  ['random_state', 2n ** 70n],
  ['trainer.RNG', 0],
  ['seeds', [1, 2, 3]],
];
const OTHERS: readonly [key: string, value: Value][] = [
  ['seed', null],
  ['seed', 'None'],
  ['seed', true],
  ['seed_fraction', 0.25],
  ['num_seeds', 5],
  ['use_seed', 1],
  ['seed_everything_workers', 4],
  ['repeat_idx', 3],
  ['random_crop', 32],
  ['seed.value', 1],
  ['seedling', 4],
];

/** The key is that of a seed, yet this run has none. */
const NONE_GIVEN: readonly Value[] = [null, 'None'];

test('a seed is an integer, or several, under a name of a seed', () => {
  for (const [key, value] of SEEDS) assert.ok(isSeed(key, value), key);
  for (const [key, value] of OTHERS) assert.ok(!isSeed(key, value), `${key} ${String(value)}`);
});

test('a run has the seeds that tell the repetitions of its variant apart', () => {
  for (const [key, value] of [...SEEDS, ...OTHERS]) {
    const config = Object.assign(valueMap(), { [key]: value });
    const { [key]: role } = rolesIn(find(runsOf([config, { ...config, [key]: Array.isArray(value) ? value : 8 }])));
    const seeded = Object.keys(seedsOf(config)).length > 0;
    if (seeded) assert.equal(role, 'seed', `${key} ${String(value)}`);
    else if (!NONE_GIVEN.includes(value) && key !== 'repeat_idx') assert.notEqual(role, 'seed', `${key} ${String(value)}`);
  }
});
