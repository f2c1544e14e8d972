import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli.ts';

function folder(files: { readonly [name: string]: string | Uint8Array }): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-cli-'));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
  return root;
}

async function call(cwd: string, ...args: string[]) {
  let out = '';
  let err = '';
  const code = await main(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd,
    env: {},
    tty: false,
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

const RUN = {
  'p/runs/a/run.yaml': 'id: a\nname: first\nstatus: finished\ntags: [pilot]\nconfig: {lr: 0.1, seed: 12345678901234567890}\n',
  'p/runs/a/metrics.csv': 'step,loss\n0,1.5\n1,nan\n2,inf\n',
  'p/runs/b/run.yaml': 'id: b\nstatus: failed\nconfig: {lr: 0.2}\n',
  'p/runs/b/metrics.csv': 'step,loss\n0,2\n',
};

test('--help and --version everywhere', async () => {
  const root = folder({});
  assert.match((await call(root, '--version')).out, /^\d+\.\d+\.\d+\n$/);
  for (const name of ['build', 'preview', 'dev', 'check', 'export']) {
    assert.match((await call(root, '--help')).out, new RegExp(`\\b${name}\\b`));
    const { code, out } = await call(root, name, '--help');
    assert.equal(code, 0);
    assert.match(out, new RegExp(`runfolio ${name}`));
  }
});

test('a mistake on the command line is exit code 2 with words', async () => {
  const root = folder(RUN);
  for (const args of [
    [],
    ['bild'],
    ['build', '--nonsense'],
    ['build', 'nowhere'],
    ['export', 'walks'],
    ['export', 'runs', '--format', 'xls'],
    ['check', '--format', 'xls'],
    ['export', 'runs', '--query', 'lr<'],
  ]) {
    const { code, out, err } = await call(root, ...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err + out, /\w/);
  }
});

test('export writes exact values, one run a line', async () => {
  const root = folder(RUN);
  const { code, out } = await call(root, 'export', 'runs', '.', '--series');
  assert.equal(code, 0);
  const lines = out.trim().split('\n');
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /"seed":12345678901234567890/);
  const run = JSON.parse(lines[0] ?? '');
  assert.deepEqual([run.id, run.tracker, run.project, run.path, run.tags], ['a', 'record', 'p', 'p/runs/a', ['pilot']]);
  assert.deepEqual(run.series.loss.value, [1.5, 'NaN', 'Infinity']);
  assert.deepEqual(
    run.sources.map((source: { path: string }) => source.path),
    ['p/runs/a/metrics.csv', 'p/runs/a/run.yaml'],
  );
});

test('export --query keeps what matches', async () => {
  const root = folder(RUN);
  const ids = async (query: string) =>
    (await call(root, 'export', 'runs', '.', '--query', query)).out
      .trim()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).id);
  assert.deepEqual(
    [await ids('lr>0.15'), await ids('tag:pilot'), await ids('-status:failed'), await ids('first'), await ids('nothing')],
    [['b'], ['a'], ['a'], ['a'], []],
  );
});

test('a mistake in project.yaml is told with its place and builds nothing', async () => {
  const root = folder({ ...RUN, 'p/project.yaml': 'title: P\nprimry: loss\n' });
  const { code, err } = await call(root, 'build', '.', '--out', 'site');
  assert.equal(code, 2);
  assert.match(err, /p\/project\.yaml:2:1: error: .*primry.*did you mean `primary`/);
  assert.equal(fs.existsSync(path.join(root, 'site')), false);
});

test('check tells of damage in every format, exit code 3, 0 with --allow-damage', async () => {
  const root = folder({ ...RUN, 'p/runs/b/metrics.csv': 'step,loss\n0,2\n1,garbage\n2,3\n' });
  const text = await call(root, 'check', '.');
  assert.equal(text.code, 3);
  assert.match(text.out, /p\/runs\/b\/metrics\.csv:3.*error.*garbage/);
  const [curve, found, ...others] = JSON.parse((await call(root, 'check', '.', '--format', 'json')).out);
  assert.deepEqual([curve.severity, curve.code, curve.path, curve.run], ['warning', 'non-finite', 'p/runs/a', 'a']);
  assert.deepEqual([found.severity, found.path, found.line, others], ['error', 'p/runs/b/metrics.csv', 3, []]);
  assert.ok(found.message.length > 0 && found.kept.length > 0);
  const sarif = JSON.parse((await call(root, 'check', '.', '--format', 'sarif')).out);
  assert.equal(sarif.runs[0].results[1].locations[0].physicalLocation.region.startLine, 3);
  assert.match((await call(root, 'check', '.', '--format', 'github')).out, /^::error file=p\/runs\/b\/metrics\.csv,line=3/m);
  assert.equal((await call(root, 'check', '.', '--allow-damage')).code, 0);
});
