/**
 * Measures the table of runs in a headless Chromium: 10,000 rows of 60 columns, as the site serves them, under its policy.
 * `node scripts/bench/table.ts [rows=10000] [rounds=7]`; CHROME_PATH names another browser. All times but one are processor
 * time of the page's main thread (Chromium's own counters in thread ticks), so that other work on the machine adds little;
 * its load is printed beside them. The page is built from 200 runs, for it holds 100 rows in any case, and its document of
 * the table is then replaced by one of all rows.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { readTable } from '../../src/client/run-data.ts';
import { tableDocument } from '../../src/exports/table-document.ts';
import { serve } from '../../src/publish/serve.ts';

const BUILT = 200;
const rows = Number(process.argv[2] ?? 10_000);
const rounds = Number(process.argv[3] ?? 7);
const root = path.resolve(import.meta.dirname, '../..');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-table-'));

/** A run of a project with 18 metrics and 36 keys of configuration, of which some are searched. */
function record(i: number): { readonly run: unknown; readonly metrics: string } {
  const pick = <T>(values: readonly T[], by: number): T => values[Math.floor(i / by) % values.length] as T;
  const noise = (k: number) => ((i * 2654435761 + k * 40503) % 100_003) / 100_003;
  const config: Record<string, unknown> = {
    seed: i,
    'optimizer.lr': 10 ** (-4 * noise(1)),
    'optimizer.name': pick(['sgd', 'adam', 'adamw'], 1),
  };
  config['schedule'] = pick(['cosine', 'linear', 'constant'], 3);
  for (let k = 0; k < 32; k += 1) config[`model.part${k}.size`] = k % 4 === 0 ? noise(k) : 2 ** ((i + k) % (3 + (k % 5)));
  const names = ['val/accuracy', 'val/loss', ...Array.from({ length: 16 }, (_, k) => `train/metric${k}`)];
  const run = {
    ...{ id: `run${String(i).padStart(5, '0')}`, name: `${pick(['baseline', 'no-dropout', 'wide'], 1)} seed ${i}`, config },
    ...{
      group: pick(['leave-one-out', 'width', 'confirm', 'scan'], 5),
      tags: [pick(['ablation', 'baseline'], 2), pick(['a', 'b', 'c'], 7)],
    },
    ...{ status: i % 17 === 0 ? 'failed' : 'finished', notes: i % 9 === 0 ? 'Started again after the node went away.' : undefined },
    started: new Date(Date.UTC(2026, 0, 1) + i * 600_000).toISOString(),
  };
  return { run, metrics: `step,${names.join(',')}\n0,${names.map((_, k) => noise(k + 50)).join(',')}\n` };
}

function build(): string {
  for (let i = 0; i < BUILT; i += 1) {
    const place = path.join(work, 'bench/runs', `r${i}`);
    fs.mkdirSync(place, { recursive: true });
    const { run, metrics } = record(i);
    fs.writeFileSync(path.join(place, 'run.yaml'), JSON.stringify(run));
    fs.writeFileSync(path.join(place, 'metrics.csv'), metrics);
  }
  const out = path.join(work, 'site');
  const args = ['src/runfolio.js', 'build', path.join(work, 'bench'), '--out', out, '--cache', path.join(work, 'cache'), '--quiet'];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return out;
}

/** Puts a table of all rows in the place of that of the built ones: their cells again and again, measured values moved a little. */
function enlarge(file: string): { readonly columns: number; readonly bytes: number } {
  const small = readTable(fs.readFileSync(file, 'utf8'));
  const cell = (key: string, row: number, exact: boolean) => {
    const cells = small.cells(key);
    const value = cells?.values[cells.codes === null ? row % BUILT : (cells.codes[row % BUILT] as number)];
    return typeof value === 'number' && !exact ? value * (1 + row / 1e6) : value;
  };
  const all = Array.from({ length: rows }, (_, row) => row);
  const columns = small.columns.map((column) => {
    const exact = column.kind !== 'metric' && !column.key.endsWith('lr');
    const cells = all.map((row) => (column.kind === 'seed' ? row : cell(column.key, row, exact)));
    const { key, label, unit, direction, format } = column;
    return { ...{ key, label, unit, direction, format }, kind: column.kind as 'metric', cells, distinct: 2 };
  });
  const text = tableDocument({
    table: {
      rows: all.map((row) => ({
        id: `run${String(row).padStart(5, '0')}`,
        name: `${small.names[row % BUILT]} ${row}`,
        status: '',
        slot: row % 20,
      })),
      ...{ columns, shown: small.shown, left: 0, same: small.same, primary: small.primary },
    },
    facets: small.facets.map((facet) => ({ ...facet, kind: 'range', low: 0, high: 1, runs: rows })),
    asked: small.asked.map((key) => ({ key, cells: all.map((row) => cell(key, row, true)) })),
  });
  fs.writeFileSync(file, text);
  return { columns: columns.length, bytes: text.length };
}

