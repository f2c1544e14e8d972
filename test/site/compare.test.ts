import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { visit, withoutBrowser } from '../support/browser.ts';

const skip = withoutBrowser('comparisons were not looked at');
const visited = visit('compare', { skip, content: write });

/** Four runs with long names and texts in their configuration; the last two have other metrics than the first. */
function write(folder: string): void {
  const metrics = ['valid_loss_consistency', 'valid_loss_supervised', 'train_loss_consistency', 'train_loss_supervised'];
  for (let i = 0; i < 4; i += 1) {
    const at = path.join(folder, 'p', 'runs', `r${i}`);
    fs.mkdirSync(at, { recursive: true });
    const target = `package.data.labelled.loaders.get_training_set_${i}`;
    const config = `config: {lr: ${i}, data.labelled.dataset.early_stopping._target_: ${target}, model.nn.encoder._target_: ${target}}`;
    fs.writeFileSync(path.join(at, 'run.yaml'), `id: r${i}\nname: learner/data.n_labelled=${i},model.name=learner_of_labels\n${config}\n`);
    const own = i < 2 ? metrics : metrics.slice(2).map((name) => `${name}_late`);
    const rows = Array.from({ length: 20 }, (_, step) => [step, ...own.map((_, m) => i + 1 / (step + m + 1))].join());
    fs.writeFileSync(path.join(at, 'metrics.csv'), `step,${own.join()}\n${rows.join('\n')}\n`);
  }
  fs.writeFileSync(path.join(folder, 'p', 'project.yaml'), 'title: P\n');
}

async function open(width: number) {
  const page = await visited.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${visited.site.url}p/compare/`, { waitUntil: 'load' });
  return page;
}

test('a figure by itself has the room of the page and names its lines; those of the small ones are all named above them', {
  skip,
}, async () => {
  const page = await open(1440);
  const { width = 0 } = (await page.locator('#main-steps .chart svg:visible').boundingBox()) ?? {};
  assert.ok(width > 1000 && width <= 1280, `${width}`);
  assert.equal(await page.locator('#main-steps .legend:visible').count(), 0);
  const strokes = (selector: string) =>
    page.locator(selector).evaluateAll((lines) => [...new Set(lines.map((line) => line.getAttribute('stroke')))].sort());
  const legend = await strokes('.sec > .legend line');
  assert.equal(legend.length, 4);
  await page.close();
});

test('on paper the tables of a comparison fit', { skip }, async () => {
  const page = await open(718);
  await page.emulateMedia({ media: 'print' });
  const widths = await page.locator('table:visible').evaluateAll((tables) => tables.map((table) => table.getBoundingClientRect().width));
  assert.ok(widths.length >= 2 && widths.every((width) => width <= 718), widths.join());
  await page.close();
});

test('on a phone names stay in their cells, and leave more than half of the box to values', { skip }, async () => {
  const page = await open(390);
  for (const table of ['.values', '.diff']) {
    const { box, cells } = await page
      .locator(table)
      .first()
      .evaluate((region) => ({
        box: region.clientWidth,
        cells: [...region.querySelectorAll('tbody th')].map((cell) => {
          const texts = [...cell.querySelectorAll('bdi')].map((text) => text.getBoundingClientRect().right);
          return { width: cell.getBoundingClientRect().width, over: Math.max(...texts) - cell.getBoundingClientRect().right };
        }),
      }));
    assert.ok(cells.length >= 2);
    for (const { width, over } of cells) assert.ok(width <= box * 0.5 && over <= 0, `${table}: ${width} of ${box}, ${over} outside`);
  }
  await page.close();
});

test('texts of a configuration stand at the left, not bold, and break at their signs', { skip }, async () => {
  const page = await open(1440);
  const cell = page.locator('.diff tbody td').first();
  assert.deepEqual(await cell.evaluate((td) => [getComputedStyle(td).textAlign, getComputedStyle(td).fontWeight]), ['left', '400']);
  assert.ok((await page.locator('.diff tbody td wbr').count()) > 0);
  await page.close();
});
