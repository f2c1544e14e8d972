import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ablationsOf } from '../../../src/analysis/ablations/ablations.ts';
import { phraseText } from '../../../src/model/phrase-text.ts';
import type { AblationTable } from '../../../src/model/report/ablation.ts';
import { type Arm, METRIC, overviewFor, runsOf } from '../../support/designs.ts';
import { runOf, type Sketch } from '../../support/runs.ts';

const VALUES = [1, 1.25, 1.5];
const FAR = [9, 9.25, 9.5];
const python = (version: string, packages = {}) => ({ environment: { python: version, packages } });

function tableOf(base: Arm['said'], row: Arm['said'], configs = [{ norm: true }, { norm: false }]): AblationTable {
  const arms = [
    { config: configs[0] ?? {}, values: VALUES, said: base },
    { config: configs[1] ?? {}, values: FAR, said: row },
  ] as readonly Arm[];
  const { tables } = ablationsOf(overviewFor(runsOf(arms)));
  assert.equal(tables.length, 1);
  return tables[0] as AblationTable;
}

function told(table: AblationTable): readonly string[] {
  return table.rows.flatMap(({ confounders }) => confounders.map(({ degree, words }) => `${degree}: ${phraseText(words)}`));
}

const mark = (table: AblationTable) => table.metrics[0]?.rows[1]?.mark;

test('the same surroundings leave a difference to its change', () => {
  const said = { code: { commit: 'a'.repeat(40) }, ...python('3.11') };
  const table = tableOf(said, said);
  assert.deepEqual([told(table), mark(table)], [[], '*']);
});

test('another commit, another uncommitted change', () => {
  const table = tableOf({ code: { commit: 'a'.repeat(40) } }, { code: { commit: 'b'.repeat(40) } });
  assert.deepEqual([told(table), mark(table)], [['differs: code differs: bbbbbbb against aaaaaaa'], '⚠']);
  assert.match(phraseText(table.metrics[0]?.finding ?? []), /more than the configuration/);
  const dirty = tableOf({ code: { commit: 'a'.repeat(40) } }, { code: { commit: 'a'.repeat(40), diff: '+1' } });
  assert.deepEqual(told(dirty), ['differs: code differs: uncommitted changes on aaaaaaa']);
});

test('what only one side records is not held against it', () => {
  assert.deepEqual(told(tableOf({ code: { commit: 'a'.repeat(40) } }, {})), []);
});

test('both sides over the same commits are mixed, not confounded', () => {
  const commit = (at: number) => ({ code: { commit: (at % 2 === 0 ? 'a' : 'b').repeat(40) } });
  const arms: readonly Arm[] = [{ norm: true }, { norm: false }].map((config, i) => ({ config, values: i === 0 ? VALUES : FAR }));
  const runs = runsOf(arms).map((run, at) => ({ ...run, ...commit(at % 3) }));
  const table = ablationsOf(overviewFor(runs)).tables[0] as AblationTable;
  assert.deepEqual([told(table), mark(table)], [['mixed: code mixed: the same 2 versions on both sides'], '*']);
});

test('data, interpreter, packages, accelerator', () => {
  const data = (digest: string) => ({ data: [{ name: 'digits', digest }] });
  assert.deepEqual(told(tableOf(data('v1'), data('v2'))), ['differs: data differs: digits=v1 against digits=v2']);
  assert.deepEqual(told(tableOf(python('3.10'), python('3.11'))), ['differs: environment differs: Python 3.11 against 3.10']);
  assert.deepEqual(told(tableOf(python('3.11', { torch: '2.1', numpy: '1' }), python('3.11', { torch: '2.2', numpy: '1' }))), [
    'differs: environment differs: 1 package, such as torch 2.2 against 2.1',
  ]);
  assert.deepEqual(told(tableOf({ environment: { gpu: 'V100' } }, { environment: { gpu: 'A100', gpuCount: 8 } })), [
    'differs: hardware differs: 8 × A100 against V100',
  ]);
});

test('a budget that differs by more than a hundredth, unless it is the change', () => {
  const runs = (config: Sketch['config'], steps: number) =>
    [0, 1, 2].map((seed) =>
      runOf({
        id: `${JSON.stringify(config)}${seed}`.replace(/\W/g, ''),
        startedAt: 1000 - steps + seed / 10,
        seeds: { seed },
        config: { ...config, seed },
        lines: { [METRIC]: Array.from({ length: steps }, (_, at) => at + seed) },
      }),
    );
  const of = (a: Sketch['config'], b: Sketch['config']) =>
    told(ablationsOf(overviewFor([...runs(a, 101), ...runs(b, 81)])).tables[0] as AblationTable);
  assert.deepEqual(of({ norm: true }, { norm: false }), ['differs: budget −20 % (median last step 80 against 100)']);
  assert.deepEqual(of({ max_steps: 100 }, { max_steps: 80 }), []);
});

test('a change of what is evaluated is none of the model', () => {
  const table = tableOf({}, {}, [{ eval_samples: 700 }, { eval_samples: 100 }] as never);
  assert.deepEqual(told(table), ['differs: evaluation differs: eval_samples 700 → 100']);
});
