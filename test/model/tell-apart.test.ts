import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tellApart } from '../../src/model/tell-apart.ts';

const within = (length: number) => (text: string) => Array.from(text).length <= length;

test('names that fit stay; else what all begin or end with goes, by whole words', () => {
  assert.deepEqual(tellApart(['train_semi', 'train_self'], within(10)), ['train_semi', 'train_self']);
  assert.deepEqual(tellApart(['train_semi sup', 'train_self sup'], within(10)), ['…semi sup', '…self sup']);
  assert.deepEqual(tellApart(['train_semi sup', 'train_self sup'], within(6)), ['…semi…', '…self…']);
  assert.deepEqual(tellApart(['model=linear', 'model=xgboost'], within(9)), ['…linear', '…xgboost']);
  assert.deepEqual(tellApart(['one long name of a run'], within(9)), ['one l…run']);
});

test('names with the same start and end stay different', () => {
  const names = ['train_semi data.n_labeled=.2,model=learner', 'train_semi model=learner', 'model=learner'];
  assert.deepEqual(tellApart(names, within(12)), ['…data.n…del…', '…model…', 'model…']);
  const five = ['train_semi data.n_labeled=.2,model=learner', 'train_semi model=learner', 'data.n_workers=0', 'train_semi', 'model=linear'];
  assert.deepEqual(tellApart(five, within(14)), ['…data.n_…arner', '…model=learner', 'data.n_w…ers=0', 'train_semi', 'model=linear']);
});

test('any names: same names are shortened alike, different ones differently, none longer than its room', () => {
  const part = fc.constantFrom('train', '_', 'a', 'b', ' ', '=', 'lr', '🙂', 'learner', '.');
  const name = fc.array(part, { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 7 }), fc.integer({ min: 8, max: 30 }), (names, length) => {
      const texts = tellApart(names, within(length));
      assert.equal(texts.length, names.length);
      texts.forEach((text, i) => {
        assert.ok(within(length)(text), `${text} is longer than ${length}`);
        names.forEach((other, j) => {
          assert.equal(texts[j] === text, other === names[i], `${names[i]} and ${other} are ${text} and ${texts[j]}`);
        });
      });
    }),
    { seed: 7, numRuns: 400 },
  );
});
