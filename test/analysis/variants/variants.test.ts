import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Variants } from '../../../src/model/variant.ts';
import { assertGrowth } from '../../support/growth.ts';
import { configured, find, grouping, runsOf } from './sketch.ts';

const query = (text: string) => ({ text, place: { path: 'project.yaml' } });
const labels = ({ list }: Variants) => list.map(({ label }) => label);

/** Small designs: a few keys with a few values, seeds, and keys that say nothing. */
const designs = fc.array(
  fc.record({
    lr: fc.constantFrom(0.1, 0.01, '0.1'),
    model: fc.constantFrom('cnn', 'mlp'),
    width: fc.option(fc.constantFrom(16, 32, 16n), { nil: undefined }),
    seed: fc.nat(4),
    output_dir: fc.constantFrom('a', 'b', '/tmp/c'),
    run_id: fc.nat(1000),
    log_interval: fc.nat(3),
  }),
  { minLength: 1, maxLength: 24 },
);
const settings = { seed: 20261121, numRuns: 150 };
const defined = (config: { readonly [key: string]: unknown }) =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as { [key: string]: string };

test('the order of runs changes nothing', () => {
  fc.assert(
    fc.property(designs, fc.nat(), (configs, turn) => {
      const runs = runsOf(configs.map(defined));
      const [one, two] = [
        find(runs),
        find([...runs].sort((a, b) => ((Number(a.id.slice(1)) * 7919 + turn) % 101) - ((Number(b.id.slice(1)) * 7919 + turn) % 101))),
      ];
      assert.deepEqual(
        one.list.map((variant) => ({ ...variant, runs: variant.runs.map(({ id }) => id) })),
        two.list.map((variant) => ({ ...variant, runs: variant.runs.map(({ id }) => id) })),
      );
      assert.deepEqual([one.keys, one.factors, one.baseline?.variant.key], [two.keys, two.factors, two.baseline?.variant.key]);
    }),
    settings,
  );
});

test('what volatile keys hold, and the order of keys, changes nothing', () => {
  fc.assert(
    fc.property(designs, (configs) => {
      const renamed = configs.map((config, at) =>
        Object.fromEntries(
          Object.entries({ ...defined(config), output_dir: `elsewhere/${at}`, run_id: `x${at}`, log_interval: 7 }).reverse(),
        ),
      );
      assert.deepEqual(grouping(find(runsOf(configs.map(defined)))), grouping(find(runsOf(renamed))));
    }),
    settings,
  );
});

test('two runs are together exactly where all but seed and volatile keys is the same', () => {
  fc.assert(
    fc.property(designs, (configs) => {
      const found = find(runsOf(configs.map(defined)));
      const text = ({ lr, model, width }: (typeof configs)[number]) =>
        `${Number(lr)} ${model} ${width === undefined ? 'none' : Number(width)}`;
      const expected = new Map<string, string[]>();
      configs.forEach((config, at) => {
        expected.set(text(config), [...(expected.get(text(config)) ?? []), `r${String(at).padStart(3, '0')}`]);
      });
      assert.deepEqual(grouping(found), [...expected.values()].map((ids) => ids.join(' ')).sort());
      for (const names of [
        labels(found),
        found.list.map(({ slug }) => slug),
        found.list.map(({ key }) => key),
        found.list.map(({ slot }) => slot),
      ]) {
        assert.equal(new Set<string | number>(names).size, names.length, names.join(' | '));
      }
      for (const { slug } of found.list) assert.match(slug, /^[a-z0-9][a-z0-9._-]*$/);
    }),
    settings,
  );
});

test('a new run takes neither key nor colour away from the others', () => {
  const configs = [16, 32, 64].flatMap((width) => [0, 1].map((seed) => ({ width, seed, depth: 2 })));
  const before = find(runsOf(configs));
  const after = find(runsOf([...configs, { width: 128, seed: 0, depth: 3 }]));
  for (const variant of before.list) {
    const same = after.of(variant.runs[0]?.id ?? '');
    assert.deepEqual([same?.key, same?.slot], [variant.key, variant.slot]);
  }
});

