import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseJson } from '../../src/formats/json.ts';
import { isMap, type Value, valueMap } from '../../src/model/value.ts';
import { hydra } from '../../src/readers/hydra/index.ts';
import { resolveConfig } from '../../src/readers/hydra/interpolation.ts';
import { withoutHelp } from '../../src/readers/hydra/settings.ts';
import { readFullYaml, readYaml } from '../../src/readers/yaml.ts';
import { assertGrowth } from '../support/growth.ts';
import { FIXTURES, readFolder, shared } from '../support/read.ts';
import { contentsOf, mutant } from './memory.ts';
import { numbersFrom, readMemory } from './memory-archive.ts';

const HOME = path.join(FIXTURES, 'hydra');
const SINGLE = 'outputs/2026-11-20/20-25-51';

test('a single run and the jobs of a multirun', async () => {
  const { fragments, diagnostics, claims } = await readFolder(HOME, hydra);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(
    claims.map(({ path: place }) => place),
    ['multirun/2026-11-20/20-25-50/0', 'multirun/2026-11-20/20-25-50/4', SINGLE],
  );
  const [first, second, single] = fragments;
  assert.deepEqual(
    fragments.map(({ keys, format }) => [keys.role, keys.directory, format]),
    claims.map(({ path: place }) => ['overlay', place, 'Hydra job, 1.3.8']),
  );
  assert.equal(first?.facts.sweep, '2026-11-20/20-25-50');
  assert.equal(first?.facts.group, '2026-11-20/20-25-50');
  assert.equal(first?.facts.name, 'hydra-wandb model.dropout=0.2,seed=1');
  assert.deepEqual(second?.facts.overrides, ['model.dropout=0.0', 'seed=2']);
  assert.deepEqual(second?.facts.config?.['seed'], 2);
  assert.equal(single?.facts.sweep, undefined);
  assert.equal(single?.facts.name, 'hydra-wandb optimizer.lr=1e80');
  assert.equal(single?.facts.startedAt, Date.UTC(2026, 10, 20, 20, 25, 51) / 1000);
  assert.equal(single?.facts.timeZoneAssumed, true);
  assert.equal(single?.facts.status, 'unknown');
  assert.equal(single?.facts.code?.program, 'hydra-wandb');
  assert.equal(single?.facts.environment?.workingDirectory, '/home/lab/rosetta-a/out/hydra-wandb');
  assert.deepEqual(JSON.parse(JSON.stringify(single?.facts.config)), {
    seed: 1,
    epochs: 2,
    deterministic: true,
    note: 'naïve café — 数字',
    model: { name: 'mlp', hidden: 32, dropout: 0.2, layers: [64, 32, 10] },
    optimizer: { name: 'sgd', lr: 1e80, schedule: 'cosine', weight_decay: null },
    data: { name: 'digits', batch_size: 64, path: 'data/digits.csv' },
  });
  assert.deepEqual(
    single?.sources,
    ['config', 'hydra', 'overrides'].map((name) => `${SINGLE}/.hydra/${name}.yaml`),
  );
  assert.deepEqual(JSON.parse(JSON.stringify(second?.facts.extra)), {
    hydra: {
      version: '1.3.8',
      mode: 'MULTIRUN',
      config_name: 'config',
      job_number: '4',
      job_id: '4',
      launcher: 'hydra._internal.core_plugins.basic_launcher.BasicLauncher',
      sweeper: 'hydra._internal.core_plugins.basic_sweeper.BasicSweeper',
    },
  });
});

test('the seven runs of the rosetta, against their truth', async (t) => {
  const archive = shared('rosetta', 'archives', 'hydra-wandb');
  if (archive === null) return t.skip('SKIPPED: ../shared/rosetta is not here');
  const { fragments, diagnostics } = await readFolder(archive, hydra);
  const truth = parseJson(fs.readFileSync(path.join(archive, '..', '..', 'truth.json'), 'utf8')) as { runs: { config: Value }[] };
  assert.deepEqual(diagnostics, []);
  const wanted = truth.runs.map(({ config }) => JSON.stringify(config)).sort();
  assert.deepEqual(fragments.map(({ facts }) => JSON.stringify(facts.config)).sort(), wanted);
});

