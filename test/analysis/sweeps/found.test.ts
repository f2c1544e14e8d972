import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overviewOf } from '../../../src/analysis/overview.ts';
import { sweepsSlice } from '../../../src/analysis/slices/sweeps.ts';
import { budgetChart } from '../../../src/charts/budget.ts';
import { parallelChart } from '../../../src/charts/parallel.ts';
import { sliceChart } from '../../../src/charts/slice.ts';
import { exportSweep } from '../../../src/exports/sweeps.ts';
import { exportedSweep } from '../../../src/model/exported-sweep.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { Project } from '../../../src/model/project.ts';
import type { SweepPage } from '../../../src/model/report/sweep.ts';
import type { Run } from '../../../src/model/run.ts';
import type { ValueMap } from '../../../src/model/value.ts';
import { columnsOf, projectInputOf, projectOf, runOf, type Sketch } from '../../support/runs.ts';

function pagesOf(runs: readonly Run[], said: Partial<Project> = {}): readonly SweepPage[] {
  const { slugs, sweep } = sweepsSlice(overviewOf(projectInputOf(runs, { project: projectOf(said) }), columnsOf));
  return slugs.map((slug) => sweep(slug) as SweepPage);
}

const trial = (i: number, config: ValueMap, value: number | null, more: Partial<Sketch> = {}): Run =>
  runOf({
    id: `t${i}`,
    startedAt: 1000 + i,
    durationSeconds: 10,
    config,
    ...(value === null ? {} : { lines: { 'val/loss': [value] } }),
    ...more,
  });
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

test('a group is a sweep from eight configurations on; seeds are no configurations', () => {
  const group = (n: number, seeds: number) =>
    range(n * seeds).map((i) => trial(i, { lr: 0.001 * (1 + Math.floor(i / seeds)), seed: i % seeds }, 1 / (i + 1), { group: 'lr-scan' }));
  assert.equal(pagesOf(group(7, 5)).length, 0);
  const [page] = pagesOf(group(8, 2));
  assert.deepEqual([page?.slug, page?.kind, page?.trials, page?.counts.result], ['lr-scan', 'group', 16, 16]);
  assert.deepEqual(
    page?.parameters.map(({ name, source, distinct }) => [name, source, distinct]),
    [['lr', 'guessed', 8]],
  );
  assert.deepEqual(
    page?.leftOut.map(({ key }) => key),
    ['seed'],
  );
  assert.match(phraseText(page?.caveat ?? []), /Trials of equal parameters scatter by s = .* \(8 degrees of freedom\)/);
});

test('a recorded sweep counts from two trials on; the group and the parent of the same runs are not told again', () => {
  const parent = runOf({ id: 'p', name: 'search' });
  const some = range(3).map((i) => trial(i, { lr: 0.1 + i }, i, { sweep: 'abc', tracker: 'wandb', group: 'g', parent: 'p' }));
  const [page, ...others] = pagesOf([parent, ...some]);
  assert.deepEqual([others.length, page?.kind, page?.slug, page?.parent?.name], [0, 'wandb', 'abc', 'search']);
  const multirun = some.map((run) => ({ ...run, tracker: 'hydra' as const, extra: { hydra: { mode: 'MULTIRUN' } } }));
  assert.deepEqual(pagesOf(multirun), [], 'three jobs of a multirun are as often an ablation');
  assert.deepEqual(pagesOf(range(12).map((i) => trial(i, { lr: 0.1 }, i, { sweep: 'same' }))), [], 'nothing varied');
  const children = range(9).map((i) => trial(i, { lr: 0.1 + i }, i, { parent: 'p' }));
  assert.deepEqual(
    pagesOf([parent, ...children]).map(({ kind, slug }) => [kind, slug]),
    [['mlflow', 'search']],
  );
});

test('sweeps of one name in two places have two addresses, the same whatever else is there', () => {
  const study = (storage: string, from: number) =>
    range(4).map((i) => {
      const run = trial(from + i, { x: i }, null, { sweep: 'search', summary: { value: i } });
      const source = { ...(run.sources[0] as Run['sources'][number]), path: storage, tracker: 'optuna' as const };
      return {
        ...run,
        sources: [source],
        metrics: [{ name: 'value', goal: 'maximize' as const }],
        extra: { trial: { study: 'search', number: i } },
      };
    });
  const [a, b] = [study('a.db', 0), study('b.db', 10)];
  const both = pagesOf([...a, ...b]);
  assert.equal(new Set(both.map(({ slug }) => slug)).size, 2);
  assert.deepEqual(
    both.map(({ slug }) => /^search-[0-9a-f]{4}$/.test(slug)),
    [true, true],
  );
  assert.deepEqual(
    pagesOf([...b, ...a])
      .map(({ slug }) => slug)
      .sort(),
    both.map(({ slug }) => slug).sort(),
  );
  assert.equal(pagesOf(a)[0]?.slug, 'search');
});