test('a run belongs to the first declared variant that finds it; one that merges configurations says in which keys', () => {
  const runs = runsOf(
    [1, 2, 3].flatMap((lr) => [0, 1].map((seed) => ({ lr, seed }))),
    (at) => ({ tags: at < 4 ? ['early'] : [] }),
  );
  const found = find(runs, {
    variants: new Map([
      ['slow', query('lr:1')],
      ['early', query('tag:early')],
      ['none', query('lr:9')],
      ['broken', query('lr:(')],
    ]),
  });
  assert.deepEqual(
    found.list.map(({ name, label, inside, runs: own }) => [name, label, inside, own.length]),
    [
      ['slow', 'slow', [], 2],
      ['early', 'early', [], 2],
      [null, 'lr=3', [], 2],
    ],
  );
  const all = find(runs, { variants: new Map([['any', query('tag:early')]]) });
  assert.deepEqual(all.named('any')?.inside, ['lr']);
  assert.equal(all.named('any')?.factors.has('lr'), false);
});

test('keys that change together are one factor, derived keys none of their own, declared groups by their name', () => {
  const models = { small: [2, 64], base: [4, 64], large: [8, 128] } as const;
  const configs = Object.entries(models).flatMap(([name, [depth, width]]) =>
    [false, true].flatMap((ema) =>
      [0.1, 0.01].map((lr) => ({
        'model.name': name,
        'model.depth': depth,
        'model.width': width,
        use_ema: ema,
        lr,
        ...(ema ? { ema_decay: 0.99 } : {}),
      })),
    ),
  );
  const { factors } = find(runsOf(configs));
  assert.deepEqual(
    factors.map(({ name, keys, derived, levels, numeric }) => ({ name, keys, derived, levels, numeric })),
    [
      { name: 'lr', keys: ['lr'], derived: [], levels: ['0.01', '0.1'], numeric: true },
      {
        name: 'model.name',
        keys: ['model.name', 'model.depth'],
        derived: ['model.width'],
        levels: ['base', 'large', 'small'],
        numeric: false,
      },
      { name: 'use_ema', keys: ['use_ema', 'ema_decay'], derived: [], levels: ['false', 'true'], numeric: false },
    ],
  );
  const grouped = find(runsOf(configs), { factors: { ignore: [], groups: new Map([['recipe', ['lr', 'use_*', 'ema_*']]]) } });
  assert.deepEqual(grouped.factors.find(({ name }) => name === 'recipe')?.keys.toSorted(), ['ema_decay', 'lr', 'use_ema']);
});

test('a key that is different in every configuration of a grid follows from the others', () => {
  const grid = [1, 2, 3].flatMap((depth) => [16, 32].map((width) => ({ depth, width, n_weights: depth * width * width })));
  assert.deepEqual(
    find(runsOf(grid)).factors.map(({ name, derived }) => [name, derived]),
    [
      ['depth', ['n_weights']],
      ['width', []],
    ],
  );
});

test('the baseline is declared, tagged, in production, or has most neighbours; never the best', () => {
  const star = [
    { a: 0, b: 0, c: 0 },
    { a: 1, b: 0, c: 0 },
    { a: 0, b: 1, c: 0 },
    { a: 0, b: 0, c: 1 },
  ];
  const best = (at: number) => ({ lines: { 'val/acc': [0.1 + at / 10] } });
  const baseline = (found: Variants) => [found.baseline?.variant.runs[0]?.id, found.baseline?.rule];
  assert.deepEqual(baseline(find(runsOf(star, best))), ['r000', 'neighbours']);
  assert.deepEqual(baseline(find(runsOf(star, (at) => (at === 2 ? { tags: ['Baseline'] } : {})))), ['r002', 'tag']);
  const stage = (at: number) => (at === 3 ? { registry: [{ model: 'm', version: '1', stage: 'Production', aliases: [] }] } : {});
  assert.deepEqual(baseline(find(runsOf(star, stage))), ['r003', 'stage']);
  assert.deepEqual(baseline(find(runsOf(star, stage), { baseline: query('config.a:1') })), ['r001', 'declared']);
  assert.deepEqual(
    baseline(find(runsOf(star, stage), { baseline: query('second'), variants: new Map([['second', query('config.b:1')]]) })),
    ['r002', 'declared'],
  );
  assert.equal(
    find(
      runsOf([
        { a: 0, b: 0 },
        { a: 1, b: 1 },
      ]),
    ).baseline?.rule,
    'neighbours',
  );
  assert.equal(find(runsOf([{ a: 1 }])).baseline, null);
});

