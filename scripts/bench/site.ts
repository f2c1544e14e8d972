/**
 * Measures whole builds of many runs, each as a process of its own: cold, again with nothing changed, with one run changed
 * (first after the cold build, then once more), and from nothing again, which must give the same site byte by byte.
 * `node scripts/bench/site.ts [runs=10000]`; prints seconds, processor seconds of program and system, peak memory, and the
 * load of the machine before. On a machine that others use too, the processor seconds are what counts.
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

/** Threads of the program load it as well, and say nothing. */
const LAST_WORDS = `import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => console.error('USED ' + JSON.stringify(process.resourceUsage())));`;

interface Used {
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
  readonly maxRSS: number;
}

function build(name: string, to = 'site'): void {
  const [load = 0] = os.loadavg();
  const started = performance.now();
  const places = ['--out', path.join(work, to), '--cache', path.join(work, `cache-${to}`)];
  const done = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(LAST_WORDS)}`, 'src/runfolio.js', 'build', folder, ...places, '--quiet'],
    { cwd: root, maxBuffer: 1e9, encoding: 'utf8' },
  );
  const seconds = (performance.now() - started) / 1000;
  const said = /^USED (.*)$/m.exec(done.stderr)?.[1];
  if (done.status !== 0 || said === undefined) throw new Error(`${name}: ended with ${done.status ?? done.signal}\n${done.stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(said) as Used;
  const figures = [
    `${seconds.toFixed(1)} s`,
    `user ${(userCPUTime / 1e6).toFixed(1)} s`,
    `system ${(systemCPUTime / 1e6).toFixed(1)} s`,
    `${(maxRSS / 1024).toFixed(0)} MB`,
    `load ${load.toFixed(1)}`,
  ];
  console.log([name.padEnd(20), ...figures.map((figure) => figure.padStart(15))].join(''));
}

/** One more point, so that the run's pages and the tables change. */
function change(step: number): void {
  const first = path.join(folder, 'runs/0');
  const file = path.join(first, fs.readdirSync(first).sort()[0] as string, 'metrics.csv');
  const last = fs.readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) as string;
  fs.appendFileSync(file, `${last.replace(/^\d+/, String(step))}\n`);
}

try {
  console.log(`${count} runs`);
  build('cold');
  build('nothing changed');
  change(99_998);
  build('one run changed');
  change(99_999);
  build('another change');
  build('from nothing', 'again');
  const differ = spawnSync('diff', ['-rq', path.join(work, 'site'), path.join(work, 'again')], { encoding: 'utf8', maxBuffer: 1e9 });
  console.log(differ.status === 0 ? 'The site that was brought up to date equals the one from nothing.' : differ.stdout);
  process.exitCode = differ.status ?? 1;
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
