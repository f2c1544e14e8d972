import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredFragment } from '../../src/model/fragment.ts';
import { words } from '../../src/model/wording.ts';
import { resolveSameId } from '../../src/runs/same-id.ts';
import { fragment, head, joinThem } from './literals.ts';

test('a copy of a run is one run with two sources', () => {
  const { runs, codes } = joinThem([
    fragment('wandb', { directory: 'a/run-1-x1', trackerId: 'x1' }, { project: 'p', startedAt: 10 }, [head('loss', 5)]),
    fragment('wandb', { directory: 'b/latest-run', trackerId: 'x1' }, { project: 'p', startedAt: 10 }, [head('loss', 5)]),
  ]);
  assert.deepEqual(
    runs.map(({ id, sources }) => [id, sources.length]),
    [['x1', 2]],
  );
  assert.deepEqual(codes, []);
});

test('of a torn copy and the whole run the whole one counts', () => {
  const { runs } = joinThem([
    fragment('wandb', { directory: 'a/run', trackerId: 'x1' }, { project: 'p', startedAt: 10, status: 'unknown' }, [head('loss', 3)]),
    fragment('wandb', { directory: 'b/run', trackerId: 'x1' }, { project: 'p', startedAt: 10, status: 'finished' }, [head('loss', 5)]),
  ]);
  assert.deepEqual(
    runs.map(({ status, series }) => [status, series[0]?.stats.points]),
    [['finished', 5]],
  );
});

test('of copies with the same points the one that knows the end counts', () => {
  const copy = (directory: string, status: 'running' | 'unknown' | 'finished') =>
    fragment('wandb', { directory, trackerId: 'x1' }, { project: 'p', startedAt: 10, status }, [head('loss', 3)]);
  const { runs } = joinThem([copy('a', 'unknown'), copy('b', 'running'), copy('c', 'finished')]);
  assert.deepEqual(
    runs.map(({ status, sources }) => [status, sources.length]),
    [['finished', 3]],
  );
});

test('a resume is concatenated by start time, and later words count', () => {
  const { runs, codes } = joinThem([
    fragment(
      'wandb',
      { directory: 'run-2', trackerId: 'x1', resumed: true },
      { project: 'p', startedAt: 200, endedAt: 260, durationSeconds: 60, status: 'finished' },
      [head('loss', 4, 3)],
    ),
    fragment(
      'wandb',
      { directory: 'run-1', trackerId: 'x1' },
      { project: 'p', startedAt: 100, endedAt: 150, durationSeconds: 50, status: 'failed' },
      [head('loss', 5)],
    ),
  ]);
  const [run] = runs;
  assert.equal(runs.length, 1);
  assert.equal(run?.status, 'finished');
  assert.deepEqual([run?.startedAt, run?.endedAt, run?.durationSeconds], [100, 260, 110]);
  assert.deepEqual(
    run?.series.map(({ parts, rule }) => [parts.map(({ stats }) => stats.firstStep), rule]),
    [[[0, 3], 'last-per-step']],
  );
  assert.deepEqual(codes, []);
});

test('one id with different content is two runs and a diagnostic', () => {
  const { runs, codes } = joinThem([
    fragment('wandb', { directory: 'a', trackerId: 'x1' }, { project: 'p', startedAt: 10 }, [head('loss', 5)]),
    fragment('wandb', { directory: 'b', trackerId: 'x1' }, { project: 'p', startedAt: 20 }, [head('loss', 6)]),
  ]);
  assert.deepEqual(
    runs.map(({ id }) => id),
    ['x1', 'x1-2'],
  );
  assert.deepEqual(codes, ['same-id-different-content']);
});

test('runs of one id in the folder itself and below it are told by their places', () => {
  const piece = (directory: string, startedAt: number) =>
    fragment('record', { directory, trackerId: 'x1' }, { project: 'p', startedAt }, [head('loss', startedAt)]);
  const { diagnostics } = resolveSameId('x1', [piece('', 10), piece('below', 20)], () => false);
  assert.deepEqual(
    diagnostics.map((one) => words(one).message),
    ['The id x1 is recorded by runs of different content: the folder itself, below'],
  );
});

test('the same id in two projects is two runs without a word', () => {
  const { runs, codes } = joinThem([
    fragment('wandb', { directory: 'a', trackerId: 'x1' }, { project: 'p' }),
    fragment('wandb', { directory: 'b', trackerId: 'x1' }, { project: 'q' }),
  ]);
  assert.deepEqual(
    runs.map(({ id, project }) => [id, project]),
    [
      ['x1', 'p'],
      ['x1', 'q'],
    ],
  );
  assert.deepEqual(codes, []);
});

