import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { MAX_PAGE_BYTES } from '../../src/model/page-size.ts';
import { visit, withoutBrowser } from '../support/browser.ts';

const skip = withoutBrowser('tables, journals and search were not used');
const RUNS = 130;
const ENTRIES = 150;
const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const errors: string[] = [];

/** Eight projects with long names; one with many runs and a long journal. */
function write(folder: string): void {
  for (let p = 0; p < 8; p += 1) {
    const project = path.join(folder, `project-${p}`);
    const runs = p === 0 ? RUNS : 1;
    for (let i = 0; i < runs; i += 1) {
      const place = path.join(project, 'runs', `r${i}`);
      fs.mkdirSync(place, { recursive: true });
      const config = { lr: i / RUNS, optimizer: ['sgd', 'adam', 'adam w'][i % 3], seed: i };
      const group = i % 10 === 0 ? undefined : `group ${i % 13}`;
      const notes = i === 7 ? 'Naïve retry' : undefined;
      const run = { id: `p${p}r${i}`, name: `run ${i}`, group, tags: i % 2 === 0 ? ['even'] : ['odd'], status: 'finished', config, notes };
      fs.writeFileSync(path.join(place, 'run.yaml'), JSON.stringify(run));
      fs.writeFileSync(path.join(place, 'metrics.csv'), `step,val/acc\n0,${i / 200}\n`);
    }
    fs.writeFileSync(path.join(project, 'project.yaml'), `title: ${`Project ${p} with a long name `.repeat(11)}\n`);
  }
  const entries = Array.from(
    { length: ENTRIES },
    (_, i) => `## ${day(i)} Entry ${i}\n\nTried ${i === 3 ? 'the naïve baseline' : 'a rate'}.\n`,
  );
  fs.writeFileSync(path.join(folder, 'project-0/journal.md'), entries.join('\n'));
}

const visited = visit('finding', { skip, content: write, base: '/repository/' });

async function open(address: string, options: { readonly javaScriptEnabled?: boolean; readonly width?: number } = {}): Promise<Page> {
  const { javaScriptEnabled = true, width = 1440 } = options;
  const page = await visited.browser.newPage({ javaScriptEnabled, viewport: { width, height: 900 } });
  page.on('pageerror', (error) => errors.push(`${address}: ${error.message}`));
  page.on('console', (said) => {
    if (said.type() === 'error') errors.push(`${address}: ${said.text()}`);
  });
  await page.goto(new URL(address, visited.site.url).href);
  return page;
}

const tally = (page: Page) => page.locator('.runs-count b');
const facet = (page: Page, key: string, value: string) => page.locator(`[data-facet="${key}"] label`, { hasText: value }).locator('input');

/** Waits until a value of a facet is ticked, or is not. */
const ticked = (page: Page, key: string, value: string, on: boolean) =>
  page
    .locator(`[data-facet="${key}"] label`, { hasText: value })
    .locator(on ? 'input:checked' : 'input:not(:checked)')
    .waitFor();

test('a facet is a term of the query: what is ticked is typed, what is typed is ticked, counts follow', { skip }, async () => {
  const page = await open('project-0/runs/');
  await facet(page, 'config.optimizer', 'adam w').click();
  await page.waitForFunction(() => document.querySelector('.runs-count b')?.textContent === '43 of 130 runs');
  assert.equal(await page.inputValue('#runs-query'), 'config.optimizer:"adam w"');
  await page.waitForURL(/q=config\.optimizer/);
  await facet(page, 'tag', 'even').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector('.runs-count b')?.textContent === '22 of 130 runs');
  // Facets follow the table, a moment later: what they say is waited for, not read at once.
  await page.waitForFunction(() => {
    const counts = [...document.querySelectorAll('[data-facet="config.optimizer"] .c')].map(({ textContent }) => Number(textContent));
    return counts.reduce((a, b) => a + b, 0) === 65;
  });
  await page.fill('#runs-query', 'tag:odd optimizer:sgd');
  await ticked(page, 'config.optimizer', 'sgd', true);
  await ticked(page, 'config.optimizer', 'adam w', false);
  await ticked(page, 'tag', 'odd', true);
  await ticked(page, 'tag', 'even', false);
  await page.fill('[data-facet="config.lr"] input >> nth=0', '0.5');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#runs-query')?.value.includes('config.lr>=0.5'));
  await page.fill('#runs-query', '');
  await page.waitForFunction(() => document.querySelector('.runs-count b')?.textContent === '130 runs');
  await page.locator('[data-facet="group"] .more button').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-facet="group"] li').length > 12);
  await page.close();
});

