/**
 * Simulates the promises that pages print: how often a 95 % interval holds the truth, and how often a table without any
 * effect has a row marked (family-wise error of Welch with Holm). `node scripts/bench/coverage.ts [tables=20000]`;
 * the same numbers on every machine. Three verdicts: kept; missed by less than three standard errors of this simulation,
 * which more rounds would decide; not kept, and the exit code is 1. Skewed data break the assumption of the t interval:
 * what it covers there is printed against the same 94 % but does not decide the exit code.
 */
import { correct } from '../../src/analysis/statistics/correction.ts';
import { estimate } from '../../src/analysis/statistics/estimate.ts';
import { type Generator, generatorOf, uniform } from '../../src/analysis/statistics/generator.ts';
import type { Interval } from '../../src/analysis/statistics/interval.ts';
import { paired } from '../../src/analysis/statistics/paired.ts';
import { welch } from '../../src/analysis/statistics/welch.ts';

const rounds = Number(process.argv[2] ?? 20_000);
const next = generatorOf(20_261_120);
let faults = 0;

/** Box and Muller's transform; one of the pair is used. */
function normal(from: Generator): number {
  return Math.sqrt(-2 * Math.log(1 - uniform(from))) * Math.cos(2 * Math.PI * uniform(from));
}

const draw = (n: number, value: () => number) => Array.from({ length: n }, value);
const holds = (interval: Interval | null, truth: number) => interval !== null && interval.low <= truth && truth <= interval.high;
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

function share(trial: () => boolean): number {
  let hits = 0;
  for (let i = 0; i < rounds; i += 1) if (trial()) hits += 1;
  return hits / rounds;
}

/** Three standard errors of a simulated share. */
const slack = (truth: number) => 3 * Math.sqrt((truth * (1 - truth)) / rounds);

function line(name: string, found: number, promise: { atLeast?: number; atMost?: number }, skewed = false): void {
  const { atLeast = 0, atMost = 1 } = promise;
  const missed = Math.max(atLeast - found - slack(atLeast), found - atMost - slack(atMost)) > 0;
  const verdict = found >= atLeast && found <= atMost ? 'kept' : missed ? 'NOT KEPT' : 'missed, within the error of the simulation';
  if (missed && !skewed) faults += 1;
  console.log(`${name.padEnd(72)} ${percent(found).padStart(8)}  ${verdict}${skewed ? ' (skewed data)' : ''}`);
}

console.log(`${rounds} rounds each; standard error of a share of 95 %: ${percent(Math.sqrt((0.95 * 0.05) / rounds))}\n`);
console.log('How often a 95 % interval holds the truth');
const expit = (at: number) => 1 / (1 + Math.exp(-at));
const high = () => expit(4 + 0.8 * normal(next));
const meanOfHigh = draw(400_000, high).reduce((sum, value) => sum + value, 0) / 400_000;
for (const n of [3, 5, 10]) {
  const gauss = () => normal(next);
  line(
    `mean, normal, n = ${n}`,
    share(() => holds(estimate(draw(n, gauss)).interval, 0)),
    { atLeast: 0.94 },
  );
  const tail = () => Math.exp(0.5 * normal(next));
  line(
    `geometric mean, log-normal, log scale, n = ${n}`,
    share(() => holds(estimate(draw(n, tail), { scale: 'log' }).interval, 1)),
    { atLeast: 0.94 },
  );
  const bounded = () => holds(estimate(draw(n, high), { range: [0, 1] }).interval, meanOfHigh);
  line(`mean, shares near 1 (logit scale where needed), n = ${n}`, share(bounded), { atLeast: 0.94 }, true);
  line(
    `mean, log-normal on the linear scale, n = ${n}`,
    share(() => holds(estimate(draw(n, tail)).interval, Math.exp(0.125))),
    { atLeast: 0.94 },
    true,
  );
  const plain = () => holds(estimate(draw(n, high)).interval, meanOfHigh);
  line(`mean, shares near 1, plain t for comparison, n = ${n}`, share(plain), { atLeast: 0.94 }, true);
  for (const ratio of [1, 4])
    line(
      `difference, Welch, sd 1 and ${ratio}, n = ${n}`,
      share(() =>
        holds(
          welch(
            draw(n, gauss),
            draw(n, () => ratio * gauss()),
          ).interval,
          0,
        ),
      ),
      { atLeast: 0.94 },
    );
  const pairs = () => {
    const seeds = draw(n, gauss);
    const side = () => new Map(seeds.map((seed, i) => [i, 3 * seed + gauss()]));
    return holds(paired(side(), side()).interval, 0);
  };
  line(`difference, paired by seed, correlation .9, n = ${n}`, share(pairs), { atLeast: 0.94 });
}

console.log('\nHow often a table without any effect marks a row (Welch, Holm, α = .05)');
const SCENES: readonly { readonly name: string; readonly sd: (row: number, rows: number) => number }[] = [
  { name: 'equal noise', sd: () => 1 },
  { name: 'one variant with four times the noise', sd: (row) => (row === 1 ? 4 : 1) },
  { name: 'noise from a half to twice', sd: (row, rows) => 0.5 * 4 ** (row / rows) },
  { name: 'a baseline with three times the noise', sd: (row) => (row === 0 ? 3 : 1) },
];
for (const n of [3, 5, 10])
  for (const rows of [4, 8])
    for (const { name, sd } of SCENES) {
      const marked = () => {
        const cells = Array.from({ length: rows + 1 }, (_, row) => draw(n, () => sd(row, rows) * normal(next)));
        const [baseline = [], ...variants] = cells;
        return correct(variants.map((variant) => welch(baseline, variant).p)).adjusted.some((p) => p !== null && p < 0.05);
      };
      line(`${name}, ${rows} rows, n = ${n}`, share(marked), { atMost: 0.05 });
    }
process.exitCode = faults > 0 ? 1 : 0;
