import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIGHT } from '../../src/charts/colours.ts';
import { overlayChart } from '../../src/charts/overlay.ts';
import { overlayRows } from '../../src/charts/overlay-table.ts';
import { WIDE } from '../../src/charts/spec.ts';
import { standaloneSvg, withColours } from '../../src/charts/standalone.ts';
import { csvRows } from '../../src/model/csv.ts';
import { renderSvg } from '../../src/render/render.ts';
import { falling, line, overlay } from '../support/overlay.ts';

const slice = overlay([line('=cmd|x', 0, [falling(1, 3)]), line('plain', 1, [[0, -0.5]], [{ from: 7, to: 8, kind: 'NaN' }])]);

test('a picture of its own has no variable of the style sheet, and its words', async () => {
  const svg = standaloneSvg(await renderSvg(overlayChart(slice, WIDE)), LIGHT, 'a <b>', 'c & d');
  assert.doesNotMatch(svg, /var\(/);
  assert.match(svg, /^<svg role="img" [^>]*><title>a &lt;b&gt;<\/title><desc>c &amp; d<\/desc><rect /);
});

test('a name that looks like a variable stays a name', async () => {
  const svg = standaloneSvg(await renderSvg(overlayChart(overlay([line('var(--c1)', 0, [falling(1, 3)])]), WIDE)), LIGHT, '', '');
  assert.match(svg, />var\(--c1\) /);
});

test('a specification of its own has colours with values, and its data untouched', () => {
  const spec = overlayChart(overlay([line('var(--c1)', 0, [falling(1, 3)])]), WIDE);
  const own = withColours(spec, LIGHT);
  assert.deepEqual(own['datasets'], spec['datasets']);
  assert.doesNotMatch(JSON.stringify({ ...own, datasets: null }), /var\(/);
});

test('rows of a figure: every drawn point, holes by their kind, no formula', () => {
  const lines = csvRows(overlayRows(slice)).split('\r\n');
  assert.equal(lines[0], 'run,steps,val/loss');
  assert.match(lines[1] ?? '', /^'=cmd\|x,0,/);
  assert.deepEqual(lines.slice(4), ['plain,0,-0.5', 'plain,7,NaN', '']);
});