test('event files inside a W&B run are the same run', () => {
  const { runs } = joinThem([
    fragment('wandb', { directory: 'wandb/run-1', trackerId: 'x1' }, { project: 'p', config: { lr: 0.1 } }, [head('loss', 5)]),
    fragment('tensorboard', { directory: 'wandb/run-1/files/tb' }, { name: 'tb' }, [head('acc', 5)]),
  ]);
  assert.deepEqual(
    runs.map(({ id, series }) => [id, series.map(({ name }) => name)]),
    [['x1', ['acc', 'loss']]],
  );
});

test('the CSV and the event files of one folder are one run; the longer series counts', () => {
  const { runs } = joinThem([
    fragment('lightning', { directory: 'logs/version_0' }, { config: { model: { dropout: 0.2, layers: [1, 2] } } }, [
      head('loss', 9),
      head('acc', 3),
    ]),
    fragment(
      'tensorboard',
      { directory: 'logs/version_0' },
      { startedAt: 5, config: { 'model/dropout': 0.2, 'model/layers': '[1, 2]', extra: 1 } },
      [head('loss', 5), head('acc', 3)],
    ),
  ]);
  const [run] = runs;
  assert.equal(runs.length, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(run?.config)), { model: { dropout: 0.2, layers: [1, 2] }, extra: 1 });
  assert.deepEqual(
    run?.series.map(({ name, parts }) => [name, parts[0]?.stats.points]),
    [
      ['acc', 3],
      ['loss', 9],
    ],
  );
  assert.equal(run?.startedAt, 5);
  assert.equal(run?.sources.length, 2);
});

test('a sub-directory of hyper-parameters belongs to the run above it', () => {
  const { runs } = joinThem([
    fragment('tensorboard', { directory: 'runs/a' }, {}, [head('loss', 5)]),
    fragment('tensorboard', { directory: 'runs/a/1700.5', role: 'part', partOf: 'runs/a' }, { config: { lr: 0.1 } }, [
      head('hparam/best', 1),
    ]),
  ]);
  assert.deepEqual(
    runs.map(({ path, config, series }) => [path, { ...config }, series.length]),
    [['runs/a', { lr: 0.1 }, 2]],
  );
});

test('parts of a folder without a run of its own make one', () => {
  const parts = ['train', 'validation'].map((name) =>
    fragment('tensorboard', { directory: `k/${name}`, role: 'part', partOf: 'k' }, {}, [head(`${name}/loss`, 3)]),
  );
  const { runs } = joinThem(parts);
  assert.deepEqual(
    runs.map(({ path, series }) => [path, series.length]),
    [['k', 2]],
  );
});

test('a configured job adds to the run inside it and is a run where there is none', () => {
  const { runs } = joinThem([
    fragment(
      'hydra',
      { directory: 'multirun/0', role: 'overlay' },
      { config: { lr: 0.1, wandb: { group: 'g' } }, sweep: 's', overrides: ['lr=0.1'] },
    ),
    fragment('wandb', { directory: 'multirun/0/wandb/run-1', trackerId: 'x1' }, { project: 'p', config: { seed: 1 } }),
    fragment('tensorboard', { directory: 'multirun/0/tb' }, {}, [head('loss', 4)]),
    fragment('hydra', { directory: 'multirun/1', role: 'overlay' }, { config: { lr: 0.2 }, project: 'p' }),
  ]);
  assert.deepEqual(runs.map(({ tracker, sweep, config, series }) => [tracker, sweep, JSON.stringify(config), series.length]).sort(), [
    ['hydra', null, '{"lr":0.2}', 0],
    ['wandb', 's', '{"seed":1,"lr":0.1}', 1],
  ]);
});

test('a job in which one tracker wrote several runs keeps them apart', () => {
  const { runs } = joinThem([
    fragment('hydra', { directory: 'job', role: 'overlay' }, { config: { lr: 0.1 } }),
    fragment('tensorboard', { directory: 'job/a' }, {}, [head('loss', 4)]),
    fragment('tensorboard', { directory: 'job/b' }, {}, [head('loss', 4)]),
  ]);
  assert.deepEqual(
    runs.map(({ config }) => config['lr']),
    [0.1, 0.1],
  );
});