test('labels say what differs from the baseline, in few words', () => {
  const base = { 'optim.lr': 0.1, 'model.name': 'cnn', 'model.width': 16, 'head.width': 8, ema: true };
  const configs = [
    base,
    { ...base, 'optim.lr': '1e-2' },
    { ...base, 'model.name': 'resnet' },
    { ...base, 'model.width': 32 },
    { ...base, ema: false },
    { ...base, ema: false, 'optim.lr': 1 },
  ];
  const found = find(runsOf(configs, (at) => (at === 0 ? { tags: ['baseline'] } : {})));
  assert.deepEqual(labels(found), ['baseline', 'lr=0.01', 'model.name=resnet', 'width=32', 'ema=false', 'ema=false, lr=1']);
  const far = { 'optim.lr': 3, 'model.name': 'vit', 'model.width': 99, 'head.width': 9, ema: false };
  const named = find(
    runsOf([...configs, far, { ...far, ema: true }, { ...far, seed: 1 }], (at) =>
      at === 0 ? { tags: ['baseline'] } : at === 6 || at === 8 ? { tags: ['big'] } : {},
    ),
  );
  assert.deepEqual(labels(named).slice(6), ['big', 'big, ema=true']);
});

test('of a label that is too long every part is shortened for itself, so that each still begins with its key', () => {
  const config = (target: string, schedule: string, encoder: string) => ({
    'data.target': `vime.data.${target.repeat(40)}`,
    'optim.schedule': `vime.optim.${schedule.repeat(40)}`,
    'model.encoder': encoder,
  });
  const far = config('b', 'b', 'an-encoder-of-thirty-characters');
  const configs = [config('a', 'a', 'e'), config('b', 'a', 'e'), config('a', 'b', 'e'), config('a', 'a', 'f'), far, { ...far, seed: 1 }];
  const label = labels(find(runsOf(configs, (at) => (at === 0 ? { tags: ['baseline'] } : {})))).at(-1) ?? '';
  assert.deepEqual(
    label.split(', ').map((part) => part.split('=')[0]),
    ['target', 'encoder', 'schedule'],
  );
  assert.match(label, /^target=v.*…/);
  assert.ok(label.length <= 96, label);
});

test('work grows with runs and keys, not with their squares', () => {
  const runs = (count: number, keys: number) =>
    Array.from({ length: count }, (_, at) => {
      const variant = at >> 1;
      const config = Object.fromEntries(
        Array.from({ length: keys }, (__, key) => [`part.key${key}`, key < keys / 8 ? Math.floor(variant / 3 ** (key % 6)) % 3 : key]),
      );
      return configured(`r${at}`, { ...config, seed: at & 1, name: `n${at}` }, { startedAt: at });
    });
  const many = new Map<number, ReturnType<typeof runs>>();
  assertGrowth('runs', 150, (size) => void find(many.get(size) ?? many.set(size, runs(size, 40)).get(size) ?? []));
  const wide = new Map<number, ReturnType<typeof runs>>();
  assertGrowth('keys', 60, (size) => void find(wide.get(size) ?? wide.set(size, runs(100, size)).get(size) ?? []));
  const search = (count: number) =>
    Array.from({ length: count }, (_, at) => configured(`r${at}`, { a: Math.sin(at), b: Math.cos(at), c: at % 7 }, { startedAt: at }));
  const drawn = new Map<number, ReturnType<typeof runs>>();
  assertGrowth('drawn numbers', 300, (size) => void find(drawn.get(size) ?? drawn.set(size, search(size)).get(size) ?? []));
});
