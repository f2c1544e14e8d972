import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredFaults } from '../../src/query/declared.ts';
import { projectOf, runOf } from '../support/runs.ts';

const place = { path: 'digits/project.yaml', line: 2 };
const query = (text: string) => ({ text, place });
const comparison = (name: string, runs: string) => ({
  slug: name,
  name,
  title: name,
  baseline: null,
  variants: [],
  runs: query(runs),
  metrics: [],
  pairing: 'none' as const,
});
const price = (runs: string) => ({
  ...{ provider: 'p', sku: 'cpu', region: null, purchase: 'owned' as const, unit: 'core_hour' as const, price: '1', currency: 'USD' },
  ...{ coresPerRun: 1, gpusPerRun: null, gpuModel: null, runs, validFrom: null, validTo: null, source: null },
});

test('every query of project.yaml is looked at: ones that cannot be read, and ones that find nothing', () => {
  const runs = [runOf({ id: 'a', tags: ['x'] })];
  const project = projectOf({
    folder: 'digits',
    baseline: query('tag:y'),
    variants: new Map([
      ['good', query('tag:x')],
      ['bad', query('lr:(')],
      ['empty', query('tag:z')],
    ]),
    comparisons: [comparison('one', 'tag:w'), comparison('figures', 'cost>3')],
    prices: [price('tag:v'), price('tag:x')],
  });
  assert.deepEqual(
    declaredFaults(project, runs).map(({ code, args }) => [code, 'key' in args ? args.key : '']),
    [
      ['invalid-key', 'variants.bad'],
      ['query-finds-nothing', 'variants.empty'],
      ['query-finds-nothing', 'baseline'],
      ['query-finds-nothing', 'comparisons (one).runs'],
      ['query-finds-nothing', 'prices (cpu).runs'],
    ],
  );
});

test('a baseline that names a variant is no query; without runs nothing is missed', () => {
  const named = projectOf({ baseline: query('my variant'), variants: new Map([['my variant', query('tag:x')]]) });
  assert.deepEqual(declaredFaults(named, [runOf({ id: 'a', tags: ['x'] })]), []);
  assert.deepEqual(declaredFaults(projectOf({ baseline: query('tag:none') }), []), []);
});
