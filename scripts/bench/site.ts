/**
 * Measures whole builds of many runs, each as a process of its own: cold, again with nothing changed, with one run changed
 * (the newest, twice, then the first), and from nothing again, which must give the same site byte by byte.
 * `node scripts/bench/site.ts [runs=10000]`; prints seconds, processor seconds of program and system, peak memory, the load of
 * the machine before, and how many times as long it took as a fixed piece of work just before and after. A machine that others
 * use too is faster in one hour than in another: only that ratio can be compared between hours.
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

const WORK = `const rows = Array.from({ length: 3e5 }, (_, i) => ({ a: i, b: 'x' + i }));
let all = 0;
for (let turn = 0; turn < 6; turn += 1) all += JSON.stringify(rows).length;
process.exitCode = all > 0 ? 0 : 1;`;

/** Seconds of a fixed piece of work in a process of its own: objects, texts, memory. */
function yardstick(): number {
  const started = performance.now();
  if (spawnSync(process.execPath, ['--eval', WORK]).status !== 0) throw new Error('the yardstick failed');
  return (performance.now() - started) / 1000;
}

function build(name: string, to = 'site'): void {
  const [load = 0] = os.loadavg();
  const before = yardstick();
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
  const fixed = (before + yardstick()) / 2;
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(said) as Used;
  const figures = [
    `${seconds.toFixed(1)} s`,
    `user ${(userCPUTime / 1e6).toFixed(1)} s`,
    `system ${(systemCPUTime / 1e6).toFixed(1)} s`,
    `${(maxRSS / 1024).toFixed(0)} MB`,
    `load ${load.toFixed(1)}`,
    `${(seconds / fixed).toFixed(0)} × ${fixed.toFixed(2)} s`,
  ];
  console.log([name.padEnd(20), ...figures.map((figure) => figure.padStart(15))].join(''));
}

/**
 * One more point, so that the run's pages and the tables change. The curve of the first run stands behind those of all others
 * of its variant, whose pages change too; the last run is the newest.
 */
function change(which: 'first' | 'last', step: number): void {
  const ordered = fs.readdirSync(path.join(folder, 'runs')).sort((a, b) => Number(a) - Number(b));
  const place = path.join(folder, 'runs', (which === 'first' ? ordered[0] : ordered.at(-1)) as string);
  const numbered = fs.readdirSync(place).sort((a, b) => numberOf(a) - numberOf(b));
  const file = path.join(place, (which === 'first' ? numbered[0] : numbered.at(-1)) as string, 'metrics.csv');
  const last = fs.readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) as string;
  fs.appendFileSync(file, `${last.replace(/^\d+/, String(step))}\n`);
}

function numberOf(run: string): number {
  return Number(run.slice(run.lastIndexOf('-') + 1));
}

try {
  console.log(`${count} runs`);
  build('cold');
  build('nothing changed');
  change('last', 99_998);
  build('newest run changed');
  change('last', 99_999);
  build('once more');
  change('first', 99_999);
  build('first run changed');
  build('from nothing', 'again');
  const differ = spawnSync('diff', ['-rq', path.join(work, 'site'), path.join(work, 'again')], { encoding: 'utf8', maxBuffer: 1e9 });
  console.log(differ.status === 0 ? 'The site that was brought up to date equals the one from nothing.' : differ.stdout);
  process.exitCode = differ.status ?? 1;
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
