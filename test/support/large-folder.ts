import fs from 'node:fs';
import path from 'node:path';

/** Names, values and lists of a record are of any size: this many in each project of `writeLarge`. */
export interface Sizes {
  readonly metrics: number;
  readonly keys: number;
  readonly artifacts: number;
  readonly tags: number;
  readonly packages: number;
  /** Columns that stand twice, each with a diagnostic. */
  readonly twice: number;
  readonly replicates: number;
  readonly trials: number;
  readonly projects: number;
}

type Write = (file: string, content: string) => void;

/** A name of `length` characters that differs from others at its end. */
function long(length: number, word: string, number: number): string {
  const end = ` ${word} ${number}`;
  return `${word}-${'x<&">'.repeat(length)}`.slice(0, length - end.length) + end;
}

const many = <T>(count: number, of: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => of(at));
const object = <T>(count: number, of: (at: number) => readonly [string, T]): Record<string, T> => Object.fromEntries(many(count, of));
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Archives whose records hold more than any page can: no prose, only what trackers write. */
export function writeLarge(top: string, sizes: Sizes): void {
  const write: Write = (file, content) => {
    const target = path.join(top, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  };
  write('site.yaml', 'title: Large records\n');
  for (let run = 0; run < 3; run += 1) wideRun(write, run, sizes);
  for (let run = 0; run < sizes.replicates; run += 1) replicate(write, run);
  for (let run = 0; run < 36; run += 1) gridRun(write, run);
  write('grid/project.yaml', comparisons());
  write('trials/project.yaml', 'title: Trials\n');
  for (let run = 0; run < sizes.trials; run += 1) trial(write, run);
  for (let at = 0; at < sizes.projects; at += 1) {
    write(`small-${at}/project.yaml`, JSON.stringify({ primary: long(300, 'loss', 0) }));
    write(
      `small-${at}/only/run.yaml`,
      JSON.stringify({ name: long(3000, 'run', at), group: long(3000, 'group', at), config: { seed: 1 } }),
    );
    write(`small-${at}/only/metrics.csv`, `step,${quoted(long(300, 'loss', 0))}\n0,2\n1,${at}\n`);
  }
  write('small-1/damaged/run.yaml', 'id: damaged\n');
  write('small-1/damaged/metrics.csv', 'step,loss\n0,1\nx,2\n2,0.5\n');
}

/** All lists of a run's page at once. */
function wideRun(write: Write, run: number, sizes: Sizes): void {
  const folder = `wide/r${run}`;
  const hash = (at: number) => at.toString(16).padStart(64, '0');
  const record = {
    name: long(3000, 'wide', run),
    group: long(3000, 'group', 0),
    job_type: long(300, 'job', run),
    notes: many(60, (at) => long(300, 'note', at)).join('\n'),
    status: 'failed',
    status_reason: long(3000, 'reason', run),
    tags: many(sizes.tags, (at) => long(300, 'tag', at + run * 7)),
    config: {
      seed: run,
      ...object(sizes.keys, (at) => [long(at % 3 === 0 ? 300 : 40, 'key', at), long(300, 'value', at % 5 === 0 ? run : 0)]),
    },
    seeds: object(40, (at) => [long(300, 'seed', at), at]),
    code: {
      commit: hash(run).slice(-40),
      branch: long(3000, 'branch', run),
      program: 'train.py',
      dirty: true,
      diff: `diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n${many(3000, (at) => `+${long(300, 'line', at)}`).join('\n')}\n`,
    },
    data: many(100, (at) => ({ name: long(300, 'data', at), version: long(300, 'version', at), uri: long(3000, 'place', at) })),
    artifacts: many(sizes.artifacts, (at) => ({
      name: long(300, 'artifact', at),
      type: long(300, 'type', at),
      version: long(300, 'version', run),
      uri: long(3000, 'uri', at),
      digest: hash(at),
    })),
    environment: {
      os: long(3000, 'os', run),
      python: '3.12',
      arguments: many(60, (at) => long(300, 'argument', at)),
      packages: object(sizes.packages, (at) => [long(130, 'package', at), long(130, 'version', at + run)]),
    },
  };
  write(`${folder}/run.yaml`, JSON.stringify(record));
  const names = many(sizes.metrics, (at) => long(at % 2 === 0 ? 300 : 130, 'metric', at));
  const system = many(60, (at) => `system/${long(300, 'gauge', at)}`);
  const columns = ['loss', ...names, ...system, ...names.slice(-sizes.twice)];
  const drawn = (at: number) => at < 80 || at > names.length;
  const rows = many(60, (step) =>
    [step, ...columns.map((_, at) => (step === 0 || drawn(at) ? ((at * 7 + step * step * 13 + run) % 101) / 7 : ''))].join(','),
  );
  write(`${folder}/metrics.csv`, `step,${columns.map(quoted).join(',')}\n${rows.join('\n')}\n`);
}

/** One of very many runs of one variant. */
function replicate(write: Write, run: number): void {
  const folder = `seeds/r${String(run).padStart(5, '0')}`;
  const record = {
    name: long(run < 300 ? 3000 : 300, 'run', run),
    config: { seed: run, rate: 0.1 },
    notes: run % 50 === 0 ? long(3000, 'note', run) : '',
  };
  write(`${folder}/run.yaml`, JSON.stringify(record));
  write(`${folder}/metrics.csv`, `step,loss\n0,2\n1,${1 + (run % 17) / 100}\n2,${1 + (run % 13) / 100}\n`);
}

/** Three factors with long names and levels, two seeds of each combination. */
function gridRun(write: Write, run: number): void {
  const levels = [Math.floor(run / 2) % 3, Math.floor(run / 6) % 3, Math.floor(run / 18)];
  const config = Object.fromEntries(levels.map((level, at) => [long(3000, 'factor', at), long(3000, 'level', level)]));
  const values = object(200, (at) => [long(300, 'own', at), long(300, 'value', run)] as const);
  const record = {
    name: long(3000, 'cell', run),
    group: long(3000, 'group', run % 9),
    tags: many(20, (at) => long(3000, 'tag', run + at)),
  };
  write(
    `grid/r${run}/run.yaml`,
    JSON.stringify({
      ...record,
      config: { seed: run % 2, ...config },
      data: [{ name: long(3000, 'set', run) }],
      environment: { packages: values },
    }),
  );
  const names = many(4, (at) => long(at % 2 === 0 ? 300 : 3000, 'score', at));
  const rows = many(30, (step) => [step, ...names.map((_, at) => 1 + ((run * 31 + step * 17 + at * 7) % 23) / 23)].join(','));
  write(`grid/r${run}/metrics.csv`, `step,${names.map(quoted).join(',')}\n${rows.join('\n')}\n`);
}

/** Names in project.yaml are as long as those of the records that they stand for. */
function comparisons(): string {
  const metric = long(300, 'score', 0);
  return JSON.stringify({
    primary: metric,
    metrics: { [metric]: { direction: 'lower' } },
    comparisons: many(2, (at) => ({
      name: `table-${at}`,
      title: `Table ${at}`,
      metrics: many(3, (score) => long(score % 2 === 0 ? 300 : 3000, 'score', score)),
    })),
  });
}

/** A trial of a search over many parameters with long names. */
function trial(write: Write, run: number): void {
  const numbers = object(30, (at) => [long(at % 2 === 0 ? 3000 : 300, 'number', at), ((run * (at + 3) * 7) % 31) / 31] as const);
  const choices = object(30, (at) => [long(3000, 'choice', at), long(3000, 'option', (run * (at + 1)) % 5)] as const);
  write(
    `trials/r${run}/run.yaml`,
    JSON.stringify({
      name: long(3000, 'trial', run),
      sweep: long(3000, 'sweep', 0),
      status: run % 6 === 0 ? 'failed' : 'finished',
      config: { ...numbers, ...choices },
    }),
  );
  write(`trials/r${run}/metrics.csv`, `step,loss\n0,3\n1,${1 + ((run * 13) % 29) / 29}\n`);
}