test('the public archives: every job, no damage', async (t) => {
  for (const [name, jobs] of [
    ['fee-mugre+rawdiffusion', 111],
    ['nathimel+rdsg', 48],
    ['Fsoft-AIC+Wave2Graph', 1],
  ] as const) {
    const archive = shared('corpus', 'hydra', name);
    if (archive === null) return t.skip('SKIPPED: ../shared/corpus is not here');
    const { fragments, diagnostics } = await readFolder(archive, hydra);
    assert.equal(fragments.length, jobs, name);
    assert.deepEqual(diagnostics, [], name);
    for (const { facts } of fragments) assert.ok(facts.config !== undefined && facts.overrides !== undefined, name);
    if (name.startsWith('nathimel')) {
      const inSweep = fragments.filter(({ keys }) => keys.directory.startsWith('multirun/'));
      assert.ok(inSweep.length > 30);
      for (const { facts } of inSweep) assert.equal(facts.sweep, 'multirun');
    }
  }
});

const SETTINGS = `hydra:
  sweep:
    dir: out/grid
    subdir: \${hydra.job.override_dirname}/\${model.name}
  job:
    name: train
    num: 3
    override_dirname: lr=0.1,seed=2
  runtime:
    version: 1.0.7
    choices:
      model: mlp
      hydra/launcher: basic
`;

test('a sweep of Hydra 1.0 with its own folder names, job log and results', () => {
  const { fragments, diagnostics } = readMemory(hydra, {
    'out/grid/lr=0.1,seed=2/mlp/.hydra/config.yaml': 'model:\n  name: mlp\nlr: 0.1\n',
    'out/grid/lr=0.1,seed=2/mlp/.hydra/hydra.yaml': SETTINGS,
    'out/grid/lr=0.1,seed=2/mlp/.hydra/overrides.yaml': "- lr=0.1\n- seed=2\n- '+x={a: 1}'\n- +y={b:1}\n",
    'out/grid/lr=0.1,seed=2/mlp/train.log':
      '[2026-11-20 21:00:01,250][__main__][INFO] - start\n[2026-11-20 21:00:09,000][hydra][ERROR] - Job failed\nTraceback (most recent call last):\n',
    'out/grid/lr=0.1,seed=2/mlp/other.log': 'Job failed',
  });
  assert.deepEqual(diagnostics, []);
  const [job] = fragments;
  assert.equal(job?.facts.sweep, 'out/grid');
  assert.equal(job?.facts.name, 'train lr=0.1,seed=2');
  assert.equal(job?.facts.status, 'failed');
  assert.equal(job?.facts.statusReason, 'Job failed');
  assert.equal(job?.facts.startedAt, Date.UTC(2026, 10, 20, 21, 0, 1, 250) / 1000);
  assert.equal(job?.facts.console?.path, 'out/grid/lr=0.1,seed=2/mlp/train.log');
  assert.deepEqual(job?.facts.overrides, ['lr=0.1', 'seed=2', '+x={a: 1}', '+y={b:1}']);
  assert.deepEqual(JSON.parse(JSON.stringify(job?.facts.extra)), {
    hydra: { version: '1.0.7', mode: 'MULTIRUN', job_number: '3', choices: { model: 'mlp' } },
  });
});

test('another name for .hydra counts only with all three files', () => {
  const three = { 'a/cfg/config.yaml': 'x: 1\n', 'a/cfg/hydra.yaml': 'hydra: {}\n', 'a/cfg/overrides.yaml': '[]\n' };
  assert.deepEqual(
    readMemory(hydra, { ...three, 'src/conf/config.yaml': 'x: 1\n' }).fragments.map(({ keys }) => keys.directory),
    ['a'],
  );
});

test('what is missing or torn is told, the rest is kept', () => {
  const { fragments, diagnostics } = readMemory(hydra, {
    'job/.hydra/config.yaml': 'lr: 0.1\nmodel: {a: 1, b\n',
    'job/.hydra/overrides.yaml': '',
  });
  assert.equal(fragments.length, 1);
  assert.equal(fragments[0]?.facts.config?.['lr'], 0.1);
  assert.deepEqual(
    diagnostics.map(({ code, place }) => `${code} ${place.path}:${place.line ?? ''}`),
    ['bad-line job/.hydra/config.yaml:3', 'missing-metadata job:', 'empty-file job/.hydra/overrides.yaml:'],
  );
  const only = readMemory(hydra, { 'job/.hydra/overrides.yaml': '- a=1\n' }).fragments[0];
  assert.deepEqual(only?.facts.overrides, ['a=1']);
  assert.equal(only?.facts.config, undefined);
});