test('failed, pruned, silent and open trials are told apart; their values are no results', () => {
  const states = ['finished', 'failed', 'killed', 'pruned', 'running', 'queued', 'unknown', 'finished', 'finished'] as const;
  const runs = states.map((status, i) => trial(i, { lr: i + 1 }, i === 7 ? Number.NaN : i === 8 ? null : i, { status, sweep: 's' }));
  const [page] = pagesOf(runs);
  assert.deepEqual(page?.counts, { result: 2, failed: 3, pruned: 1, without: 1, open: 2 });
  assert.equal(page?.objectives[0]?.n, 2);
  assert.equal(page?.rows[page.objectives[0]?.best[0] as number]?.run.id, 't0');
  assert.deepEqual(page?.objectives[0]?.slices[0]?.failed, [2, 3, 8]);
  assert.equal(page?.objectives[0]?.budget, null, 'a curve of two results is none');
});

test('keys that always change together are one parameter; what another key decides goes with it', () => {
  const optimizers = ['sgd', 'adam', 'lion'] as const;
  const runs = range(18).map((i) => {
    const optimizer = optimizers[i % 3] as string;
    const width = 16 * (1 + Math.floor(i / 3));
    return trial(
      i,
      {
        model: { width, hidden: width * 4 },
        optim: { name: optimizer, betas: optimizer === 'sgd' ? 'none' : '0.9' },
        note: `run number ${i} of my search`,
      },
      i,
      {
        sweep: 's',
        overrides: [`model.width=${width}`],
      },
    );
  });
  const [page] = pagesOf(runs);
  assert.deepEqual(
    page?.parameters.map(({ name, also }) => [name, also]),
    [
      ['model.width', ['model.hidden']],
      ['optim.name', ['optim.betas']],
    ],
  );
  assert.deepEqual(
    page?.leftOut.map(({ key }) => key),
    ['note'],
  );
});

test('numbers drawn at random are parameters of their own, also where every configuration was run twice', () => {
  const runs = range(40).map((i) => {
    const draw = Math.floor(i / 2) + 1;
    return trial(i, { lr: Math.sin(draw) + 2, decay: Math.cos(draw * 3) + 2, lr_again: Math.sin(draw) + 2, seed: i % 2 }, i % 7, {
      group: 'random',
    });
  });
  const [page] = pagesOf(runs);
  assert.deepEqual(
    page?.parameters.map(({ name, also }) => [name, also]),
    [
      ['lr', ['lr_again']],
      ['decay', []],
    ],
  );
  assert.deepEqual(page?.objectives[0]?.importance?.remarks, []);
});

test('a conditional parameter: how many trials lack it, and where their line breaks', () => {
  const runs = range(12).map((i) =>
    trial(i, i % 2 === 0 ? { opt: 'sgd', momentum: 0.1 * i, lr: 2 ** -i } : { opt: 'adam', lr: 2 ** -i }, (i * 7) % 5, { sweep: 's' }),
  );
  const [page] = pagesOf(runs);
  const momentum = page?.parameters.find(({ name }) => name === 'momentum');
  assert.deepEqual([momentum?.absent, momentum?.distinct], [6, 6]);
  const slice = page?.objectives[0]?.slices.find(({ parameter }) => parameter === 'momentum');
  assert.equal(slice?.points.length, 6);
  assert.match(phraseText(slice?.subtitle ?? []), /6 trials without it/);
  assert.equal(page?.objectives[0]?.parallel?.lines.filter((line) => line.includes(null)).length, 6);
  assert.equal(page?.parameters.find(({ name }) => name === 'lr')?.scale, 'log');
});

