import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { overlayChart } from '../../src/charts/overlay.ts';
import { WIDE } from '../../src/charts/spec.ts';
import { faultsOf } from '../../src/render/allowed.ts';
import { chartRenderer } from '../../src/render/cache.ts';
import { pruneCharts } from '../../src/render/prune.ts';
import { renderSvg } from '../../src/render/render.ts';
import { tidy } from '../../src/render/tidy.ts';
import { falling, line, overlay } from '../support/overlay.ts';

const chart = overlayChart(overlay([line('a', 0, [falling(1)]), line('b', 1, [falling(2)])]), WIDE);

test('our charts hold nothing that runs, loads or links', () => {
  assert.deepEqual(faultsOf(chart), []);
});

const bad: readonly (readonly [string, unknown])[] = [
  ['an expression', { mark: { type: 'line', x: { expr: 'alert(1)' } } }],
  ['a signal', { width: { signal: 'event.view' } }],
  ['an address of data', { data: { url: 'https://example.org/x.csv' } }],
  ['a link', { encoding: { href: { field: 'x' } } }],
  ['a field that is not ours', { encoding: { x: { field: 'a[0]' } } }],
  ['a field by expression', { encoding: { x: { field: { signal: 'x' } } } }],
  ['a transform', { transform: [{ calculate: 'alert(1)', as: 'x' }] }],
  ['a label by expression', { encoding: { x: { field: 'x', axis: { labelExpr: 'alert(1)' } } } }],
];
for (const [name, spec] of bad) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(renderSvg(spec), /may not hold/);
  });
}

test('the same chart gives the same bytes, whatever was drawn before', async () => {
  const first = await renderSvg(chart);
  await renderSvg(overlayChart(overlay([line('c', 5, [falling(3)])]), WIDE));
  assert.equal(await renderSvg(chart), first);
});

test('a chart is drawn once; a damaged picture is drawn again', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-charts-'));
  try {
    const render = chartRenderer(folder);
    const drawn = await render(chart);
    const [file] = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svg'));
    const place = path.join(folder, file ?? '');
    fs.writeFileSync(place, '<svg kept</svg>');
    assert.equal(await render(chart), '<svg kept</svg>');
    fs.writeFileSync(place, drawn.slice(0, 100));
    assert.equal(await render(chart), drawn);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('kept pictures that nobody asked for go where there are too many, the oldest first', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-charts-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const files = ['a/1.svg', 'a/2.svg', 'b/3.svg', 'b/4.svg'].map((name) => path.join(folder, name));
  for (const [at, file] of files.entries()) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, 'x'.repeat(100));
    fs.utimesSync(file, 1000 + at, 1000 + at);
  }
  const left = (used: readonly number[], limit: number) => {
    pruneCharts(folder, new Set(used.map((at) => files[at] as string)), limit);
    return files.flatMap((file, at) => (fs.existsSync(file) ? [at] : []));
  };
  assert.deepEqual(left([], 400), [0, 1, 2, 3]);
  assert.deepEqual(left([0], 300), [0, 2, 3]);
  assert.deepEqual(left([0, 3], 0), [0, 3]);
  pruneCharts(path.join(folder, 'none'), new Set(), 0);
});

test('a folder that cannot be written costs nothing but time', async () => {
  assert.match(await chartRenderer('/dev/null/charts')(chart), /^<svg /);
});

test('tidying leaves text alone', () => {
  const svg =
    '<svg viewBox="0 0 10 10"><g><text x="1.23456"> d="1.23456" class="x"</text></g><g transform="translate(0,0)"><path d="M1.26,0.04"/></g></svg>';
  const expected =
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="10" height="10" viewBox="0 0 10 10"><text x="1.2"> d="1.23456" class="x"</text><path d="M1.3,0"/></svg>';
  assert.equal(tidy(svg), expected);
});
