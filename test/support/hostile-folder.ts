import fs from 'node:fs';
import path from 'node:path';
import { frame, hparams, message, scalar, sessionStart, VERSION } from '../readers/tensorboard/encode.ts';
import { VECTORS } from './hostile-vectors.ts';
import { HOSTILE_PICTURES, PICTURES } from './pictures.ts';
import { goRow, item, logOf, part, record } from './wandb-log.ts';

const RUNS = 24;

/** Writes archives and prose in which every field of every kind holds hostile texts; each text stands in several kinds of fields. */
export function writeHostile(top: string): void {
  const write = (file: string, content: string | Uint8Array) => {
    const target = path.join(top, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  };
  let turn = 0;
  const next = () => {
    turn = (turn + 1) % VECTORS.length;
    return VECTORS[turn] as string;
  };
  write(
    'site.yaml',
    JSON.stringify({
      title: next(),
      description: next(),
      publish: { diff: true, console: true, environment: true, argv: true, personal: true },
    }),
  );
  write('about.md', `# ${next().replaceAll('\n', ' ')}\n\n${VECTORS.slice(0, 60).join('\n\n')}\n`);
  for (let at = 0; at < VECTORS.length; at += 15)
    write(`docs/page-${at}.md`, `# ${next().replaceAll('\n', ' ')}\n\n${VECTORS.slice(at, at + 15).join('\n\n')}\n`);
  const half = Math.ceil(VECTORS.length / 2);
  for (const [at, part] of [VECTORS.slice(0, half), VECTORS.slice(half)].entries()) {
    const project = `p${at}`;
    write(
      `${project}/project.yaml`,
      JSON.stringify({
        title: next(),
        description: next(),
        primary: 'loss',
        metrics: Object.fromEntries([
          ['loss', { unit: next(), direction: 'lower' }],
          ...part.slice(0, 20).map((name) => [name, { unit: next() }]),
        ]),
        variants: { [next()]: 'config.even:0', [next()]: 'config.even:1' },
        comparisons: [{ name: next(), title: next(), metrics: ['loss', part[3]] }],
        baseline: 'config.even:0',
        publish: { diff: true, console: true, environment: true, argv: true, personal: true },
      }),
    );
    for (const [index, vector] of part.entries())
      write(
        `${project}/journal/2026-01-02-${index}.md`,
        `---\ntitle: ${JSON.stringify(vector)}\n---\n${vector}\n\n> ${vector}\n\ntext ${vector} text\n`,
      );
    for (let run = 0; run < RUNS; run += 1) plainRecord(write, `${project}/${fileName(part[run * 3] ?? '')}-r${run}`, run, part, next);
  }
  for (let run = 0; run < 4; run += 1) others(write, run, next);
  for (let study = 0; study < 2; study += 1) {
    const names = Array.from({ length: 12 }, next);
    for (let run = 0; run < 36; run += 1) studyRun(write, `study-${study}/r${run}`, run, names, next);
  }
}

/**
 * One of many runs that make variants, tables of ablations and a sweep; keys, values and metrics are hostile, and a curve
 * ends in NaN so that its name is told among what curves show.
 */
function studyRun(write: Write, folder: string, run: number, names: readonly string[], next: () => string): void {
  const [seed, level, rate] = [run % 3, Math.floor(run / 3) % 3, Math.floor(run / 9)];
  const [levelKey = '', rateKey = '', loss = '', broken = '', sweep = '', ...levels] = names;
  const config = { seed, [levelKey]: levels[level], [rateKey]: 10 ** -rate };
  write(`${folder}/run.yaml`, JSON.stringify({ name: next(), status: 'finished', sweep, config, notes: next() }));
  const head = ['step', 'loss', loss, broken].map((name) => `"${name.replaceAll('"', '""').replace(/[\n\r]/g, ' ')}"`).join(',');
  const last = 1 - 0.1 * rate + 0.02 * level + 0.003 * seed;
  const rows = Array.from({ length: 20 }, (_, step) => [step, last + 1 / (step + 1), 2 - last, step > 10 ? 'NaN' : step].join(','));
  write(`${folder}/metrics.csv`, `${head}\n${rows.join('\n')}\n`);
}

/** A text as far as it can be a name of a file. */
function fileName(text: string): string {
  return Array.from(text.replace(/[/\0\\]/g, '∕').replace(/^[.]+/, '․'))
    .slice(0, 50)
    .join('');
}

type Write = (file: string, content: string | Uint8Array) => void;

function plainRecord(write: Write, folder: string, run: number, vectors: readonly string[], next: () => string): void {
  const own = vectors.filter((_, at) => at % RUNS === run);
  const all = run === 0 ? vectors : own;
  const record = {
    ...{
      id: run % 3 === 0 ? next() : `run-${run}`,
      name: next(),
      project: next(),
      entity: next(),
      group: vectors[run % 4],
      sweep: next(),
      job_type: next(),
    },
    ...{ tags: own, notes: own.join('\n\n'), status: 'failed', status_reason: next(), started: '2026-01-02T03:04:05Z' },
    config: {
      ...{ even: run % 2, seed: run, values: own, nested: { [next()]: { [next()]: next() } } },
      ...Object.fromEntries(
        all.flatMap((vector, at) => [
          [vector, at % 3 === 0 ? vector : at],
          [`k${at}`, vector],
        ]),
      ),
    },
    summary: { [next()]: next() },
    extra: { [next()]: next() },
    overrides: own.map((vector) => `+x=${vector}`),
    metrics: own.map((name) => ({ name, goal: 'maximize', step_metric: next(), summary: 'max' })),
    code: {
      commit: next(),
      branch: next(),
      remote: run % 2 === 0 ? next() : `https://foreign.invalid/x"${next()}`,
      program: next(),
      dirty: true,
      diff: `diff --git a/${next()} b/${next()}\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-${next()}\n+${next()}\n`,
    },
    data: own.map((name) => ({ name, type: next(), version: next(), digest: next(), uri: next(), context: next() })),
    artifacts: own.map((name) => ({
      name,
      type: next(),
      version: next(),
      aliases: [next()],
      path: next(),
      present: false,
      uri: next(),
      digest: next(),
    })),
    media: [
      { name: next(), path: 'x.png', type: next() },
      { name: next(), path: 'sound.png', type: 'image', step: run },
    ],
    registry: [{ model: next(), version: next(), stage: next(), aliases: [next()], description: next() }],
    alerts: [{ title: next(), text: next(), level: next() }],
    hosted: next(),
    parent: next(),
    environment: {
      ...{
        os: next(),
        python: next(),
        container: next(),
        cuda: next(),
        gpu: next(),
        cpu: next(),
        host: next(),
        user: next(),
        email: next(),
      },
      ...{
        executable: next(),
        working_directory: next(),
        arguments: [next(), next()],
        packages: { [next()]: next() },
        variables: { [next()]: next() },
      },
    },
  };
  write(`${folder}/run.yaml`, JSON.stringify(record));
  const pictures = Object.values(HOSTILE_PICTURES);
  write(`${folder}/x.png`, pictures[run % pictures.length] ?? '');
  write(`${folder}/sound.png`, PICTURES.png);
  const names = own.map((name) => `"${name.replaceAll('"', '""').replace(/[\n\r]/g, ' ')}"`);
  const rows = [0, 1, 2, 3].map((step) => [step, 1 / (step + 1 + run / 9), ...own.map((_, at) => at + step / 3)].join(','));
  write(`${folder}/metrics.csv`, `step,loss,${names.join(',')}\n${rows.join('\n')}\n`);
  write(`${folder}/console.log`, `${own.join('\n')}\n`);
}

/** Runs of the other trackers. */
function others(write: Write, run: number, next: () => string): void {
  const id = `hostil${run}0`;
  const wandb = `logs/wandb/offline-run-20260102_03040${run}-${id}`;
  const head = [
    part(1, id),
    part(2, next()),
    part(3, run % 2 === 0 ? 'wb' : next()),
    part(6, next()),
    part(8, next()),
    part(9, next()),
    part(10, next()),
    part(12, next()),
  ];
  const log = [
    part(17, ...head),
    part(5, part(1, ...item(next(), JSON.stringify(next())))),
    goRow(0, { loss: '1.5', [next()]: '1' }),
    goRow(1, { loss: '0.5', [next()]: '2', said: JSON.stringify(next()) }),
  ];
  write(`${wandb}/run-${id}.wandb`, logOf(log.map((content, number) => record(number + 1, content))));
  const metadata = {
    os: next(),
    host: next(),
    username: next(),
    program: next(),
    args: [next()],
    git: { remote: next(), commit: next() },
    root: next(),
  };
  write(`${wandb}/files/wandb-metadata.json`, JSON.stringify(metadata));
  write(`${wandb}/files/output.log`, next());
  const mlflow = `mlruns/1/${String(run).repeat(32)}`;
  write('mlruns/1/meta.yaml', `experiment_id: '1'\nlifecycle_stage: active\nname: ${JSON.stringify(next())}\n`);
  write(
    `${mlflow}/meta.yaml`,
    `artifact_uri: x\nend_time: 2000\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${String(run).repeat(32)}\nrun_name: ${JSON.stringify(next())}\nstart_time: 1000\nstatus: 3\nuser_id: ${JSON.stringify(next())}\n`,
  );
  for (const tag of [
    'mlflow.note.content',
    'mlflow.source.name',
    'mlflow.user',
    'mlflow.source.git.repoURL',
    'mlflow.source.git.commit',
    fileName(next()),
  ])
    write(`${mlflow}/tags/${tag}`, next());
  write(`${mlflow}/params/${fileName(next())}`, next());
  write(`${mlflow}/params/lr`, String(run));
  write(`${mlflow}/metrics/${fileName(next())}`, '1000 0.5 0\n2000 0.25 1\n');
  write(`${mlflow}/artifacts/${fileName(next())}`, next());
  const board = [
    VERSION,
    hparams('experiment', message(1)),
    sessionStart({ lr: 0.1 * run, [next()]: next() }),
    ...[0, 1, 2].map((step) => scalar('loss', step, step)),
    scalar(next(), 0, 1),
    frame(message(9)),
  ];
  write(`tb/${fileName(next())}${run}/events.out.tfevents.1700000000.${fileName(next()).slice(0, 20)}.1.0`, Buffer.concat(board));
  write(`lightning_logs/version_${run}/hparams.yaml`, JSON.stringify({ lr: run, [next()]: next() }));
  write(
    `lightning_logs/version_${run}/metrics.csv`,
    `epoch,step,loss,"${next()
      .replaceAll('"', '""')
      .replace(/[\n\r]/g, ' ')}"\n0,1,0.5,1\n1,2,0.25,2\n`,
  );
  const job = `outputs/2026-01-02/03-04-0${run}`;
  write(`${job}/.hydra/config.yaml`, JSON.stringify({ lr: run, [next()]: next() }));
  write(`${job}/.hydra/overrides.yaml`, JSON.stringify([next(), `+x=${next()}`]));
  write(
    `${job}/.hydra/hydra.yaml`,
    JSON.stringify({ hydra: { job: { name: next() }, runtime: { version: '1.3.2', cwd: next(), choices: { [next()]: next() } } } }),
  );
}