test('several objectives: an analysis each, and the trials that no other beats', () => {
  const runs = range(10).map((i) => {
    const run = trial(i, { x: i }, null, { sweep: 's', tracker: 'optuna', summary: { accuracy: i + 0.5, time: (i - 3) ** 2 } });
    const metrics = [
      { name: 'accuracy', goal: 'maximize' as const },
      { name: 'time', goal: 'minimize' as const },
    ];
    return {
      ...run,
      metrics,
      sources: run.sources.map((source) => ({ ...source, path: 'study.db', tracker: 'optuna' as const })),
      extra: { study: { directions: ['maximize', 'minimize'] } },
    };
  });
  const [page] = pagesOf(runs);
  assert.deepEqual(
    page?.objectives.map(({ metric, direction }) => [metric, direction.better]),
    [
      ['accuracy', 'higher'],
      ['time', 'lower'],
    ],
  );
  assert.deepEqual(
    page?.front.map(({ run }) => run.id),
    ['t9', 't8', 't7', 't6', 't5', 't4', 't3'],
  );
});

test('a metric of which nobody knows which way is better: every trial is shown, none is the best', () => {
  const runs = range(12).map((i) => runOf({ id: `t${i}`, config: { lr: i + 1 }, lines: { thing: [5 - i] }, sweep: 's' }));
  const [page] = pagesOf(runs, { primary: 'thing' });
  const [goal] = page?.objectives ?? [];
  assert.deepEqual([goal?.metric, goal?.best, goal?.importance, goal?.budget, goal?.parallel], ['thing', [], null, null, null]);
  assert.deepEqual([goal?.slices[0]?.limits, goal?.slices[0]?.points.length, goal?.slices[0]?.best], [[-6, 5], 12, null]);
  assert.deepEqual([goal?.drawn, goal?.beyond], [12, 0]);
  assert.equal(goal?.slices[0]?.alternative, 'thing of 12 trials over lr');
  assert.match(phraseText(page?.headline ?? []), /which way thing is better is not known/);
});

test('the drawings of a page stay small, however many parameters, trials and objectives', () => {
  const metrics = ['a', 'b', 'c', 'd'].map((name) => ({ name, goal: 'minimize' as const }));
  const runs = range(900).map((i) => {
    const draw = (k: number) => Math.abs(Math.sin((i + 1) * (k + 1) * 12.9898) * 43758.5453) % 1;
    const config = Object.fromEntries(range(24).map((k) => [`parameter_${k}`, draw(k)]));
    const summary = Object.fromEntries(metrics.map(({ name }, k) => [name, draw(k) + draw(30 + k)]));
    const run = trial(i, config, null, { sweep: 's', tracker: 'optuna', summary, status: i % 9 === 0 ? 'failed' : 'finished' });
    return {
      ...run,
      metrics,
      sources: run.sources.map((source) => ({ ...source, path: 'study.db', tracker: 'optuna' as const })),
      extra: { study: { directions: ['minimize', 'minimize', 'minimize', 'minimize'] } },
    };
  });
  const [page] = pagesOf(runs);
  assert.equal(page?.objectives.length, 4);
  const drawings = page.objectives.flatMap(({ slices, parallel, budget }) => [
    ...slices.map((slice) => sliceChart(slice)),
    ...(parallel === null ? [] : [parallelChart(parallel)]),
    ...(budget === null ? [] : [budgetChart(budget)]),
  ]);
  const bytes = drawings.reduce((sum, { markup }) => sum + markup.length, 0);
  assert.ok(drawings.length > 20 && bytes < 240_000, `${drawings.length} drawings, ${bytes} bytes`);
});

function noNaN(figure: unknown): void {
  if (typeof figure === 'number') assert.ok(!Number.isNaN(figure));
  else if (figure !== null && typeof figure === 'object') Object.values(figure).forEach(noNaN);
}

test('nothing that a record holds breaks a page or its export', () => {
  const value = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('__proto__', 'NaN', '<script>', '1e999'),
  );
  const metric = fc.option(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, 0, 1e308)));
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, metric), { minLength: 2, maxLength: 20 }), (rows) => {
      const runs = rows.map(([a, b, y], i) => trial(i, { a, b, ['__proto__x']: a }, y, { sweep: `<b>${i % 2}` }));
      for (const page of pagesOf(runs)) {
        exportedSweep.strict().parse(exportSweep(page));
        assert.match(page.slug, /^[a-z0-9][a-z0-9._-]*$/);
        noNaN(page.objectives.map(({ slices, parallel, importance, budget }) => [slices, parallel, importance, budget]));
      }
    }),
    { numRuns: 200, seed: 8 },
  );
});
