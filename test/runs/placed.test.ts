import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankIds } from '../../src/analysis/variants/ranks.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { renamedIn } from '../../src/publish/ids.ts';
import { byProject } from '../../src/runs/placed.ts';
import { projectOf, runOf } from '../support/runs.ts';

const about = (path: string) => ({ code: 'rank-duplicate', place: { path }, args: { runs: 'a, b', count: 2 } }) as const;
const rank = (path: string): Diagnostic => ({ ...about(path), run: 'a' });

test('what is said of a run is not heard by another project that has runs of the same ids', () => {
  const part = (slug: string, folder: string | null) => ({
    project: projectOf({ slug, folder }),
    runs: ['a', 'b'].map((id) => runOf({ id, path: `${slug}/${id}`, sources: [], startedAt: 1 })),
  });
  const [one, two] = [part('one', 'one'), part('two', null)];
  const placed = byProject([one, two], [rank('one/a'), about('one/notes.md'), rank('elsewhere')]);
  assert.deepEqual(
    [...placed].map(([slug, list]) => [slug, list.map(({ place, run }) => [place.path, run])]),
    [
      [
        'one',
        [
          ['one/a', 'a'],
          ['one/notes.md', undefined],
        ],
      ],
      ['', [['elsewhere', 'a']]],
    ],
  );
  assert.deepEqual([...rankIds(one.runs, placed.get('one') ?? [])], ['b']);
  assert.deepEqual([...rankIds(two.runs, placed.get('two') ?? [])], []);
});

test('what is said of a file that several runs were read from is said of none of them', () => {
  const source = (path: string) => ({ path, size: 1, sha256: '', tracker: 'mlflow' as const, format: 'MLflow database' });
  const runs = ['a', 'b', 'c'].map((id) => runOf({ id, path: `m.db/${id}`, sources: [source('m.db'), source(`${id}.txt`)] }));
  const placed = byProject([{ project: projectOf({ slug: 'one', folder: null }), runs }], [about('m.db'), about('b.txt')]);
  assert.deepEqual(
    placed.get('one')?.map(({ place, run }) => [place.path, run]),
    [
      ['m.db', undefined],
      ['b.txt', 'b'],
    ],
  );
});

test('runs that were given another id are still known as processes of one training', () => {
  const renamed = renamedIn(rank('one/a'), new Map([['b', 'c']]));
  const runs = ['a', 'c'].map((id) => runOf({ id, startedAt: 1 }));
  assert.deepEqual([...rankIds(runs, [renamed])], ['c']);
  assert.deepEqual([...rankIds(runs, [rank('one/a')])], []);
});
