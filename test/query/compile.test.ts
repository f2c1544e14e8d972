import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileQuery, parseQuery, type Query } from '../../src/query/query.ts';
import { assertGrowth } from '../support/growth.ts';
import { type Row, subject, vocabulary } from './subjects.ts';

const ROWS: readonly Row[] = [
  {
    fields: {
      name: 'baseline seed 1',
      tag: ['Ablation', 'baseline'],
      status: 'finished',
      started: 1_795_206_350,
      seed: [1],
      id: '007',
      commit: '1a2a3398c3bb',
    },
    config: { 'optimizer.lr': 0.5, 'model.dropout': '0.2', 'model.layers': [64, 32, 10], schedule: 'cosine', weight_decay: null },
    metrics: { 'val/acc': 0.93, loss: Number.NaN },
    words: ['baseline seed 1', 'ablation', 'naïve Café notes'],
  },
  {
    fields: { name: 'no dropout', tag: [], status: 'failed', started: null, seed: [12345678901234567890n], id: '7' },
    config: { 'optimizer.lr': 1e-3, 'model.dropout': 0, big: 9007199254740993n },
    metrics: { 'val/acc': 0.5, loss: Number.POSITIVE_INFINITY },
    words: ['no dropout'],
  },
];

function found(source: string, rows = ROWS): number[] {
  const parsed = parseQuery(source);
  assert.ok('query' in parsed, JSON.stringify(parsed));
  const { matches } = compileQuery(parsed.query, vocabulary(rows));
  return rows.flatMap((row, at) => (matches(subject(row)) ? [at] : []));
}

function warnings(source: string, rows = ROWS): string[] {
  const parsed = parseQuery(source);
  assert.ok('query' in parsed);
  return compileQuery(parsed.query, vocabulary(rows)).warnings.map(({ message }) => message);
}

test('words look into name, id, tags, notes and group, without case', () => {
  assert.deepEqual(found('BASELINE'), [0]);
  assert.deepEqual(found('"cafe\u0301 notes"'), [0]);
  assert.deepEqual(found('b*seed'), [0]);
  assert.deepEqual(found('"b*seed"'), []);
  assert.deepEqual(found(''), [0, 1]);
  assert.deepEqual(found('baseline or dropout'), [0, 1]);
  assert.deepEqual(found('-baseline'), [1]);
});

test('text compares whole and without case, * is a wildcard', () => {
  assert.deepEqual(found('tag:ablation'), [0]);
  assert.deepEqual(found('tag:abl*'), [0]);
  assert.deepEqual(found('tag:"abl*"'), []);
  assert.deepEqual(found('status:failed,killed'), [1]);
  assert.deepEqual(found('status!=failed,killed'), [0]);
  assert.deepEqual(found('name:*'), [0, 1]);
  assert.deepEqual(found('id:007'), [0]);
  assert.deepEqual(found('commit:1a2a'), [0]);
  assert.deepEqual(found('commit:""'), [1]);
  assert.deepEqual(found('tag:""'), [1]);
});

test('numbers compare as numbers, also where they are text', () => {
  assert.deepEqual(found('config.model.dropout=0.20'), [0]);
  assert.deepEqual(found('dropout<0.1'), [1]);
  assert.deepEqual(found('lr>=1e-3'), [0, 1]);
  assert.deepEqual(found('lr:0.5,2'), [0]);
  assert.deepEqual(found('layers:32'), [0]);
  assert.deepEqual(found('big:9007199254740993'), [1]);
  assert.deepEqual(found('big:9007199254740992'), []);
  assert.deepEqual(found('big>9007199254740992'), [1]);
  assert.deepEqual(found('seed:12345678901234567890'), [1]);
  assert.deepEqual(found('seed:12345678901234567891'), []);
  assert.deepEqual(found('weight_decay:null'), [0]);
});

test('NaN and infinities', () => {
  assert.deepEqual(found('loss:nan'), [0]);
  assert.deepEqual(found('loss<1'), []);
  assert.deepEqual(found('loss>1'), [1]);
  assert.deepEqual(found('loss=inf'), [1]);
  assert.deepEqual(found('loss!=nan'), [1]);
});

