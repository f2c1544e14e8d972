import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support/source.ts';

const LONG = 'a-very-long-name-'.repeat(18);
const HTML = '<script>alert(1)</script><b>';

/** Plain records: a curve over a rate, a table of long and hostile names with a failed seed and values that are no numbers, a long table. */
function folderOfVariants(top: string): string {
  const folder = path.join(top, 'content');
  let minute = 0;
  const write = (project: string, config: object, seeds: number, mean: number, said: object = {}) => {
    for (let seed = 0; seed < seeds; seed += 1) {
      minute += 1;
      const id = `${project}-${minute}`;
      const place = path.join(folder, project, 'runs', id);
      fs.mkdirSync(place, { recursive: true });
      const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
      const times = { started: at(minute * 60_000), ended: at(minute * 60_000 + 30_000) };
      fs.writeFileSync(
        path.join(place, 'run.yaml'),
        JSON.stringify({ id, name: `${HTML} ${id}`, status: 'finished', ...times, seeds: { seed }, config: { ...config, seed }, ...said }),
      );
      const value = mean + 0.01 * ((seed * 7) % 3);
      fs.writeFileSync(path.join(place, 'metrics.csv'), `step,val/acc\n1,${value / 2}\n2,${value}\n`);
    }
  };
  for (const [i, lr] of [1e-4, 1e-3, 1e-2, 1e-1].entries()) write('rates', { lr }, 3, 0.9 - 0.1 * (i - 2) ** 2);
  write('names', { [LONG]: 1, kind: HTML }, 3, 0.8);
  write('names', { [LONG]: 2, kind: HTML }, 3, 0.9);
  write('names', { [LONG]: 1, kind: LONG }, 2, 0.85);
  write('names', { [LONG]: 1, kind: LONG }, 1, 0.1, { status: 'failed' });
  write('names', { [LONG]: 1, kind: 'none' }, 2, Number.NaN);
  for (let i = 0; i < 64; i += 1) write('long', { method: `m${i}` }, 1, 0.5 + i / 1000);
  const names = Array.from({ length: 64 }, (_, i) => `${LONG}${i}`);
  const all = `comparisons:\n  - {name: all, title: All, baseline: ${LONG}0, variants: [${names.join(', ')}]}\n`;
  const declared = names.map((name, i) => `  ${name}: method=m${i}\n`).join('');
  fs.writeFileSync(path.join(folder, 'long/project.yaml'), `title: Long\nprimary: val/acc\nvariants:\n${declared}${all}`);
  for (const project of ['rates', 'names'])
    fs.writeFileSync(path.join(folder, project, 'project.yaml'), `title: ${project}\nprimary: val/acc\n`);
  return folder;
}

test('pages of variants under hostile and long names, missing numbers and many rows', (t) => {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-ablation-site-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const out = path.join(top, 'site');
  const places = ['--cache', path.join(top, 'cache'), '--out', out];
  execFileSync(process.execPath, [path.join(ROOT, 'src/runfolio.js'), 'build', folderOfVariants(top), '--quiet', ...places], { cwd: top });
  const read = (file: string) => fs.readFileSync(path.join(out, file), 'utf8');
  const files = fs.readdirSync(out, { recursive: true, encoding: 'utf8' });

  for (const file of files.filter((name) => name.endsWith('.html') && !/(^|\/)runs\//.test(name))) {
    const page = read(file);
    assert.ok(Buffer.byteLength(page) < 300_000, `${file}: ${Buffer.byteLength(page)} bytes`);
    const tags = page.replace(/ (?:title|aria-label)="[^"]*"/g, '');
    assert.doesNotMatch(tags, /<script>alert|style="/, file);
    const words = tags.replace(/<[^>]*>/g, ' ');
    assert.doesNotMatch(words, /\bundefined\b|\[object|\b1 runs\b|\b1 variants\b|\bnull is better\b/, file);
    assert.doesNotMatch(words, /\d\.\d{9,}/, file);
  }

  const rates = read('rates/ablations/index.html');
  assert.match(rates, /class="p response"/);
  assert.match(rates, /lr \(logarithmic\)/);
  for (const ending of ['svg', 'csv', 'tex', 'md', 'json']) {
    const hrefs = [...rates.matchAll(new RegExp(`href="(/api/[^"]*\\.${ending})"`, 'g'))];
    assert.ok(hrefs.length > 0, ending);
    for (const [, href = ''] of hrefs) assert.ok(fs.existsSync(path.join(out, decodeURIComponent(href))), href);
  }

  const names = read('names/ablations/index.html');
  assert.match(names, /1 run left out/);
  const long = read('long/compare/all/index.html');
  assert.match(long, /Here are the first \d+ of 64 rows; all are in the files\./);
  assert.ok(read('api/projects/long/ablations/all.csv').trimEnd().split('\n').length > 64);

  for (const file of files.filter((name) => /ablations\/[^/]*\.svg$/.test(name))) {
    const svg = read(file);
    assert.match(svg, /^<svg role="img" [^>]*><title>/, file);
    assert.doesNotMatch(svg, /var\(--|class="|NaN|undefined|Infinity|<script/, file);
    const opened = svg.match(/<[a-z]+(?:\s[^>]*[^/])?>/g)?.length;
    assert.equal(opened, svg.match(/<\/[a-z]+>/g)?.length, file);
  }
});
