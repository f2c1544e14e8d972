import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/**
 * Runs the tests, `npm test`, or those whose path holds one of the words given, `npm test -- readers/wandb`. The last
 * line counts them. With RUNFOLIO_NO_SKIP set, a test that skips itself has failed, but for want of ../shared, which
 * lies beside the repository on some machines only.
 */
const root = path.resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const files = fs
  .globSync('test/**/*.test.ts', { cwd: root })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()
  .map((file) => path.join(root, file));
const noSkip = (process.env['RUNFOLIO_NO_SKIP'] ?? '') !== '';
const shared = fs.existsSync(path.resolve(root, '../shared'));

/** What such tests give as their reason. */
const WANTS_SHARED = /\.\.\/shared|archives|corpus/i;

const skipped = new Map<string, number>();
let forbidden = 0;
let counts = { tests: 0, passed: 0, skipped: 0, todo: 0 };

if (files.length === 0) throw new Error(`no test file holds ${words.join(' or ')} in its path`);
const stream = run({ files, cwd: root, concurrency: Math.min(4, os.availableParallelism()), timeout: 600_000 });
stream.on('test:pass', ({ skip }) => {
  if (skip === undefined || skip === false) return;
  const reason = skip === true ? 'no reason given' : String(skip);
  skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  if (noSkip && (shared || !WANTS_SHARED.test(reason))) forbidden += 1;
});
stream.on('test:summary', (summary) => {
  if (summary.file === undefined) counts = summary.counts;
});
const reporter = stream.compose(spec);
for await (const chunk of reporter) process.stdout.write(chunk);

for (const [reason, count] of skipped) console.log(`NOT RUN: ${count} ${count === 1 ? 'test' : 'tests'}: ${reason}`);
if (forbidden > 0) console.log(`${forbidden} of them count as failed: RUNFOLIO_NO_SKIP is set.`);
const failed = counts.tests - counts.passed - counts.skipped - counts.todo + forbidden;
const rest = counts.skipped - forbidden;
console.log(`${counts.passed} passed, ${failed} failed${rest > 0 ? `, ${rest} skipped` : ''}`);
process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0;
