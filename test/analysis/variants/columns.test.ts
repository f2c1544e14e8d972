import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical } from '../../../src/analysis/variants/canonical.ts';
import { columnsOf } from '../../../src/analysis/variants/columns.ts';
import { isMap, type Value, type ValueMap } from '../../../src/model/value.ts';
import { runOf } from '../../support/runs.ts';

/** The same, cell by cell: key → the canonical text of each run, null where it lacks the key. */
function plainly(configs: readonly ValueMap[]): Map<string, (string | null)[]> {
  const cells = new Map<string, (string | null)[]>();
  const visit = (map: ValueMap, path: string, row: number) => {
    for (const [key, value] of Object.entries(map)) {
      const name = path === '' ? key : `${path}.${key}`;
      if (isMap(value) && Object.keys(value).length > 0) visit(value, name, row);
      else {
        const column = cells.get(name) ?? configs.map(() => null);
        column[row] = canonical(value);
        cells.set(name, column);
      }
    }
  };
  configs.forEach((config, row) => {
    visit(config, '', row);
  });
  return cells;
}

const leaf = fc.constantFrom<Value>(0, 1, '1', 'a', null, true, Number.NaN, [], [1, 2], {});
const key = fc.constantFrom('a', 'b', 'c', 'a.b');
const inner = fc.dictionary(key, leaf, { maxKeys: 3 });
const config = fc.dictionary(key, fc.oneof(leaf, inner), { maxKeys: 4 });
/** The same configuration several times over, as seeds have it, so that values stay and change. */
const configs = fc
  .array(fc.tuple(config, fc.integer({ min: 1, max: 3 })), { maxLength: 6 })
  .map((parts) => parts.flatMap(([one, times]) => Array.from({ length: times }, () => one)));

test('columns hold what every configuration says, whatever the order of keys and however they are nested', () => {
  fc.assert(
    fc.property(configs, (list) => {
      const columns = columnsOf(list.map((one, at) => runOf({ id: `r${at}`, config: one as ValueMap })));
      const told = columns.map(({ key: name, codes, texts, present }) => {
        assert.equal(present, codes.filter((code) => code !== 0).length);
        assert.equal(new Set(texts).size, texts.length);
        return [name, Array.from(codes, (code) => (code === 0 ? null : texts[code - 1]))];
      });
      const expected = [...plainly(list as ValueMap[])].sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(told, expected);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
