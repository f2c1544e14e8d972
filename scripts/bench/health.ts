/**
 * How often the detectors of `src/analysis/health` fire, and what they cost. `node scripts/bench/health.ts [folder …]`
 * (default: the demo, and the collection of real archives where it lies beside the repository). Of each folder: runs, runs
 * with curves, and of each detector how many runs it fires on, then every firing as a sentence, to be judged with the
 * run's page. After that synthetic runs in which nothing happens: the same numbers on every machine.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { guessDirection } from '../../src/analysis/direction.ts';
import { healthDiagnostics } from '../../src/analysis/health/diagnostics.ts';
import { healthOf } from '../../src/analysis/health/health.ts';
import { directionsOf } from '../../src/analysis/overview.ts';
import { type Generator, generatorOf, uniform } from '../../src/analysis/statistics/generator.ts';
import { load } from '../../src/load.ts';
import { isEnding } from '../../src/model/curve-diagnostic.ts';
import type { HealthEvent } from '../../src/model/report/health.ts';
import type { Columns } from '../../src/model/report/input.ts';
import type { Run, RunSeries } from '../../src/model/run.ts';
import { words } from '../../src/model/wording.ts';
import { measure } from '../../src/store/stats.ts';

const home = path.resolve(import.meta.dirname, '../..');
const standard = [path.join(home, 'content'), path.join(home, '../shared/corpus')].filter((place) => fs.existsSync(place));
const given = process.argv.slice(2).map((place) => path.resolve(place));

for (const folder of given.length > 0 ? given : standard) await real(folder);
synthetic();

async function real(folder: string): Promise<void> {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-'));
  const loaded = await load({ folder, cache, roots: [], skip: [], fingerprint: 'bench' }, () => {});
  const fired = new Map<string, number>();
  const told: string[] = [];
  let runs = 0;
  let curves = 0;
  let spent = 0;
  for (const { project, runs: own } of loaded.projects) {
    const directionOf = directionsOf(project, own);
    for (const run of own) {
      runs += 1;
      if (run.series.some(({ kind, stats }) => kind === 'metric' && stats.points - stats.putAside >= 20)) curves += 1;
      const before = process.cpuUsage();
      const events = healthOf(run, directionOf, (series) => loaded.columns(run, series));
      const { user, system } = process.cpuUsage(before);
      spent += user + system;
      count(fired, events);
      for (const found of healthDiagnostics(run, events)) told.push(`  ${project.slug}/${run.id} ${found.code}: ${words(found).message}`);
    }
  }
  loaded.close();
  fs.rmSync(cache, { recursive: true });
  console.log(`${path.basename(folder)}: ${runs} runs, ${curves} with a curve of 20 points or more`);
  for (const [kind, n] of [...fired].sort())
    console.log(`  ${kind.padEnd(20)} ${String(n).padStart(4)} runs, ${percent(n / curves)} of those with curves`);
  console.log(
    `  ${(spent / 1000 / runs).toFixed(3)} ms of processor time a run, ${(spent / 1000 / curves).toFixed(3)} a run with curves, reading included`,
  );
  console.log(`${told.join('\n')}\n`);
}

function count(fired: Map<string, number>, events: readonly HealthEvent[]): void {
  for (const kind of new Set(events.map((event) => event.kind))) fired.set(kind, (fired.get(kind) ?? 0) + 1);
}

/** Runs of six metrics, a quarter for each shape of the loss, in which nothing happens. */
function synthetic(): void {
  const shapes: readonly ((part: number, step: number) => number)[] = [
    () => 2,
    (_, step) => 1.5 + 8 * (step + 1) ** -0.4,
    (part) => 0.2 + 2.1 * Math.exp(-6 * part),
    (part) => 2.3 * Math.exp(-8 * part),
  ];
  const noises: readonly (readonly [string, (from: Generator) => number, (level: number, noise: number) => number])[] = [
    ['normal noise of 0.05', normal, (level, noise) => level + 0.05 * noise],
    ['log-normal noise of 30 %', normal, (level, noise) => level * Math.exp(0.3 * noise)],
    ['log-normal noise of 70 %', normal, (level, noise) => level * Math.exp(0.7 * noise)],
    ['heavy tails (t, 4 df) of 0.05', heavy, (level, noise) => level + 0.05 * noise],
  ];
  const next = generatorOf(20_261_121);
  const rounds = 400;
  for (const [name, draw, add] of noises)
    for (const n of [500, 4000]) {
      const fired = new Map<string, number>();
      const before = process.cpuUsage();
      let drawn = 0;
      for (let i = 0; i < rounds; i += 1) {
        const level = shapes[i % shapes.length] as (typeof shapes)[number];
        const start = process.cpuUsage();
        const { run, columns } = healthy(
          n,
          (step) => level(step / n, step),
          () => draw(next),
          add,
        );
        const { user, system } = process.cpuUsage(start);
        drawn += user + system;
        count(
          fired,
          healthOf(run, guessDirection, columns).filter(({ kind }) => !isEnding(kind)),
        );
      }
      const { user, system } = process.cpuUsage(before);
      const list = [...fired].sort().map(([kind, times]) => `${kind} ${percent(times / rounds)}`);
      const time = ((user + system - drawn) / 1000 / rounds).toFixed(2);
      console.log(`${rounds} runs of ${n} steps, ${name}: ${list.join(', ') || 'nothing fires'}; ${time} ms a run`);
    }
}

function healthy(n: number, level: (step: number) => number, noise: () => number, add: (level: number, noise: number) => number) {
  const often = Array.from({ length: n }, (_, i) => i);
  const seldom = often.filter((i) => i % Math.ceil(n / 40) === 0);
  const lines: readonly (readonly [string, readonly number[], (step: number) => number])[] = [
    ['grad_norm', often, () => Math.exp(0.3 * noise())],
    ['tokens_per_s', often, () => 1000 * (1 + 0.05 * noise())],
    ['train/acc', seldom, (step) => 1 - (0.3 * level(step)) / level(0)],
    ['train/loss', often, (step) => add(level(step), noise())],
    ['val/acc', seldom, (step) => 0.9 - (0.3 * level(step)) / level(0) + 0.01 * noise()],
    ['val/loss', seldom, (step) => 0.1 + level(step) * (1 + 0.02 * noise())],
  ];
  const held = new Map<string, Columns>();
  const series = lines.map(([name, steps, at]): RunSeries => {
    const step = Float64Array.from(steps);
    const columns = { step, value: step.map(at), time: step.map((here) => 1.7e9 + here) };
    held.set(name, columns);
    return { name, kind: 'metric', rule: 'all', bits: 64, parts: [], stats: measure(columns, 'all') };
  });
  const run = { series, config: {}, environment: null } as unknown as Run;
  return { run, columns: (one: RunSeries) => held.get(one.name) as Columns };
}

function normal(from: Generator): number {
  return Math.sqrt(-2 * Math.log(1 - uniform(from))) * Math.cos(2 * Math.PI * uniform(from));
}

/** Student's t with four degrees of freedom. */
function heavy(from: Generator): number {
  const squares = Array.from({ length: 4 }, () => normal(from) ** 2).reduce((a, b) => a + b, 0);
  return normal(from) / Math.sqrt(squares / 4);
}

function percent(part: number): string {
  return `${(100 * part).toFixed(2)} %`;
}