interface Used {
  /** Scripts, style and layout. */
  readonly own: number;
  /** All tasks: parsing, painting, and what the measuring asks of the page too. */
  readonly all: number;
}

/** Milliseconds of processor time that the main thread has used so far. */
async function used(session: CDPSession): Promise<Used> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  const own = of('ScriptDuration') + of('RecalcStyleDuration') + of('LayoutDuration');
  return { own, all: of('TaskDuration') - of('DevToolsCommandDuration') };
}

const since = (before: Used, after: Used): Used => ({ own: after.own - before.own, all: after.all - before.all });
const sum = (a: Used, b: Used): Used => ({ own: a.own + b.own, all: a.all + b.all });

/** Waits until the page has nothing left to do. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() => setTimeout(() => requestIdleCallback(() => setTimeout(done, 250), { timeout: 2000 }), 30)),
      ),
  );
}

async function spent(page: Page, session: CDPSession, act: () => Promise<unknown>): Promise<Used> {
  const before = await used(session);
  await act();
  await settled(page);
  return since(before, await used(session));
}

const QUERY = 'group:width val/accuracy>0.9 adam';

interface Round {
  readonly page: Used;
  readonly data: Used;
  readonly keys: readonly Used[];
  /** Wall time of the script from the query to the rows. */
  readonly scripts: readonly number[];
  readonly facet: Used;
  readonly sort: Used;
}

async function round(address: string): Promise<Round> {
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto('about:blank');
    const loaded = await spent(page, session, () => page.goto(address));
    const data = await spent(page, session, async () => {
      await page.evaluate(() => document.querySelector<HTMLElement>('#runs-query')?.focus());
      await page.waitForFunction(() => performance.getEntriesByName('runs-fetched').length > 0);
    });
    const keys: Used[] = [];
    for (const key of QUERY) keys.push(await spent(page, session, () => page.keyboard.type(key)));
    const scripts = await page.evaluate(() => performance.getEntriesByName('runs-filter', 'measure').map(({ duration }) => duration));
    const facet = await spent(page, session, () =>
      page.evaluate(() => document.querySelector<HTMLElement>('[data-facet="status"] input')?.click()),
    );
    const sort = await spent(page, session, () =>
      page.evaluate(() => document.querySelector<HTMLElement>('thead th.n:not([aria-sort]) button')?.click()),
    );
    return { page: loaded, data, keys, scripts, facet, sort };
  } finally {
    await browser.close();
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
const figure = (values: readonly number[]) => `${median(values).toFixed(1)} (${most(values).toFixed(1)})`.padStart(22);
const line = (name: string, values: readonly Used[]) =>
  console.log(`${name.padEnd(46)}${figure(values.map(({ own }) => own))}${figure(values.map(({ all }) => all))}`);

try {
  const out = build();
  const { columns, bytes } = enlarge(path.join(out, 'api/projects/bench/table.json'));
  const site = await serve(out, { base: '/', port: 0, orNext: false });
  const [load = 0] = os.loadavg();
  console.log(`${rows} rows of ${columns} columns, ${(bytes / 1e6).toFixed(1)} MB; ${rounds} rounds, load ${load.toFixed(1)}`);
  const found: Round[] = [];
  for (let i = 0; i < rounds; i += 1) found.push(await round(`${site.url}bench/runs/`));
  console.log(`${'ms, median (most)'.padEnd(46)}${'script, style, layout'.padStart(22)}${'all tasks'.padStart(22)}`);
  line(
    'the page, until it rests',
    found.map(({ page }) => page),
  );
  line(
    'the data, from the first look at the query',
    found.map(({ data }) => data),
  );
  line(
    'both: the table is interactive',
    found.map(({ page, data }) => sum(page, data)),
  );
  line(
    'a key in the query',
    found.flatMap(({ keys }) => keys),
  );
  line(
    'a facet',
    found.map(({ facet }) => facet),
  );
  line(
    'another order',
    found.map(({ sort }) => sort),
  );
  console.log(`${'of a key: from the query to the rows, wall'.padEnd(46)}${figure(found.flatMap(({ scripts }) => scripts))}`);
  await site.close();
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
