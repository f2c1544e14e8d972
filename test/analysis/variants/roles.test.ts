import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, grouping, rolesIn, runsOf } from './sketch.ts';

test('names that say nothing of the experiment are volatile, others that look alike are not', () => {
  const volatile = (at: number) => ({
    output_dir: `out/${at}`,
    'wandb.project': `p${at}`,
    run_name: `name ${at}`,
    hostname: `node${at}`,
    port: 8000 + at,
    local_rank: at,
    'logger.every': at,
    log_interval: at,
    timestamp: 1_795_000_000 + at,
    gpu_id: at,
    git_sha: `${at}`.repeat(7),
    'data.num_workers': at,
    cmd: `train.py ${at}`,
    save_top_k: at,
  });
  const factors = (at: number) => ({
    'model.name': `m${at}`,
    dataset_name: `d${at}`,
    env_id: `Hopper-v${at}`,
    max_time: at,
    label_smoothing: at / 10,
    world_size: at,
    'loss.log_scale': at,
    optimizer_type: `o${at}`,
    time_embedding: at,
    export_quantized: at === 0,
  });
  const roles = rolesIn(find(runsOf([0, 1, 2, 3].map((at) => ({ ...volatile(at), ...factors(at), epochs: 10 })))));
  for (const key of Object.keys(volatile(0))) assert.equal(roles[key], 'volatile', key);
  for (const key of Object.keys(factors(0))) assert.equal(roles[key], 'factor', key);
  assert.equal(roles['epochs'], 'constant');
});

test('seeds are integers under a name of a seed; counts and switches of seeds are not', () => {
  const roles = rolesIn(
    find(
      runsOf(
        [0, 1, 2].map((at) => ({
          seed: at,
          random_state: String(at),
          'data.split_seed': BigInt(at) + 2n ** 70n,
          dataSeed: at,
          repetition: at,
          num_seeds: at,
          use_seed: at === 0,
          seed_fraction: at / 7,
          lr: at,
        })),
      ),
    ),
  );
  for (const key of ['seed', 'random_state', 'data.split_seed', 'dataSeed', 'repetition']) assert.equal(roles[key], 'seed', key);
  for (const key of ['num_seeds', 'use_seed', 'seed_fraction', 'lr']) assert.equal(roles[key], 'factor', key);
});

test('of paths their ends are compared', () => {
  const homes = ['/home/lab/data/', '/scratch/', 's3://bucket/'];
  const same = find(runsOf(homes.map((home, seed) => ({ data_dir: `${home}cifar10`, seed }))));
  assert.equal(rolesIn(same)['data_dir'], 'constant');
  assert.equal(same.list.length, 1);
  const other = find(runsOf(homes.flatMap((home, seed) => ['cifar10', 'cifar100'].map((name) => ({ data_dir: home + name, seed })))));
  assert.equal(rolesIn(other)['data_dir'], 'factor');
  assert.deepEqual(grouping(other), ['r000 r002 r004', 'r001 r003 r005']);
  const models = find(runsOf(['a', 'a', 'b'].map((name, seed) => ({ pretrained: `/ckpt/${name}/best.pt`, seed }))));
  assert.deepEqual(grouping(models), ['r000 r001', 'r002']);
});

test('words of project.yaml count before all else, the last one most', () => {
  const runs = runsOf([0, 1, 2].map((at) => ({ lr: at, 'trainer.log_interval': at, output_dir: `o${at}`, seed: 0 })));
  const roles = rolesIn(find(runs, { factors: { ignore: ['l*', 'trainer.*', '-*.log_interval', '-seed'], groups: new Map() } }));
  assert.deepEqual(roles, { lr: 'ignored', output_dir: 'volatile', seed: 'constant', 'trainer.log_interval': 'factor' });
});

test('results that were logged as configuration are no factors', () => {
  const noise = (at: number) => 0.9 + Math.sin(at * 12.9898) / 100;
  const grid = [0.1, 0.01, 0.001].flatMap((lr, i) =>
    [0, 1, 2].map((seed) => ({
      lr,
      seed,
      strange: noise(i * 3 + seed),
      best_val_acc: noise(99 + i * 3 + seed),
      duration: 100.5 + i + seed,
    })),
  );
  const found = find(runsOf(grid));
  assert.deepEqual(rolesIn(found), { best_val_acc: 'volatile', duration: 'volatile', lr: 'factor', seed: 'seed', strange: 'volatile' });
  assert.equal(found.list.length, 3);
  for (const { key, why } of found.keys) if (['strange', 'best_val_acc'].includes(key)) assert.match(why, /result/);
});

test('numbers that a search draws stay factors', () => {
  const draw = (at: number) => Math.abs(Math.sin(at * 78.233));
  for (const seedOf of [() => 0, (at: number) => at]) {
    const runs = runsOf(
      Array.from({ length: 20 }, (_, at) => ({
        lr: draw(at),
        dropout: draw(at + 100),
        optimizer: at % 2 ? 'adam' : 'sgd',
        loss_weight: draw(at + 7),
        seed: seedOf(at),
      })),
    );
    const found = find(runs);
    for (const key of ['lr', 'dropout', 'optimizer', 'loss_weight']) assert.equal(rolesIn(found)[key], 'factor', key);
    assert.equal(found.list.length, 20);
    assert.deepEqual(
      found.factors.map(({ keys }) => keys),
      [['dropout'], ['loss_weight'], ['lr'], ['optimizer']],
    );
  }
});

test('a run without any configuration makes no key of the others a difference, and is no replicate', () => {
  const found = find([
    ...runsOf([
      { lr: 1, seed: 0 },
      { lr: 1, seed: 1 },
    ]),
    ...runsOf([{}, {}], (at) => ({ id: `x${at}`, name: `model${at}` })),
  ]);
  assert.equal(rolesIn(found)['lr'], 'constant');
  assert.deepEqual(grouping(found), ['r000 r001', 'x0', 'x1']);
  assert.deepEqual(found.list.map(({ label }) => label).sort(), ['model0', 'model1', 'usual values']);
  const seeded = find(runsOf([{}, {}, {}], (at) => ({ name: at < 2 ? `mlp-seed${at}` : 'cnn-seed0' })));
  assert.deepEqual(grouping(seeded), ['r000 r001', 'r002']);
  assert.deepEqual(
    seeded.list.flatMap(({ runs }) => runs.map((run) => seeded.seedOf(run))),
    ['0', '1', '0'],
  );
});