test('a registry entry finds its run by id, and children take the group of their parent', () => {
  const { runs } = joinThem([
    fragment('mlflow', { directory: 'mlruns/1/p1', trackerId: 'p1' }, { project: 'e', name: 'baseline' }),
    fragment('mlflow', { directory: 'mlruns/1/c1', trackerId: 'c1' }, { project: 'e', name: 'seed 1', parent: 'p1' }),
    fragment(
      'mlflow',
      { directory: 'mlruns/models/m/version-1', trackerId: 'c1', role: 'part', partOf: 'mlruns/1/c1' },
      { registry: [{ model: 'm', version: '1', aliases: ['champion'] }] },
    ),
  ]);
  assert.deepEqual(
    runs.map(({ id, group, parent, registry }) => [id, group, parent, registry.length]),
    [
      ['c1', 'baseline', 'p1', 1],
      ['p1', null, null, 0],
    ],
  );
});

test('ranks that log the same run stay apart and are flagged', () => {
  const rank = (id: string, startedAt: number) =>
    fragment('wandb', { directory: id, trackerId: id }, { project: 'p', group: 'ddp', startedAt, config: { seed: 1 } }, [head('loss', 5)]);
  const { runs, codes } = joinThem([rank('a', 100), rank('b', 101), rank('c', 500)]);
  assert.equal(runs.length, 3);
  assert.deepEqual(codes, ['rank-duplicate']);
});

test('a run that began when the other had ended is a second attempt, not a rank', () => {
  const attempt = (id: string, startedAt: number, endedAt: number) =>
    fragment('wandb', { directory: id, trackerId: id }, { project: 'p', group: 'g', startedAt, endedAt, config: { seed: 1 } }, [
      head('loss', 5),
    ]);
  assert.deepEqual(joinThem([attempt('a', 100, 104), attempt('b', 105, 109)]).codes, []);
  assert.deepEqual(joinThem([attempt('a', 100, 104), attempt('b', 103, 109)]).codes, ['rank-duplicate']);
});

test('a declared project takes what lies in it, whatever was recorded', () => {
  const place = { slug: 'mine', title: 'Mine', folder: 'mine', archives: ['mine'] };
  const inside = fragment('mlflow', { directory: 'mine/runs/mlruns/1/a', trackerId: 'a' }, { project: 'experiment 7' });
  const outside = fragment('tensorboard', { directory: 'other/logs/b' });
  const { projects } = joinThem([inside, outside], { places: [place] });
  assert.deepEqual(
    projects.map(({ slug, runs }) => [slug, runs.map(({ recordedProject }) => recordedProject)]),
    [
      ['mine', ['experiment 7']],
      ['other', [null]],
    ],
  );
});

test('the id of a run without a tracker id does not change with other runs or the place of the project', () => {
  const place = (folder: string) => ({ slug: 'p', title: 'p', folder, archives: [folder] });
  const alone = joinThem([fragment('tensorboard', { directory: 'p/logs/a' })], { places: [place('p')] });
  const deeper = joinThem(
    ['a', 'b'].map((name) => fragment('tensorboard', { directory: `x/p/logs/${name}` })),
    { places: [place('x/p')] },
  );
  assert.match(alone.runs[0]?.id ?? '', /^[0-9a-f]{10}$/);
  assert.ok(deeper.runs.some(({ id }) => id === alone.runs[0]?.id));
});

test('a project cannot take an address of the site', () => {
  const { projects, codes } = joinThem([fragment('wandb', { directory: 'a', trackerId: 'x' }, { project: 'Docs' })]);
  assert.deepEqual(
    projects.map(({ slug, title }) => [slug, title]),
    [['docs-2', 'Docs']],
  );
  assert.deepEqual(codes, ['reserved-slug']);
});

test('the order of fragments does not matter', () => {
  const fragments: StoredFragment[] = [
    fragment('wandb', { directory: 'j/wandb/r1', trackerId: 'x1' }, { project: 'p', startedAt: 1 }, [head('a', 2)]),
    fragment('hydra', { directory: 'j', role: 'overlay' }, { config: { a: 1 } }),
    fragment('tensorboard', { directory: 'j/wandb/r1/tb' }, {}, [head('b', 2)]),
    fragment('wandb', { directory: 'copy/r1', trackerId: 'x1' }, { project: 'p', startedAt: 1 }, [head('a', 2)]),
    fragment('tensorboard', { directory: 'z/logs' }, {}, [head('b', 2)]),
  ];
  const once = JSON.stringify(joinThem(fragments));
  assert.equal(JSON.stringify(joinThem([...fragments].reverse())), once);
});

