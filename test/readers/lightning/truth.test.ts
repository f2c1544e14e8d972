import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { parseJson } from '../../../src/formats/json.ts';
import type { ValueMap } from '../../../src/model/value.ts';
import { lightning } from '../../../src/readers/lightning/index.ts';
import { readFolder, shared } from '../../support/read.ts';

interface Truth {
  readonly key: string;
  readonly config: ValueMap;
  readonly series: Readonly<Record<string, readonly (readonly [number, number | string])[]>>;
}

for (const logger of ['csv', 'tensorboard'])
  test(`lightning/${logger}: every point and every setting of the seven runs`, async (t) => {
    const folder = shared('rosetta', 'archives', 'lightning', logger);
    const truthFile = shared('rosetta', 'truth.json');
    if (folder === null || truthFile === null) return t.skip('NO ROSETTA ARCHIVES BESIDE THE PROJECT: the real runs were not compared');
    const truths = (parseJson(fs.readFileSync(truthFile, 'utf8')) as unknown as { runs: Truth[] }).runs;
    const { fragments, diagnostics } = await readFolder(folder, lightning);
    assert.deepEqual([diagnostics, fragments.length], [[], truths.length]);
    for (const truth of truths) {
      const run = fragments.find(({ keys }) => keys.directory === `${truth.key}/version_0`);
      assert.deepEqual([run?.keys.role, run?.facts.name, run?.facts.config], ['run', `${truth.key}/version_0`, truth.config]);
      const found = new Map(run?.series.map((series) => [series.name, series]));
      assert.deepEqual([...found.keys()], logger === 'csv' ? ['epoch', ...Object.keys(truth.series).sort()] : []);
      for (const [name, points] of logger === 'csv' ? Object.entries(truth.series) : []) {
        const { step, value, time } = found.get(name) ?? { step: [], value: [], time: [0] };
        assert.deepEqual(
          [...step],
          points.map((point) => point[0]),
        );
        assert.deepEqual(
          [...value].map(Math.fround),
          points.map((point) => Math.fround(Number(point[1]))),
        );
        assert.ok([...time].every(Number.isNaN));
      }
    }
  });

test('the real archive of the corpus gives the runs that it counts', async (t) => {
  const folder = shared('corpus');
  if (folder === null) return t.skip('NO CORPUS BESIDE THE PROJECT: the real archives were not read');
  const { fragments, diagnostics } = await readFolder(folder, lightning);
  assert.deepEqual(diagnostics, []);
  assert.equal(fragments.length, 16);
  for (const { keys, series } of fragments) {
    assert.match(keys.directory, /^lightning-csv\//);
    assert.ok(series.length > 0);
  }
});
