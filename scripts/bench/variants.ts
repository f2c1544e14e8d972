import process from 'node:process';
import { variantsOf } from '../../src/analysis/variants/variants.ts';
import type { Project } from '../../src/model/project.ts';
import type { Run } from '../../src/model/run.ts';
import { valueMap } from '../../src/model/value.ts';
import { projectOf, runOf } from '../../test/support/runs.ts';

/** Prints the processor time that finding variants takes: `node scripts/bench/variants.ts [runs] [keys]`. */
const RUNS = Number(process.argv[2] ?? 10_000);
const KEYS = Number(process.argv[3] ?? 2_000);

/** `factors` of the keys differ, each with a few values; every configuration has five seeds. */
function grid(runs: number, keys: number, factors: number): readonly Run[] {
  return Array.from({ length: runs }, (_, at) => {
    const variant = Math.floor(at / 5);
    const config = valueMap();
    for (let key = 0; key < keys; key += 1) {
      const section = `part${key % 20}`;
      config[section] ??= valueMap();
      const inside = config[section] as { [key: string]: number };
      inside[`key${key}`] = key < factors ? Math.floor(variant / 3 ** (key % 8)) % 3 : key;
    }
    config['seed'] = at % 5;
    return runOf({ id: `r${at}`, config, startedAt: 1_795_000_000 + at, lines: {} });
  });
}

/** A search: every run its own numbers. */
function search(runs: number, keys: number): readonly Run[] {
  return Array.from({ length: runs }, (_, at) => {
    const config = valueMap();
    for (let key = 0; key < keys; key += 1) config[`p${key}`] = key % 2 === 0 ? Math.sin(at * 7 + key) : (at * 7919 + key) % 64;
    return runOf({ id: `r${at}`, config, startedAt: 1_795_000_000 + at, lines: {} });
  });
}

function measure(name: string, runs: readonly Run[], project: Project): void {
  const before = process.cpuUsage();
  const { list, factors, baseline } = variantsOf(project, runs);
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1e6).toFixed(2);
  console.log(
    `${name}: ${runs.length} runs → ${list.length} variants, ${factors.length} factors, baseline ${baseline?.rule}: ${seconds} s`,
  );
}

measure(`grid, ${KEYS} keys, 8 of them factors`, grid(RUNS, KEYS, 8), projectOf());
measure(`grid, ${KEYS} keys, 400 of them factors`, grid(RUNS, KEYS, 400), projectOf());
measure('search over 30 keys', search(RUNS, 30), projectOf());