test('dates mean all of their time', () => {
  assert.deepEqual(found('started:2026-11-20'), [0]);
  assert.deepEqual(found('started:2026-11'), [0]);
  assert.deepEqual(found('started:2026'), [0]);
  assert.deepEqual(found('started<=2026-11-20'), [0]);
  assert.deepEqual(found('started<2026-11-20'), []);
  assert.deepEqual(found('started>2026-11-20'), []);
  assert.deepEqual(found('started>=2026-11-20T20:25'), [0]);
  assert.deepEqual(found('started>=2026-11-20T20:25:50Z'), [0]);
  assert.deepEqual(found('started>=2026-11-20T22:26+02:00'), []);
  assert.deepEqual(warnings('started>yesterday'), ['“yesterday” is no date: write 2026-11-20']);
  assert.deepEqual(warnings('started>2026-02-30'), ['“2026-02-30” is no date: write 2026-11-20']);
});

test('a bare name is a run field, else the one configuration key or metric that has it', () => {
  assert.deepEqual(found('acc>0.9'), [0]);
  assert.deepEqual(found('val/acc>0.9'), [0]);
  assert.deepEqual(found('metric:val/acc>0.9'), [0]);
  assert.deepEqual(found('metric:loss'), [0, 1]);
  assert.deepEqual(found('metric:train/*'), []);
  assert.deepEqual(found('learning_rate:1'), []);
  assert.deepEqual(warnings('learning_rate:1'), ['no run has “learning_rate”']);
  const rows: Row[] = [{ config: { lr: 1 }, metrics: { lr: 2, 'a/x': 1, 'b/x': 1 } }];
  assert.deepEqual(found('lr:1', rows), []);
  assert.deepEqual(warnings('lr:1', rows), ['“lr” may be config.lr, metric:lr: name one']);
  assert.deepEqual(found('config.lr:1 metric:lr:2', rows), [0]);
  assert.deepEqual(warnings('x:1', rows), ['“x” may be metric:a/x, metric:b/x: name one']);
  assert.deepEqual(warnings('constructor:1 __proto__:1'), ['no run has “constructor”', 'no run has “__proto__”']);
});

const TERMS = [
  'baseline',
  'tag:a*',
  'status:failed',
  'lr<0.1',
  'lr!=0.5',
  'loss:nan',
  'loss>0',
  'seed:1,2',
  'nothing:1',
  'started>2026',
  'metric:loss',
];
const QUERY: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...TERMS),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a}) (${b})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a}) or (${b})`),
    tie('query').map((a) => `-(${a})`),
  ),
})).query;

test('negation, de Morgan, idempotence', () => {
  const all = ROWS.map((_, at) => at);
  fc.assert(
    fc.property(QUERY, QUERY, (a, b) => {
      assert.deepEqual(
        found(`-(${a})`),
        all.filter((at) => !found(a).includes(at)),
      );
      assert.deepEqual(found(`--(${a})`), found(a));
      assert.deepEqual(found(`-((${a}) (${b}))`), found(`-(${a}) or -(${b})`));
      assert.deepEqual(found(`(${a}) (${a})`), found(a));
    }),
    { numRuns: 500, seed: 2 },
  );
});

test('wildcards agree with the obvious definition and take linear time', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '*'), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  const texts = fc.array(fc.constantFrom('a', 'b'), { maxLength: 10 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(letters, texts, (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text) && (text !== '' || pattern !== '');
      assert.deepEqual(found(`name:${pattern}`, [{ fields: { name: text } }]), expected ? [0] : []);
      const inside = new RegExp(pattern.replaceAll('*', '.*')).test(text);
      assert.deepEqual(found(pattern, [{ words: [text] }]), inside ? [0] : []);
    }),
    { numRuns: 3000, seed: 3 },
  );
  assertGrowth('stars', 500, (stars) => found(`name:${'*a'.repeat(stars)}b`, [{ fields: { name: 'a'.repeat(stars * 100) } }]));
});

test('ten thousand rows take time by their number alone', () => {
  const rows = Array.from({ length: 10_000 }, (_, at) =>
    subject({ fields: { tag: ['ablation', `t${at % 7}`] }, config: { lr: at / 1e6 }, metrics: { 'val/acc': at / 10_000 } }),
  );
  const parsed = parseQuery('tag:ablation lr<1e-3 val/acc>0.05');
  assert.ok('query' in parsed);
  const { matches } = compileQuery(parsed.query as Query, { config: new Set(['lr']), metrics: new Set(['val/acc']) });
  assert.equal(rows.filter(matches).length, 499);
  assertGrowth('rows', rows.length / 8, (count) => {
    rows.slice(0, count).filter(matches);
  });
});
