import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type BuildOptions, buildSite } from '../../src/build.ts';
import { treeOf } from '../support/small-site.ts';

const FILES = {
  'p/project.yaml': 'title: P\nmetrics:\n  loss: {direction: lower}\n',
  'p/journal.md': '# Journal\n\n## 2026-01-02 First entry\n\nSome words.\n',
  'p/runs/a/run.yaml': 'id: a\nname: first\nstatus: finished\nconfig: {lr: 0.1}\n',
  'p/runs/a/metrics.csv': 'step,loss\n0,1.5\n1,1.25\n',
  'p/runs/b/run.yaml': 'id: b\nstatus: failed\nconfig: {lr: 0.2}\n',
  'p/runs/b/metrics.csv': 'step,loss\n0,2\n',
};

function place(t: { after(done: () => void): void }) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-repeat-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const folder = path.join(top, 'archive');
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  for (const [file, text] of Object.entries(FILES)) write(file, text);
  const options = (name: string): BuildOptions => ({
    folder,
    cache: path.join(top, `cache-${name}`),
    out: path.join(top, name),
    roots: [],
    skip: [],
    fingerprint: 'test',
    base: null,
    incremental: true,
    tool: 'Runfolio 0.0.0',
    signal: new AbortController().signal,
  });
  const build = async (name = 'site', changed: Partial<BuildOptions> = {}) => {
    const said: string[] = [];
    const built = await buildSite({ ...options(name), ...changed }, (words) => said.push(words));
    return { built, short: said.includes('Nothing has changed since the last build') };
  };
  return { folder, site: path.join(top, 'site'), write, build, file: (name: string) => path.join(folder, name) };
}

test('a build of which nothing changed ends early, and gives what the last one gave', async (t) => {
  const { site, build } = place(t);
  const first = await build();
  assert.equal(first.short, false);
  const before = treeOf(site);
  const second = await build();
  assert.equal(second.short, true);
  assert.deepEqual(treeOf(site), before);
  const { site: one, counts, ...rest } = first.built;
  assert.deepEqual(second.built, { ...rest, counts: { ...counts, read: 0 }, site: { ...one, rendered: 0 } });
  assert.equal((await build('site', { incremental: false })).short, false, 'every page is rendered where that was asked for');
  assert.equal((await build()).short, false);
});

test('whatever a build depends on makes it a whole one, equal to one from nothing', async (t) => {
  const { folder, site, write, build, file } = place(t);
  await build();
  const changes: { readonly [name: string]: () => void } = {
    'the times of a journal': () => fs.utimesSync(file('p/journal.md'), 1e9, 1e9),
    'words of a journal': () => write('p/journal.md', `${FILES['p/journal.md']}\nMore words.\n`),
    'a project file': () => write('p/project.yaml', 'title: Q\nmetrics:\n  loss: {direction: lower}\n'),
    'a point of a run': () => write('p/runs/a/metrics.csv', 'step,loss\n0,1.5\n1,0.25\n'),
    'the same size and time, another content': () => {
      const { atime, mtime } = fs.statSync(file('p/runs/a/metrics.csv'));
      write('p/runs/a/metrics.csv', 'step,loss\n0,1.5\n1,0.75\n');
      fs.utimesSync(file('p/runs/a/metrics.csv'), atime, mtime);
      fs.utimesSync(file('p/runs/b/metrics.csv'), atime, mtime);
    },
    'a new run': () => {
      write('p/runs/c/run.yaml', 'id: c\nstatus: finished\n');
      write('p/runs/c/metrics.csv', 'step,loss,accuracy\n0,3,0.5\n1,2.5,0.75\n');
    },
    'a run that is gone': () => fs.rmSync(file('p/runs/b'), { recursive: true }),
    'a page of the site that is gone': () => fs.rmSync(path.join(site, 'p/runs/a/index.html')),
    'a document of the site that is gone': () => fs.rmSync(path.join(site, 'api/projects/p/runs/a.json')),
    'a page of the site that was edited': () => fs.appendFileSync(path.join(site, 'p/index.html'), '<!-- edited -->'),
    'a commit': () => {
      const git = (...words: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@lab.example', ...words], { cwd: folder });
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'first');
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    change();
    assert.equal((await build()).short, false, name);
    assert.equal((await build()).short, true, `${name}, once`);
  }
  await build('fresh');
  assert.deepEqual(treeOf(site), treeOf(path.join(path.dirname(site), 'fresh')));
});

test('another address, another version, other readers: a whole build', async (t) => {
  const { build } = place(t);
  await build();
  for (const changed of [{ base: '/x/' }, { tool: 'Runfolio 9.9.9' }, { fingerprint: 'other' }]) {
    assert.equal((await build('site', changed)).short, false, JSON.stringify(changed));
    assert.equal((await build('site', changed)).short, true, JSON.stringify(changed));
  }
});
