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

/** Tables that scroll in their box, and those in which what stays in view leaves less than half of it to what is scrolled. */
function covered(page: Page): Promise<{ readonly scrolled: number; readonly covered: readonly string[] }> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const scrolled = [...document.querySelectorAll<HTMLElement>('.tbl')].filter((box) => {
      box.scrollLeft = box.scrollWidth;
      return box.scrollLeft > 1;
    });
    const bad = scrolled.filter((box) => {
      const { left, width } = box.getBoundingClientRect();
      const staying = [...box.querySelectorAll('th, td')].filter((cell) => {
        const { position, left: at } = getComputedStyle(cell);
        return position === 'sticky' && at === '0px';
      });
      return staying.some((cell) => cell.getBoundingClientRect().right - left > width / 2);
    });
    return { scrolled: scrolled.length, covered: bad.map((box) => box.ariaLabel ?? '') };
  });
}

/** Summaries that a printed page shows of folded copies of its figures. */
function foldedTwins(page: Page): Promise<number> {
  return page.evaluate(
    () => [...document.querySelectorAll('figure details:not([open]) > summary')].filter((summary) => summary.checkVisibility()).length,
  );
}

test('on paper nothing is cut off, and the ground is white whatever the screen', { skip }, async () => {
  const page = await visited.browser.newPage({ viewport: { width: PAPER, height: 900 }, colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  for (const address of pages()) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    assert.deepEqual(await beyond(page), [], address);
    assert.equal(await foldedTwins(page), 0, address);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', address);
    assert.equal(
      await page.evaluate(() => [...document.querySelectorAll('tbody tr')].every((row) => getComputedStyle(row).breakInside === 'avoid')),
      true,
      address,
    );
  }
  await page.close();
});

test('on a phone no page scrolls sideways, the columns of a table can all be seen, and diagnostics are read without it', {
  skip,
}, async () => {
  let scrolled = 0;
  const page = await visited.browser.newPage({ viewport: { width: PHONE, height: 844 } });
  for (const address of pages()) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE, address);
    const tables = await covered(page);
    assert.deepEqual(tables.covered, [], address);
    scrolled += tables.scrolled;
  }
  assert.ok(scrolled > 20, `${scrolled} tables scroll in their boxes`);
  for (const address of ['/checks/', '/digits/checks/', '/data/']) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    const wide = await page.evaluate(
      () => [...document.querySelectorAll('.check .tbl, .downloads')].filter((box) => box.scrollWidth > box.clientWidth + 1).length,
    );
    assert.equal(wide, 0, address);
  }
  await page.close();
});

test('the tables of sweeps show all their columns on a phone, or that there are more', { skip }, async () => {
  const page = await visited.browser.newPage({ viewport: { width: PHONE, height: 844 } });
  let hints = 0;
  for (const address of ['/tabular/sweeps/', '/tabular/sweeps/hgb-log-loss/']) {
    await page.goto(`${visited.site.url.replace(/\/$/, '')}${address}`);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.sec .tbl')]
        .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
        .map((box) => ({ name: box.ariaLabel, fades: getComputedStyle(box).getPropertyValue('--fade') === '40px' })),
    );
    assert.deepEqual(
      cut.filter(({ fades }) => !fades),
      [],
      address,
    );
    hints += cut.length;
  }
  assert.ok(hints > 0, 'a table goes on to its right');
  await page.close();
});

test('the fields of a range hold their bounds, however many digits those have', { skip }, async () => {
  const page = await visited.browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.route('**/digits/runs/', async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    const body = html.replace(/data-low="[^"]*"/g, 'data-low="−986.4"').replace(/data-high="[^"]*"/g, 'data-high="−1.237e-10"');
    await route.fulfill({ response: answer, body });
  });
  await page.goto(`${visited.site.url.replace(/\/$/, '')}/digits/runs/`);
  const fields = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('.facets .range input')].map((field) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      const pen = document.createElement('canvas').getContext('2d');
      if (pen === null) throw new Error('no canvas');
      pen.font = font;
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return { bound: field.placeholder, cut: pen.measureText(field.placeholder).width > room };
    }),
  );
  assert.deepEqual(
    fields.slice(0, 2).map(({ bound }) => bound),
    ['−986.4', '−1.237e-10'],
  );
  assert.deepEqual(
    fields.filter(({ cut }) => cut),
    [],
  );
  await page.close();
});

test('without JavaScript the runs page says what needs it and where all runs are', { skip }, () => {
  const html = fs.readFileSync(path.join(visited.out, 'digits/runs/index.html'), 'utf8');
  const said = /<noscript>(.*?)<\/noscript>/s.exec(html)?.[1] ?? '';
  assert.match(said, /need.* JavaScript/);
  assert.match(said, /href="[^"]*\/runs\.csv"/);
});
