import fs from 'node:fs';
import path from 'node:path';
import { readingFingerprint } from '../../src/commands/version.ts';
import { writeJson } from '../../src/formats/json.ts';
import { type Loaded, load } from '../../src/load.ts';
import type { Run } from '../../src/model/run.ts';

/**
 * Writes `count` plain records into `folder`, made from the real runs of `from`: the same shapes and lengths, another id
 * and seed, every value moved by up to one percent. The same arguments give the same files.
 */
export async function manyRuns(from: string, folder: string, count: number, cache: string): Promise<void> {
  const loaded = await load({ folder: from, cache, roots: [], skip: [cache], fingerprint: readingFingerprint() }, () => {});
  const runs = loaded.projects.flatMap((project) => project.runs).filter((run) => run.series.length > 0);
  for (let i = 0; i < count; i += 1) {
    const run = runs[i % runs.length] as Run;
    const place = path.join(folder, 'runs', String(Math.floor(i / 100)), `${run.id}-${i}`);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'run.yaml'), `${runFile(run, i)}\n`);
    fs.writeFileSync(path.join(place, 'metrics.csv'), metricsFile(loaded, run, i));
  }
  fs.writeFileSync(path.join(folder, 'project.yaml'), 'title: Many runs\nmetrics:\n  val/loss: {direction: lower}\n');
  loaded.close();
}

function runFile(run: Run, i: number): string {
  const shift = i * 61;
  const iso = (seconds: number | null) => (seconds === null ? undefined : new Date((seconds + shift) * 1000).toISOString());
  return writeJson({
    ...{ id: `${run.id}-${i}`, name: `${run.name} ${i}`, group: run.group ?? undefined, tags: run.tags, status: run.status },
    ...{ started: iso(run.startedAt), ended: iso(run.endedAt), config: { ...run.config, seed: i } },
  });
}

/** The wide form: a row a step, at most six metrics. */
function metricsFile(loaded: Loaded, run: Run, i: number): string {
  const noise = generator(i + 1);
  const series = run.series.filter(({ kind }) => kind === 'metric').slice(0, 6);
  const rows = new Map<number, string[]>();
  for (const [at, one] of series.entries()) {
    const { step, value } = loaded.columns(run, one);
    for (let k = 0; k < step.length; k += 1) {
      const row = rows.get(step[k] as number) ?? Array<string>(series.length).fill('');
      row[at] = String((value[k] as number) * (0.99 + 0.02 * noise()));
      rows.set(step[k] as number, row);
    }
  }
  const lines = [...rows].sort(([a], [b]) => a - b).map(([step, row]) => `${step},${row.join(',')}`);
  return `step,${series.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`;
}

/** Park and Miller's minimal standard generator, in [0, 1). */
function generator(seed: number): () => number {
  let state = (seed * 48271) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
