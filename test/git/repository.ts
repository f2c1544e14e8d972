import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

const WHO = ['-c', 'user.name=Lab', '-c', 'user.email=lab@example.org', '-c', 'commit.gpgSign=false', '-c', 'init.defaultBranch=main'];

/** A folder that goes when the test ends. */
export function temporary(t: TestContext): string {
  const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-git-')));
  t.after(() => fs.rmSync(place, { recursive: true, force: true }));
  return place;
}

/** Runs git as a user would, to make what is then read. */
export function run(folder: string, ...words: string[]): string {
  const date = '2026-11-20T20:25:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', [...WHO, ...words], { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** A repository with two commits. */
export function repository(t: TestContext): { folder: string; first: string; second: string } {
  const folder = temporary(t);
  run(folder, 'init', '--quiet');
  fs.writeFileSync(path.join(folder, 'train.py'), 'lr = 0.1\n');
  run(folder, 'add', '.');
  run(folder, 'commit', '--quiet', '-m', 'Digits: first version');
  const first = run(folder, 'rev-parse', 'HEAD');
  fs.writeFileSync(path.join(folder, 'train.py'), 'lr = 0.03\n');
  run(folder, 'commit', '--quiet', '-a', '-m', 'Digits: ümlaut <b>', '-m', 'Body.');
  return { folder, first, second: run(folder, 'rev-parse', 'HEAD') };
}