test('in a declared project an MLflow experiment is a group, where no parent names one', () => {
  const place = { slug: 'mine', title: 'Mine', folder: 'mine', archives: ['mine'] };
  const run = (id: string, more: { name: string; parent?: string }) =>
    fragment('mlflow', { directory: `mine/mlruns/1/${id}`, trackerId: id }, { project: 'search', ...more });
  const { runs } = joinThem([run('a', { name: 'parent' }), run('b', { name: 'child', parent: 'a' })], { places: [place] });
  assert.deepEqual(
    runs.map(({ name, group }) => [name, group]),
    [
      ['parent', 'search'],
      ['child', 'parent'],
    ],
  );
});

test('the reason of a status is of the process that gave the status', () => {
  const { runs } = joinThem([
    fragment('wandb', { directory: 'a', trackerId: 'x1' }, { startedAt: 10, status: 'failed', statusReason: 'exit code 1' }, [
      head('loss', 5),
    ]),
    fragment('wandb', { directory: 'b', trackerId: 'x1', resumed: true }, { startedAt: 20, status: 'finished' }, [head('loss', 5, 5)]),
  ]);
  assert.deepEqual(
    runs.map(({ status, statusReason }) => [status, statusReason]),
    [['finished', null]],
  );
});

test('a resumed process that left no exit record leaves the run unknown, whatever the one before it said', () => {
  const { runs } = joinThem([
    fragment('wandb', { directory: 'a', trackerId: 'x1' }, { startedAt: 10, status: 'finished' }, [head('loss', 5)]),
    fragment('wandb', { directory: 'b', trackerId: 'x1', resumed: true }, { startedAt: 20, status: 'unknown' }, [head('loss', 5, 5)]),
  ]);
  assert.deepEqual(
    runs.map(({ status }) => status),
    ['unknown'],
  );
});

test('samples of system metrics of both processes stay', () => {
  const system = { ...head('system/cpu', 3), kind: 'system' as const };
  const { runs } = joinThem([
    fragment('wandb', { directory: 'a', trackerId: 'x1' }, { startedAt: 10 }, [head('loss', 5), system]),
    fragment('wandb', { directory: 'b', trackerId: 'x1', resumed: true }, { startedAt: 20 }, [head('loss', 5, 5), system]),
  ]);
  assert.deepEqual(
    runs[0]?.series.map(({ name, rule }) => [name, rule]),
    [
      ['loss', 'last-per-step'],
      ['system/cpu', 'all'],
    ],
  );
});

const sameRun = (second: { startedAt: number; from?: number }, firstPoints = 8, endedAt = 18) =>
  joinThem([
    fragment(
      'wandb',
      { directory: 'a', trackerId: 'x1' },
      { startedAt: 10, endedAt },
      firstPoints === 0 ? [] : [head('loss', firstPoints)],
    ),
    fragment(
      'wandb',
      { directory: 'b', trackerId: 'x1' },
      { startedAt: second.startedAt },
      second.from === undefined ? [] : [head('loss', 10, second.from)],
    ),
  ]).runs.length;

test('a process that goes on from a checkpoint before the last step is a resume, said or not', () => {
  assert.equal(sameRun({ startedAt: 20, from: 5 }), 1);
  assert.equal(sameRun({ startedAt: 20, from: 8 }), 1);
});

test('a process that begins anew, or while the other still runs, is another run', () => {
  assert.equal(sameRun({ startedAt: 20, from: 0 }), 2);
  assert.equal(sameRun({ startedAt: 12, from: 5 }), 2);
});

test('processes that logged nothing are of the run', () => {
  assert.equal(sameRun({ startedAt: 20, from: 0 }, 0), 1);
  assert.equal(sameRun({ startedAt: 20 }), 1);
});

test('hyper-parameters that differ below one folder are trials; the silent writer above them is none', () => {
  const trial = (name: string, lr: number) =>
    fragment('tensorboard', { directory: `runs/a/${name}`, role: 'part', partOf: 'runs/a' }, { config: { lr } }, [head('acc', 1)]);
  const silent = fragment('tensorboard', { directory: 'runs/a' });
  const { runs } = joinThem([silent, trial('1700000000.1', 0.1), trial('1700000000.2', 0.2)]);
  assert.deepEqual(runs.map(({ path, config, sources }) => [path, config['lr'], sources.length]).sort(), [
    ['runs/a/1700000000.1', 0.1, 2],
    ['runs/a/1700000000.2', 0.2, 1],
  ]);
  const logged = fragment('tensorboard', { directory: 'runs/a' }, {}, [head('loss', 5)]);
  assert.equal(joinThem([logged, trial('1700000000.1', 0.1), trial('1700000000.2', 0.2)]).runs.length, 3);
  assert.equal(joinThem([logged, trial('1700000000.1', 0.1), trial('1700000000.2', 0.1)]).runs.length, 1);
});