test('interpolations', () => {
  const config = (text: string): Value => {
    const value = readYaml(text).value;
    const node = readYaml('job: {name: train, num: 3}\nruntime: {cwd: /home/lab, choices: {model: mlp}}').value;
    assert.ok(isMap(value) && isMap(node));
    return JSON.parse(JSON.stringify(resolveConfig(value, node)));
  };
  assert.deepEqual(config('a: {b: 2, c: "${.b}"}\nd: "${a.b}"\ne: "x=${a.b}, ${a.c}"\nf: ${a}'), {
    a: { b: 2, c: 2 },
    d: 2,
    e: 'x=2, 2',
    f: { b: 2, c: 2 },
  });
  assert.deepEqual(config("a: ${oc.env:X,7}\nb: ${oc.env:X}\nc: ${env:X,'y z'}\nd: /${oc.env:X,data}/x"), {
    a: 7,
    b: '${oc.env:X}',
    c: 'y z',
    d: '/data/x',
  });
  assert.deepEqual(
    config('a: ${hydra:job.name}-${hydra:job.num}\nb: ${hydra:runtime.choices.model}\nc: ${hydra:runtime.cwd}/x\nd: ${now:%Y}'),
    {
      a: 'train-3',
      b: 'mlp',
      c: '${hydra:runtime.cwd}/x',
      d: '${now:%Y}',
    },
  );
  assert.deepEqual(config('which: b\nt: {b: 5}\nv: ${t.${which}}\nl: [1, 2]\nw: ${l[1]}\nn: null\nm: ${n}\no: a-${n}-${q}\nq: true'), {
    which: 'b',
    t: { b: 5 },
    v: 5,
    l: [1, 2],
    w: 2,
    n: null,
    m: null,
    o: 'a-None-True',
    q: true,
  });
  assert.deepEqual(config('a: ${b}\nb: ${a}\nc: ${nothing}\nd: ???\ne: ${d}\nf: \\${a}'), {
    a: '${b}',
    b: '${a}',
    c: '${nothing}',
    d: '???',
    e: '${d}',
    f: '\\${a}',
  });
});

test('interpolations that multiply end', () => {
  const chain = (length: number, below: (key: string) => Value, last: string) => {
    const map = valueMap();
    for (let at = 0; at < length; at += 1) map[`k${at}`] = at === length - 1 ? last : below(`\${k${at + 1}}`);
    return map;
  };
  // Eight times as many steps would be 2 to the power of 105 times the work.
  assertGrowth(
    'lists',
    15,
    (length) =>
      resolveConfig(
        chain(length, (key) => [key, key], 'x'),
        valueMap(),
      ),
    4,
  );
  assertGrowth(
    'texts',
    15,
    (length) =>
      resolveConfig(
        chain(length, (key) => key + key, 'xxxxxxxx'),
        valueMap(),
      ),
    4,
  );
});

test('what is blanked of hydra.yaml changes nothing else', async (t) => {
  const text = fs.readFileSync(path.join(HOME, SINGLE, '.hydra/hydra.yaml'), 'utf8');
  const whole = readFullYaml(text, 'typed').value;
  const short = readYaml(withoutHelp(text)).value;
  assert.ok(isMap(whole) && isMap(short) && isMap(whole['hydra']) && isMap(short['hydra']));
  const { help, hydra_help, hydra_logging, job_logging, ...rest } = whole['hydra'];
  assert.deepEqual(JSON.parse(JSON.stringify(short['hydra'])), JSON.parse(JSON.stringify(rest)));
  t.diagnostic(`${text.length} characters, ${withoutHelp(text).trim().length} read`);
});

test('2,400 damaged archives: no throw, no run lost or invented, every fault has a place', () => {
  const job = 'multirun/2026-11-20/20-25-50/4';
  const all = contentsOf(HOME);
  const intact = Object.fromEntries(Object.entries(all).filter(([place]) => place.startsWith(job) || place.endsWith('multirun.yaml')));
  const paths = Object.keys(intact).filter((place) => place.startsWith(job) && place.endsWith('.yaml'));
  const numbers = numbersFrom(11);
  let told = 0;
  for (let round = 0; round < 2400; round += 1) {
    const place = paths[round % paths.length] as string;
    const { fragments, diagnostics } = readMemory(hydra, { ...intact, [place]: mutant(intact[place] as Uint8Array, numbers) });
    assert.equal(fragments.length, 1, place);
    assert.equal(fragments[0]?.keys.directory, job);
    if (!place.endsWith('/config.yaml')) assert.equal(fragments[0]?.facts.config?.['seed'], 2);
    if (!place.endsWith('/hydra.yaml')) assert.equal(fragments[0]?.facts.sweep, '2026-11-20/20-25-50');
    for (const found of diagnostics) assert.ok(found.place.path === place, JSON.stringify(found));
    if (diagnostics.length > 0) told += 1;
  }
  assert.ok(told > 500, `${told}`);
});
