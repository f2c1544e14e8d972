/**
 * Times whole builds of many runs, each as a process of its own: cold, again with nothing changed, and with one run changed.
 * `node scripts/bench/site.ts [runs=10000]`; prints seconds, peak memory and the ratio to the cold build.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { manyRuns } from './many-runs.ts';

const count = Number(process.argv[2] ?? 10_000);
const root = path.resolve(import.meta.dirname, '../..');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-bench-'));
const folder = path.join(work, 'many');
fs.mkdirSync(folder);
await manyRuns(path.join(root, 'content'), folder, count, path.join(work, 'cache-demo'));

const WRAPPER = 'import("./src/runfolio.js");process.on("exit",()=>console.error("PEAK "+process.resourceUsage().maxRSS))';
let cold = 0;

function build(name: string): void {
  const started = performance.now();
  const arguments_ = ['build', folder, '--out', path.join(work, 'site'), '--cache', path.join(work, 'cache'), '--quiet'];
  const done = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', `process.argv.splice(1, 0, "runfolio");${WRAPPER}`, '--', ...arguments_],
    { cwd: root },
  );
  const seconds = (performance.now() - started) / 1000;
  if (done.status !== 0) throw new Error(done.stderr.toString());
  const peak = Number(/PEAK (\d+)/.exec(done.stderr.toString())?.[1] ?? 0) / 1024;
  cold ||= seconds;
  console.log(`${name.padEnd(20)} ${seconds.toFixed(1)} s  ${peak.toFixed(0)} MB  ${(seconds / cold).toFixed(2)} of cold`);
}

console.log(`${count} runs`);
build('cold');
build('nothing changed');
const changed = path.join(folder, 'runs/0', fs.readdirSync(path.join(folder, 'runs/0'))[0] as string, 'metrics.csv');
fs.appendFileSync(changed, `${fs.readFileSync(changed, 'utf8').trimEnd().split('\n').at(-1)?.replace(/^\d+/, '9999')}\n`);
build('one run changed');
fs.rmSync(work, { recursive: true, force: true });