test('an address with a query shows what it says, also notes; a wrong query is told with its place', { skip }, async () => {
  const page = await open('project-0/runs/?q=notes:*retry*');
  await tally(page).filter({ hasText: '1 of 130 runs' }).waitFor();
  assert.deepEqual(await page.locator('.runname').allTextContents(), ['run 7']);
  await page.fill('#runs-query', 'a (b');
  await page.locator('.say-error', { hasText: 'Column 3' }).waitFor();
  await page.fill('#runs-query', 'no_such_key<1');
  await page.locator('.say-error', { hasText: 'no run has “no_such_key”' }).waitFor();
  await tally(page).filter({ hasText: '130 runs' }).waitFor();
  assert.equal(await page.locator('.runname').count(), 100);
  await page.close();
});

test('more than twenty runs can be chosen, and what is compared is said', { skip }, async () => {
  const page = await open('project-0/runs/');
  await page.locator('th.pick input').click();
  await page.locator('.chosen', { hasText: '100 chosen; the curves of 20 can be read together' }).waitFor();
  const address = await page.locator('.chosen a').getAttribute('href');
  assert.equal(new URL(address ?? '', visited.site.url).searchParams.get('runs')?.split(',').length, 20);
  await page.locator('.chosen a').click();
  await page.getByRole('heading', { level: 1, name: /^Compare run 129, run 128/ }).waitFor();
  await page.close();
});

test('without scripts facets are a list with counts, and nothing asks to be clicked that needs them', { skip }, async () => {
  const page = await open('project-0/runs/', { javaScriptEnabled: false });
  assert.match(await page.locator('[data-facet="tag"]').innerText(), /even\s*65\s*odd\s*65/);
  assert.equal(await page.locator('main input:visible, main button:visible').count(), 0);
  await page.locator('.menu summary').click();
  assert.ok(await page.locator('.menu a', { hasText: 'Project 3' }).isVisible());
  await page.close();
});

test('eight projects with long names: one line of header, on a phone nothing sticks out', { skip }, async () => {
  const page = await open('project-3/');
  assert.ok(((await page.locator('header.top').boundingBox())?.height ?? 999) < 60);
  await page.close();
  for (const address of ['', 'project-0/', 'project-0/runs/', 'project-0/journal/']) {
    const phone = await open(address, { width: 390 });
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, address);
    await phone.close();
  }
});

test('every entry of a long journal is on a page, and its first address leads there', { skip }, async () => {
  const journal = path.join(visited.out, 'project-0/journal');
  const pages = ['', ...fs.readdirSync(journal).filter((name) => /^\d+$/.test(name))].map((name) => path.join(journal, name, 'index.html'));
  assert.ok(pages.length > 2);
  const texts = pages.map((file) => fs.readFileSync(file, 'utf8'));
  for (const text of texts) assert.ok(Buffer.byteLength(text) < MAX_PAGE_BYTES);
  for (let i = 0; i < ENTRIES; i += 1) {
    const article = new RegExp(`<article class="entry" id="${day(i)}-entry-${i}"`);
    assert.equal(texts.filter((text) => article.test(text)).length, 1, `entry ${i}`);
  }
  const page = await open(`project-0/journal/#${day(0)}-entry-0`);
  await page.waitForURL(new RegExp(`journal/\\d/#${day(0)}-entry-0$`));
  assert.ok(await page.locator(`article#\\3${day(0)[0]} ${day(0).slice(1)}-entry-0`).isVisible());
  await page.close();
});

test('the search field finds entries by words without their marks, and leads to them by the keyboard', { skip }, async () => {
  const page = await open('project-0/');
  await page.keyboard.press('/');
  await page.keyboard.type('naive base');
  const first = page.locator('.found a').first();
  await first.locator('mark', { hasText: 'naïve' }).waitFor();
  await page.locator('.found .query').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/journal\/\d\/#2024-01-04-entry-3$/);
  await page.close();
});

test('nothing failed in the console on the way', { skip }, () => assert.deepEqual(errors, []));
