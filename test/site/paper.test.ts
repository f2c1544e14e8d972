import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildSite } from '../../src/build.ts';
import { type Serving, serve } from '../../src/publish/serve.ts';
import { ROOT } from '../support/source.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const skip = fs.existsSync(CHROMIUM) ? false : `NO BROWSER at ${CHROMIUM}: nothing was printed; set CHROMIUM`;
const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-paper-'));
const out = path.join(top, '_site');
let site: Serving;
let browser: Browser;

/** A4 less its margins, in CSS pixels. */
const PAPER = 688;
const PHONE = 390;

before(async () => {
  if (skip !== false) return;
  await buildSite(
    {
      ...{ folder: path.join(ROOT, 'content'), cache: path.join(top, 'cache'), out, roots: [], skip: [], fingerprint: 'test', base: null },
      ...{ incremental: false, tool: 'Runfolio 0.0.0', signal: new AbortController().signal },
    },
    () => {},
  );
  site = await serve(out, { base: '/', port: 0, orNext: false });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});

after(async () => {
  await browser?.close();
  await site?.close();
  fs.rmSync(top, { recursive: true, force: true });
});

/** One of each kind, and every page of a project that has but few of its kind. */
function pages(): readonly string[] {
  const all = (fs.readdirSync(out, { recursive: true }) as string[])
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
  const page = await browser.newPage({ viewport: { width: PAPER, height: 900 }, colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  for (const address of pages()) {
    await page.goto(`${site.url.replace(/\/$/, '')}${address}`);
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
  const page = await browser.newPage({ viewport: { width: PHONE, height: 844 } });
  for (const address of pages()) {
    await page.goto(`${site.url.replace(/\/$/, '')}${address}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE, address);
  }
  for (const address of ['/checks/', '/digits/checks/', '/data/']) {
    await page.goto(`${site.url.replace(/\/$/, '')}${address}`);
    const wide = await page.evaluate(
      () => [...document.querySelectorAll('.check .tbl, .downloads')].filter((box) => box.scrollWidth > box.clientWidth + 1).length,
    );
    assert.equal(wide, 0, address);
  }
  await page.close();
});
