import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { exportedSweep } from '../../src/model/exported-sweep.ts';
import { ROOT } from '../support/source.ts';

/** A folder with a search whose names are hostile and of which some trials failed, and a project without one. */
function folderOfTrials(top: string): string {
  const folder = path.join(top, 'content');
  const write = (project: string, name: string, run: object, value: number | null) => {
    const place = path.join(folder, project, 'runs', name);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'run.yaml'), JSON.stringify({ id: `${project}-${name}`, ...run }));
    fs.writeFileSync(path.join(place, 'metrics.csv'), `step,val/loss\n${value === null ? '' : `1,${value}\n`}`);
  };
  for (let i = 0; i < 40; i += 1) {
    const config = { lr: 10 ** -(1 + ((i * 7) % 40) / 10), '<b>opt</b>': ['adam', '<script>alert(1)</script>'][i % 2], seed: i };
    write(
      'tuning',
      `t${i}`,
      { name: `<i>trial ${i}`, group: 'scan <b>', status: i % 10 === 9 ? 'failed' : 'finished', config },
      1 + ((i * 7) % 40) / 40,
    );
  }
  for (let i = 0; i < 3; i += 1)
    write('plain', `r${i}`, { name: `one of several runs whose names begin alike ${i}`, group: 'all', config: { lr: 0.1 } }, i);
  for (const project of ['tuning', 'plain']) fs.writeFileSync(path.join(folder, project, 'project.yaml'), `title: ${project}\n`);
  return folder;
}

test('a site shows sweeps where there are any, escaped, small, and with their files', (t) => {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-sweep-site-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const out = path.join(top, 'site');
  const places = ['--cache', path.join(top, 'cache'), '--out', out];
  execFileSync(process.execPath, [path.join(ROOT, 'src/runfolio.js'), 'build', folderOfTrials(top), '--quiet', ...places], { cwd: top });
  const read = (file: string) => fs.readFileSync(path.join(out, file), 'utf8');
  assert.match(read('tuning/index.html'), /href="\/tuning\/sweeps\/"/);
  assert.match(read('tuning/sweeps/index.html'), /href="\/tuning\/sweeps\/scan-b\/"/);
  assert.doesNotMatch(read('plain/index.html'), /\/sweeps\//);
  assert.equal(fs.existsSync(path.join(out, 'plain/sweeps')), false);

  const page = read('tuning/sweeps/scan-b/index.html');
  assert.ok(page.length < 300_000);
  assert.doesNotMatch(page, /<script>alert|<b>opt|<i>trial|style="/);
  for (const words of [
    'Single trials: not tested.',
    'Which parameters matter',
    'All parameters at once',
    'Where trials failed',
    '4 failed',
    'Expected best',
    'guessed',
  ])
    assert.ok(page.includes(words), words);
  assert.equal(page.match(/class="p m-sm k1 slice/g)?.length, 2);
  for (const file of ['slices.svg', 'slices.vl.json', 'parallel.svg', 'parallel.vl.json', 'budget.svg', 'budget.vl.json', 'budget.csv']) {
    const address = `api/projects/tuning/sweeps/scan-b/${file}`;
    assert.ok(page.includes(`href="/${address}" download`), file);
    if (file.endsWith('.svg')) assert.doesNotMatch(read(address), /<script>alert|<b>opt|<i>trial/, file);
    else assert.ok(read(address).length > 100, file);
  }
  const svgs = page.match(/<svg class="p [^>]*>/g) ?? [];
  assert.ok(svgs.length >= 4 && svgs.every((svg) => /role="img" aria-label="[^"]{10,}"/.test(svg)));

  const relatives = read('plain/runs/plain-r0/index.html').match(/<h2>Same group<\/h2><ul.*?<\/ul>/s)?.[0] ?? '';
  const names = [...relatives.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name);
  assert.ok(names.length > 1 && names.every((name) => /^…\d+$/.test(name ?? '')), names.join());
  assert.equal(new Set(names).size, names.length);

  const found = exportedSweep.strict().parse(JSON.parse(read('api/projects/tuning/sweeps/scan-b.json')));
  assert.deepEqual(
    [found.trials, found.results, found.failed, found.parameters.map(({ name }) => name)],
    [40, 36, 4, ['lr', '<b>opt</b>']],
  );
  assert.equal(read('api/projects/tuning/sweeps/scan-b.csv').trimEnd().split('\n').length, 41);
});
