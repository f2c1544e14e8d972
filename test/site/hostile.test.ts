import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { visit, withoutBrowser } from '../support/browser.ts';
import { writeHostile } from '../support/hostile-folder.ts';
import { VECTORS } from '../support/hostile-vectors.ts';

const skip = withoutBrowser('hostile records were not opened');
const visited = visit('hostile', { skip, content: writeHostile, flags: ['--allow-damage'] });

interface Seen {
  readonly fired: string[];
  readonly blocked: string[];
  readonly foreign: string[];
  readonly errors: string[];
}

/** A page that notes whatever hostile text achieves. */
async function watched(bypassCSP: boolean, home: string): Promise<{ page: Page; seen: Seen; close(): Promise<void> }> {
  const context = await visited.browser.newContext({ bypassCSP });
  const seen: Seen = { fired: [], blocked: [], foreign: [], errors: [] };
  await context.exposeFunction('runfolioFired', (what: string) => seen.fired.push(what));
  await context.exposeFunction('runfolioBlocked', (what: string) => seen.blocked.push(what));
  await context.addInitScript(() => {
    const told = window as unknown as { runfolioFired(what: string): void; runfolioBlocked(what: string): void };
    const canary = () => told.runfolioFired(location.href);
    for (const name of ['canary', 'alert', 'confirm', 'prompt']) Object.defineProperty(window, name, { value: canary, writable: false });
    document.addEventListener('securitypolicyviolation', (found) =>
      told.runfolioBlocked(`${location.pathname}: ${found.violatedDirective} ${found.blockedURI} ${found.sample}`),
    );
  });
  await context.route(
    (url) => !url.href.startsWith(home) && /^https?:/.test(url.protocol),
    (route) => {
      seen.foreign.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => seen.errors.push(`${page.url()}: ${error.message}`));
  page.on('console', (said) => {
    if (said.type() === 'error') seen.errors.push(`${page.url()}: ${said.text()}`);
  });
  page.on('dialog', (dialog) => {
    seen.fired.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, seen, close: () => context.close() };
}

/** Does to every element what a visitor could do, but never leaves the page. */
async function poke(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const stay = (event: Event) => {
      const link = event.target instanceof Element ? event.target.closest('a, area') : null;
      const href = link?.getAttribute('href') ?? link?.getAttribute('xlink:href') ?? '';
      if (link !== null && !/^\s*[\w\s]*script/i.test(href)) event.preventDefault();
    };
    addEventListener('click', stay, true);
    addEventListener('submit', (event) => event.preventDefault(), true);
    for (const details of document.querySelectorAll('details')) details.open = true;
    const kinds = [
      'mouseover',
      'mouseenter',
      'mousemove',
      'pointerenter',
      'pointerover',
      'focus',
      'focusin',
      'mousedown',
      'mouseup',
      'toggle',
    ];
    for (const element of [...document.querySelectorAll('*')].slice(0, 6000)) {
      for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: true }));
      if (element.matches('a[href*="script:" i], area, math *, svg a, [onclick], form button, input[type=submit]')) {
        if (element instanceof HTMLElement) element.click();
        else element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      }
    }
    await new Promise((done) => setTimeout(done, 30));
  });
}

/** One page of each kind, and the pages that show most; of the pages of runs every third. */
function pages(): string[] {
  const all = (fs.readdirSync(visited.out, { recursive: true }) as string[]).filter((file) => file.endsWith('.html')).sort();
  const ofRuns = all.filter((file) => /\/runs\/[^/]+\/index\.html$/.test(file));
  const others = all.filter((file) => !ofRuns.includes(file));
  return [...others, ...ofRuns.filter((_, at) => at % 3 === 0)].map((file) => file.split(path.sep).map(encodeURIComponent).join('/'));
}

const nothing = (seen: Seen) => assert.deepEqual(seen, { fired: [], blocked: [], foreign: [], errors: [] });

test('enough is hostile, and every kind of page is there', { skip }, () => {
  assert.ok(VECTORS.length >= 280, `${VECTORS.length} texts`);
  const found = pages();
  for (const kind of [
    /^index/,
    /^404/,
    /^about/,
    /^docs/,
    /^checks/,
    /^data/,
    /compare\/index/,
    /compare\/[^/]+\/index/,
    /journal/,
    /runs\/index/,
    /runs\/[^/]+\/index/,
    /variants\/[^/]+\/index/,
    /ablations\/index/,
    /sweeps\/index/,
    /sweeps\/[^/]+\/index/,
    /journal\/2\/index/,
  ])
    assert.ok(
      found.some((file) => kind.test(file)),
      String(kind),
    );
});

for (const bypass of [false, true]) {
  const how = bypass ? 'without the policy' : 'under its policy';
  test(`no page runs what a record says, ${how}`, { skip, timeout: 600_000 }, async () => {
    const { page, seen, close } = await watched(bypass, visited.site.url);
    for (const file of pages()) {
      await page.goto(`${visited.site.url}${file}`, { waitUntil: 'load' });
      await poke(page);
    }
    await close();
    nothing(seen);
  });

  test(`no state of an address and nothing typed runs, ${how}`, { skip, timeout: 600_000 }, async () => {
    const { page, seen, close } = await watched(bypass, visited.site.url);
    const some = VECTORS.filter((_, at) => at % 11 === 0);
    for (const [at, vector] of some.entries()) {
      const said = encodeURIComponent(vector);
      const [runs, kind] = [`p${at % 2}/runs/`, at % 3];
      if (kind === 0)
        await page.goto(`${visited.site.url}${runs}?q=${said}&sort=${said}&columns=${said}&group=${said}#${said}`, { waitUntil: 'load' });
      if (kind === 1)
        await page.goto(
          `${visited.site.url}p${at % 2}/compare/?runs=${said},${said}&metrics=${said}&x=${said}&by=${said}&smooth=${said}#${said}`,
          {
            waitUntil: 'load',
          },
        );
      if (kind === 2) await page.goto(`${visited.site.url}?q=${said}#${said}`, { waitUntil: 'load' });
      for (const field of await page.locator('input[type=search]:visible, input[type=text]:visible, input:not([type]):visible').all()) {
        await field.fill(vector.replace(/[\n\r]/g, ' '), { timeout: 2000 }).catch(() => {});
        await page.waitForTimeout(20);
      }
      await poke(page);
    }
    for (const words of ['script', 'img', 'onerror', 'canary', '__proto__', 'javascript:']) {
      await page.goto(visited.site.url, { waitUntil: 'load' });
      await page.locator('#site-search').fill(words);
      await page.waitForTimeout(150);
      await poke(page);
    }
    await close();
    nothing(seen);
  });
}

test('control: the same texts in a page that takes them for markup do run and load', { skip, timeout: 300_000 }, async () => {
  const server = http.createServer((request, response) => {
    const at = Number(new URL(request.url ?? '/', 'http://x.invalid').searchParams.get('at'));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>control</title><p>${VECTORS[at] ?? ''}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const home = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  const { page, seen, close } = await watched(true, home);
  let firing = 0;
  for (let at = 0; at < VECTORS.length; at += 3) {
    const before = seen.fired.length;
    await page.goto(`${home}?at=${at}`, { waitUntil: 'load', timeout: 5000 }).catch(() => {});
    await poke(page).catch(() => {});
    if (seen.fired.length > before) firing += 1;
  }
  await close();
  server.closeAllConnections();
  server.close();
  assert.ok(firing >= 20, `${firing} of ${Math.ceil(VECTORS.length / 3)} texts ran`);
  assert.ok(seen.foreign.length > 0, 'something was loaded from elsewhere');
});
