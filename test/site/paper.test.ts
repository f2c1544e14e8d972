import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { visit, withoutBrowser } from '../support/browser.ts';
import { ROOT } from '../support/source.ts';

const skip = withoutBrowser('nothing was printed');
const visited = visit('paper', { skip, content: path.join(ROOT, 'content') });

/** A4 less its margins, in CSS pixels. */
const PAPER = 688;
const PHONE = 390;

/** One of each kind, and every page of a project that has but few of its kind. */
function pages(): readonly string[] {
  const all = (fs.readdirSync(visited.out, { recursive: true }) as string[])
    .filter((file) => /(^|\/)index\.html$/.test(file))
    .map((file) => `/${file.replace(/index\.html$/, '')}`)
    .sort();
  const single = all.filter((address) => /\/runs\/./.test(address));
  return [
    ...all.filter((address) => !single.includes(address)),
    ...['digits', 'tabular', 'charlm'].flatMap((slug) => single.find((address) => address.startsWith(`/${slug}/`)) ?? []),
  ];
}

/** What of a page reaches beyond its right edge, drawings and hidden words aside. */
function beyond(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const wide = [...document.querySelectorAll('main *')].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return right > edge && width > 0 && element.closest('svg svg, .chart, details:not([open])') === null;
    });
    return wide.slice(0, 3).map((element) => `${element.tagName} ${element.className}: ${(element.textContent ?? '').slice(0, 40)}`);
  });
}

test('on paper nothing is cut off, and the ground is white whatever the screen', { skip }, async () => {
  const page = await visited.browser.newPage({ viewport: { width: PAPER, height: 900 }, colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  for (const address of pages()) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    assert.deepEqual(await beyond(page), [], address);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', address);
    assert.equal(
      await page.evaluate(() => [...document.querySelectorAll('tbody tr')].every((row) => getComputedStyle(row).breakInside === 'avoid')),
      true,
      address,
    );
  }
  await page.close();
});

test('on a phone no page scrolls sideways, and diagnostics are read without it', { skip }, async () => {
  const page = await visited.browser.newPage({ viewport: { width: PHONE, height: 844 } });
  for (const address of pages()) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE, address);
  }
  for (const address of ['/checks/', '/digits/checks/', '/data/']) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    const wide = await page.evaluate(
      () => [...document.querySelectorAll('.check .tbl, .downloads')].filter((box) => box.scrollWidth > box.clientWidth + 1).length,
    );
    assert.equal(wide, 0, address);
  }
  await page.close();
});