test('one named trial belongs to the run above it, several are runs, and so is one below no run', () => {
  const trial = (name: string) =>
    fragment('tensorboard', { directory: `runs/a/${name}`, role: 'part', partOf: 'runs/a' }, { config: { lr: 1 } }, [head('acc', 1)]);
  const above = fragment('tensorboard', { directory: 'runs/a' }, {}, [head('loss', 5)]);
  const paths = (...fragments: StoredFragment[]) =>
    joinThem(fragments)
      .runs.map(({ path }) => path)
      .sort();
  assert.deepEqual(paths(above, trial('one')), ['runs/a']);
  assert.deepEqual(paths(above, trial('one'), trial('two')), ['runs/a', 'runs/a/one', 'runs/a/two']);
  assert.deepEqual(paths(trial('one')), ['runs/a/one']);
});

const csv = (directory: string, last: number, config = {}) => fragment('lightning', { directory }, { config }, [head('loss', 8, 0, last)]);
const events = (directory: string, last: number, config = {}) =>
  fragment('tensorboard', { directory }, { config, startedAt: 100, endedAt: 110 }, [head('loss', 8, 0, Math.fround(last))]);

test('a CSV and event files of one training in neighbouring folders are one run', () => {
  const { runs } = joinThem([
    csv('logs/version_0', 0.1),
    events('logs/version_1', 0.1),
    csv('logs/version_10', 0.3, { lr: 1 }),
    events('logs/version_11', 0.3, { lr: 1 }),
    csv('other/csv/version_0', 0.7),
  ]);
  assert.deepEqual(runs.map(({ path, sources }) => [path, sources.length]).sort(), [
    ['logs/version_1', 2],
    ['logs/version_11', 2],
    ['other/csv/version_0', 1],
  ]);
});

test('two trainings with the same figures are joined each with its own, or not at all', () => {
  const two = [csv('logs/version_0', 0.1), events('logs/version_1', 0.1), csv('logs/version_9', 0.1), events('logs/version_10', 0.1)];
  assert.deepEqual(
    joinThem(two)
      .runs.map(({ sources }) => sources.map(({ path }) => path))
      .sort(),
    [
      ['logs/version_0/lightning.log', 'logs/version_1/tensorboard.log'],
      ['logs/version_10/tensorboard.log', 'logs/version_9/lightning.log'],
    ],
  );
  assert.equal(joinThem(two.slice(1)).runs.length, 3);
});

test('other figures, other settings, another time or a place far away keep records apart', () => {
  const apart = (...fragments: StoredFragment[]) => joinThem(fragments).runs.length === fragments.length;
  assert.ok(apart(csv('logs/a', 0.1), events('logs/b', 0.2)));
  assert.ok(apart(csv('logs/a', 0.1, { lr: 1 }), events('logs/b', 0.1, { lr: 2 })));
  assert.ok(apart(csv('x/1/2/3/4', 0.1), events('y/1/2/3/4', 0.1)));
  assert.ok(apart(csv('logs/a', 0), events('logs/b', 0)), 'a constant says nothing');
  const later = fragment('wandb', { directory: 'wandb/r', trackerId: 'r' }, { startedAt: 500, endedAt: 600 }, [head('loss', 8, 0, 0.1)]);
  assert.ok(apart(later, events('tb', 0.1)));
});

test('what a framework logged beside W&B is the same run', () => {
  const { runs } = joinThem([
    fragment('wandb', { directory: 'w/wandb/r', trackerId: 'r' }, { startedAt: 99, endedAt: 111 }, [
      head('loss', 8, 3, 0.1),
      head('lr', 9, 0, 0.2),
    ]),
    csv('w/lightning_logs/version_0', 0.1),
    events('w/lightning_logs/version_1', 0.1),
  ]);
  assert.deepEqual(
    runs.map(({ id, sources }) => [id, sources.length]),
    [['r', 3]],
  );
});

test('loggers of one configured job are one run, and never join another job', () => {
  const job = (n: number) => [
    fragment('hydra', { directory: `m/${n}`, role: 'overlay' }, { config: { lr: n } }),
    csv(`m/${n}/csv/version_0`, 0.1),
    events(`m/${n}/tb/version_0`, 0.1),
    fragment('lightning', { directory: `m/${n}/tb/version_0` }, { config: { lr: n } }),
  ];
  const { runs } = joinThem([...job(0), ...job(1)]);
  assert.deepEqual(runs.map(({ config, sources }) => [config['lr'], sources.length]).sort(), [
    [0, 4],
    [1, 4],
  ]);
});
