import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openImage } from '../../src/formats/image/image.ts';
import { visit, withoutBrowser } from '../support/browser.ts';

const skip = withoutBrowser('figures were not saved');
const visited = visit('figures', { skip, content: write });

function write(folder: string): void {
  for (const [run, lr] of [
    ['a', 0.1],
    ['b', 0.2],
  ] as const) {
    fs.mkdirSync(path.join(folder, 'p', 'runs', run), { recursive: true });
    fs.writeFileSync(path.join(folder, 'p', 'runs', run, 'run.yaml'), `id: ${run}\nname: "<${run}> & co"\nconfig: {lr: ${lr}}\n`);
    const rows = Array.from({ length: 20 }, (_, step) => `${step},${lr + 1 / (step + 1)}`);
    fs.writeFileSync(path.join(folder, 'p', 'runs', run, 'metrics.csv'), `step,loss\n${rows.join('\n')}\n`);
  }
  fs.writeFileSync(path.join(folder, 'p', 'project.yaml'), 'title: P\n');
}

async function download(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [saved] = await Promise.all([page.waitForEvent('download'), press()]);
  return fs.readFileSync((await saved.path()) ?? '');
}

/** The first point of a PNG with eight bits a colour. */
function firstPoint(png: Buffer): readonly number[] {
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return [...inflateSync(Buffer.concat(data)).subarray(1, 4)];
}

for (const [scheme, bright] of [
  ['light', true],
  ['dark', false],
] as const)
  test(`a figure is saved as PNG, twice as fine as it is drawn, on the ground of the ${scheme} theme`, { skip }, async () => {
    const page = await visited.browser.newPage({ colorScheme: scheme, acceptDownloads: true });
    await page.goto(`${visited.site.url}p/compare/`, { waitUntil: 'load' });
    const drawn = await page.locator('#main-steps .chart svg:visible').evaluate((svg) => {
      const { width, height } = (svg as SVGSVGElement).viewBox.baseVal;
      return [width, height];
    });
    const png = await download(page, () => page.locator('#main-steps button.png').click());
    const image = openImage(png);
    assert.ok(!('reason' in image), 'reason' in image ? image.reason : '');
    assert.deepEqual(
      [image.width, image.height],
      drawn.map((side) => Math.round(side * 2)),
    );
    const light = firstPoint(png).every((part) => part > 200);
    assert.equal(light, bright, `first point ${firstPoint(png)}`);
    await page.close();
  });

test('where a browser cannot make the PNG, the button says so', { skip }, async () => {
  const page = await visited.browser.newPage();
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.toBlob = (done) => done(null);
  });
  await page.goto(`${visited.site.url}p/compare/`, { waitUntil: 'load' });
  await page.locator('#main-steps button.png').click();
  await page.locator('#main-steps button.png', { hasText: 'could not make it' }).waitFor();
  await page.close();
});

test('without JavaScript the page says what needs it, and the other files are there', { skip }, async () => {
  const context = await visited.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${visited.site.url}p/compare/`, { waitUntil: 'load' });
  const menu = page.locator('#main-steps .get');
  const words = menu.locator('noscript');
  assert.equal(await words.textContent(), 'PNG (needs JavaScript)');
  assert.ok(await words.isVisible());
  assert.equal(await menu.locator('button:visible').count(), 0);
  for (const ending of ['svg', 'csv', 'vl.json']) assert.equal(await menu.locator(`a[href$=".${ending}"]`).count(), 1, ending);
  await context.close();
});

test('figures come to life again and again, and the policy has nothing to object', { skip }, async () => {
  const context = await visited.browser.newContext();
  const blocked: string[] = [];
  await context.exposeFunction('runfolioBlocked', (what: string) => blocked.push(what));
  await context.addInitScript(() => {
    const told = window as unknown as { runfolioBlocked(what: string): void };
    document.addEventListener('securitypolicyviolation', (found) => told.runfolioBlocked(`${found.violatedDirective} ${found.blockedURI}`));
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => blocked.push(error.message));
  for (let visit = 0; visit < 3; visit += 1) {
    await page.goto(`${visited.site.url}p/compare/`, { waitUntil: 'load' });
    await page.locator('#main-steps button.explore').click();
    await page.locator('#main-steps .live svg path').first().waitFor();
    await page.locator('#main-steps .live svg').hover();
  }
  assert.deepEqual(blocked, []);
  await context.close();
});
