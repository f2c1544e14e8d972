import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ablationsOf } from '../../src/analysis/ablations/ablations.ts';
import { makeReport } from '../../src/analysis/report.ts';
import { runsPage } from '../../src/analysis/slices/runs.ts';
import { knownOf } from '../../src/analysis/variants/known.ts';
import { indexed, ranked, wordsOf } from '../../src/client/search-rank.ts';
import { placeText, words } from '../../src/model/wording.ts';
import { declaredFaults } from '../../src/query/declared.ts';
import { exclude } from '../../src/query/exclude.ts';
import { parseQuery } from '../../src/query/parse.ts';
import { runMatcher } from '../../src/query/run.ts';
import { FIELDS } from '../../src/query/subject.ts';
import { type Arm, overviewFor, runsOf } from '../support/designs.ts';
import { projectOf, reportInputOf } from '../support/runs.ts';

const ARMS: readonly Arm[] = [
  { config: { drop: 0.1, lr: 0.1 }, values: [0.9, 0.91, 0.92] },
  { config: { drop: 0, lr: 0.1 }, values: [0.8, 0.81, 0.82], said: { tags: ['x'] } },
  { config: { drop: 0.1, lr: 0.5 }, values: [0.7, 0.71, 0.72], said: { tags: ['x'] } },
];
const place = { path: 'digits/project.yaml', line: 4, column: 9 };
const query = (text: string) => ({ text, place });
const named = new Map([
  ['plain model', query('lr=0.5')],
  ['full', query('lr=0.1 drop>0')],
]);

function found(text: string, said: Parameters<typeof overviewFor>[1] = { variants: named }): readonly string[] {
  const view = overviewFor(runsOf(ARMS), said);
  const parsed = parseQuery(text);
  assert.ok('query' in parsed, text);
  return view.runs.filter(runMatcher(parsed.query, view.runs, knownOf(view.variants))).map(({ id }) => id);
}

test('a query finds the runs of a variant by its name, with spaces in quotes', () => {
  assert.deepEqual(found('variant:full'), ['run-0-0', 'run-0-1', 'run-0-2']);
  assert.deepEqual(found('variant:"PLAIN model" seed:1'), ['run-2-1']);
  assert.deepEqual(found('variant:full,plain*').length, 6);
  assert.deepEqual(found('-variant:full -variant:"plain model"').length, 3);
  assert.deepEqual(found('variant:none'), []);
});

test('the table of runs in the browser knows variants, of any name', () => {
  const view = overviewFor(runsOf(ARMS), { variants: named });
  const { asked, table } = runsPage(view);
  const column = asked.find(({ key }) => key === 'variant') ?? assert.fail('no column is asked for variants');
  assert.deepEqual([...new Set(column.cells)].sort(), view.variants.list.map(({ label }) => label).sort());
  assert.equal(column.cells.length, table.rows.length);
});

test('the search of the site finds a variant and its runs by the same words', () => {
  const view = overviewFor(runsOf(ARMS), { variants: named });
  const { places, runs } = makeReport(reportInputOf([view.input])).search;
  const indexes = [
    ...places,
    ...runs.flatMap(({ ids, words }) => ids.map((id, i) => ({ title: id, kind: 'run', path: id, text: words[i] ?? '' }))),
  ];
  const hits = ranked(indexes.map(indexed), wordsOf('variant:"plain model"')).map(({ title }) => title);
  assert.deepEqual([...hits].sort(), ['plain model', 'run-2-0', 'run-2-1', 'run-2-2']);
  assert.equal(ranked(indexes.map(indexed), wordsOf('variant:full')).length, 4);
});

test('a comparison may ask for variants', () => {
  const runs = query('variant:full or variant:"plain model"');
  const comparison = { slug: 'two', name: 'two', title: 'two', baseline: null, variants: [], runs, metrics: [], pairing: 'none' as const };
  const { tables } = ablationsOf(overviewFor(runsOf(ARMS), { variants: named, comparisons: [comparison] }));
  const [table] = tables.filter(({ origin }) => origin === 'declared');
  assert.deepEqual(table?.rows.map(({ variant }) => variant?.label).sort(), ['full', 'plain model']);
});

test('queries that say what variants there are cannot ask for them: told with line and column, and nothing is done', () => {
  const runs = runsOf(ARMS);
  const project = projectOf({ variants: new Map([['a', query('tag:x -variant:b')]]), baseline: query('variant:a'), folder: 'digits' });
  const faults = declaredFaults(project, runs);
  assert.deepEqual(
    faults.map(({ code, args }) => [code, 'key' in args ? args.key : '']),
    [
      ['invalid-key', 'variants.a'],
      ['invalid-key', 'baseline'],
    ],
  );
  for (const fault of faults) assert.equal(placeText(fault), 'digits/project.yaml:4:9');
  const [first] = faults;
  assert.match(
    first === undefined ? '' : words(first).message,
    /column 8: “variant” cannot be asked for here: this query says which runs a variant has/,
  );
  assert.equal(overviewFor(runs, { variants: project.variants }).variants.named('a'), undefined);

  const left = exclude(runs, query('-variant:b'));
  assert.equal(left.runs.length, runs.length, 'nothing is left out by a query that cannot be answered');
  assert.deepEqual(
    left.diagnostics.map(({ code }) => code),
    ['invalid-key'],
  );
});

test('the page of the grammar names every run field', () => {
  const text = fs.readFileSync(path.resolve(import.meta.dirname, '../../content/docs/queries.md'), 'utf8');
  for (const field of Object.keys(FIELDS)) assert.ok(text.includes(`\`${field}\``), field);
});
