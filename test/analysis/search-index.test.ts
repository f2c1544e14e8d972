import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeReport } from '../../src/analysis/report.ts';
import type { ReportInput } from '../../src/model/report/input.ts';
import { columnsOf, projectInputOf, projectOf, runOf } from '../support/runs.ts';

test('what is found names its project by the title, says a word once, and a variant by its factors', () => {
  const runs = [0, 1, 2, 3].map((i) =>
    runOf({
      id: `r${i}`,
      group: 'width',
      tags: ['width', 'pilot'],
      config: { width: i < 2 ? 8 : 16, seed: i },
      lines: { 'val/loss': [1, 0.5 + i / 10] },
    }),
  );
  const title = `Handwritten digits ${'and more '.repeat(9)}`;
  const input = projectInputOf(runs, { project: projectOf({ slug: 'digits', title }) });
  const report = makeReport({
    site: { title: 'Site', description: '', language: 'en', url: null, repository: null } as unknown as ReportInput['site'],
    ...{ projects: [input], prose: [], diagnostics: [], columns: columnsOf, inputs: [] },
    built: { tool: 'Runfolio', commit: null, date: null, files: 0, runs: 4, points: 8 },
  });
  const [own] = report.search.runs;
  assert.deepEqual([own?.project, (own?.title ?? '').length <= 41, own?.title.startsWith('Handwritten')], ['digits', true, true]);
  for (const words of own?.words ?? []) {
    const each = words.split(' · ');
    assert.deepEqual(each, [...new Set(each)]);
    assert.equal(each[0], 'width');
  }
  const variants = report.search.places.filter(({ kind }) => kind === `variant of ${own?.title}`);
  assert.deepEqual(variants.map(({ text }) => text.split(' · ')[0]).sort(), ['width=16', 'width=8']);
});
