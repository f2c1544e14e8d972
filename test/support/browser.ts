import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { type Serving, serve } from '../../src/publish/serve.ts';
import { ROOT } from './source.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** For `skip` of tests: false where there is a browser, else why they are skipped and what was `untested`. */
export function withoutBrowser(untested: string): string | false {
  return fs.existsSync(CHROMIUM) ? false : `NO BROWSER at ${CHROMIUM}: ${untested}; set CHROMIUM`;
}

export interface Visited {
  /** The folder of the site. */
  readonly out: string;
  readonly site: Serving;
  readonly browser: Browser;
}

export interface Visiting {
  readonly skip: string | false;
  /** The folder that is built, or what fills one. */
  readonly content: string | ((folder: string) => void);
  readonly base?: string;
  readonly flags?: readonly string[];
}

/** The site of a folder, built by the program itself and served on loopback, and a browser: for all tests of one file, while they run. */
export function visit(name: string, { skip, content, base = '/', flags = [] }: Visiting): Visited {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), `runfolio-${name}-`));
  const out = path.join(top, '_site');
  let site: Serving | undefined;
  let browser: Browser | undefined;
  before(async () => {
    if (skip !== false) return;
    const folder = typeof content === 'string' ? content : path.join(top, 'content');
    if (typeof content !== 'string') {
      fs.mkdirSync(folder);
      content(folder);
    }
    const args = ['build', folder, '--quiet', '--cache', path.join(top, 'cache'), '--out', out, '--base', base, ...flags];
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'src/runfolio.js'), ...args], { maxBuffer: 1e8 });
    site = await serve(out, { base, port: 0, orNext: false });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    fs.rmSync(top, { recursive: true, force: true });
  });
  const ready = <T>(there: T | undefined): T => {
    if (there === undefined) throw new Error('asked for before the first test');
    return there;
  };
  return {
    out,
    get site() {
      return ready(site);
    },
    get browser() {
      return ready(browser);
    },
  };
}
