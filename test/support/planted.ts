import fs from 'node:fs';
import path from 'node:path';
import { frame, hparams, message, scalar, sessionStart, VERSION } from '../readers/tensorboard/encode.ts';
import { goRow, item, logOf, part, random, record } from './wandb-log.ts';

/** What stands in archives that a test wrote: none of it may be in a site. */
export interface Planted {
  /** Credentials, with the place of each. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Logins, hosts, e-mail addresses, network addresses, with the place of each. */
  readonly identities: ReadonlyMap<string, string>;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const MIXED = `${LETTERS}${LETTERS.toUpperCase()}0123456789`;
const HEX = '0123456789abcdef';

/** Credentials are put together here, so that no scanner of repositories takes them for real ones. Text around `@` is no secret. */
type Maker = readonly [form: string, make: (of: (letters: string, length: number) => string) => string];

const SHAPED: readonly Maker[] = [
  ['@', (of) => `hf_${of(MIXED, 34)}`],
  ['@', (of) => `wandb_v1_${of(MIXED, 60)}`],
  ['WANDB_API_KEY=@', (of) => `${of(HEX, 39)}7`],
  ['@', (of) => `sk-proj-${of(MIXED, 30)}A7${of(MIXED, 20)}`],
  ['@', (of) => `sk-ant-api03-${of(MIXED, 80)}A7-AA`],
  ['@', (of) => `sk-or-v1-${of(HEX, 63)}7`],
  ['@', (of) => `gh${'p'}_${of(MIXED, 36)}`],
  ['@', (of) => `github_pat_${of(MIXED, 82)}`],
  ['@', (of) => `glpat-${of(MIXED, 20)}`],
  ['id @ used', (of) => `AKIA${of('ABCDEFGHIJKLMNOP234567', 16)}`],
  ['AWS_SECRET_ACCESS_KEY=@', (of) => `${of(MIXED, 38)}A7`],
  ['@', (of) => `AIza${of(MIXED, 35)}`],
  ['@', (of) => `xoxb-${of('0123456789', 12)}-${of(MIXED, 24)}`],
  ['https://hooks.slack.com/services/@', (of) => `T${of(HEX.toUpperCase(), 8)}/B${of(HEX.toUpperCase(), 8)}/${of(MIXED, 24)}`],
  ['@', (of) => `dapi${of(HEX, 32)}`],
  ['@', (of) => `r8_${of(MIXED, 37)}`],
  ['@', (of) => `gsk_${of(MIXED, 52)}`],
  ['@', (of) => `nvapi-${of(MIXED, 64)}`],
  ['@', (of) => `npm_${of(MIXED, 36)}`],
  ['@', (of) => `eyJ${of(MIXED, 20)}.eyJ${of(MIXED, 30)}.${of(MIXED, 43)}`],
  ['NEPTUNE_API_TOKEN=@', (of) => `eyJhcGlfYWRkcmVzcyI6${of(MIXED, 80)}`],
  ['{"username":"x","key":"@"}', (of) => of(HEX, 32)],
  ['machine api.wandb.ai login user password @', (of) => of(HEX, 40)],
  ['postgresql://mlflow:@@db.example/x', (of) => of(MIXED, 14)],
  ['https://x.blob.core.windows.net/c/f?sv=2022&sig=@&se=1', (of) => of(MIXED, 44)],
  ['s3?X-Amz-Signature=@', (of) => of(HEX, 64)],
  ['AccountKey=@;EndpointSuffix=core', (of) => `${of(MIXED, 86)}==`],
  ['python train.py --hub-token @ --lr 0.1', (of) => `${of(MIXED, 20)}A7`],
  ['@', (of) => `SG.${of(MIXED, 22)}.${of(MIXED, 43)}`],
  ['@', (of) => `dckr_pat_${of(MIXED, 27)}`],
  ['-----BEGIN RSA PRIVATE KEY-----@-----END RSA PRIVATE KEY-----', (of) => of(MIXED, 120)],
  ['Authorization: Bearer @', (of) => `${of(MIXED, 40)}`],
  ['COMET_API_KEY: @', (of) => `${of(MIXED, 24)}7a`],
  ['"clearml": {"secret_key": "@"}', (of) => `${of(MIXED, 46)}A7`],
  ['-os.environ["OPENAI_API_KEY"] = "@"', (of) => `${of(MIXED, 30)}A7`],
];

const BARE = SHAPED.filter(([form]) => form === '@');

function planter(seed: number) {
  const next = random(seed);
  const of = (letters: string, length: number) => Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join('');
  const secrets = new Map<string, string>();
  const identities = new Map<string, string>();
  let turn = 0;
  const note = (into: Map<string, string>, value: string, place: string) => {
    into.set(value, place);
    return value;
  };
  return {
    planted: { secrets, identities },
    /** A text with a credential that has a shape. */
    secret(place: string): string {
      const [form, make] = SHAPED[turn++ % SHAPED.length] as Maker;
      return form.replace('@', () => note(secrets, make(of), place));
    },
    /** A credential that needs no text around it. */
    bare: (place: string) => note(secrets, (BARE[turn++ % BARE.length] as Maker)[1](of), place),
    /** A credential of no shape, told by its name alone. */
    word: (place: string) => note(secrets, `${of(LETTERS, 9)}-${of(LETTERS, 9)}`, place),
    inBase64(place: string): string {
      const inner = note(secrets, `ghp_${of(MIXED, 36)}`, place);
      return note(secrets, Buffer.from(`token: ${inner}`).toString('base64'), place);
    },
    escaped(place: string): string {
      const inner = note(secrets, `hf_${of(MIXED, 34)}`, place);
      return `https://host.example/cb?state=${[...inner].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')}`;
    },
    login: (place: string) => note(identities, `${of(LETTERS, 5)}q${of(LETTERS, 3)}`, place),
    host: (place: string) => note(identities, `gpu-${of(LETTERS, 4)}${of('0123456789', 2)}`, place),
    email: (place: string) => note(identities, `${of(LETTERS, 7)}.${of(LETTERS, 5)}@${of(LETTERS, 6)}.example`, place),
    address: (place: string) => note(identities, `10.${[3, 3, 2].map((n) => 10 + Math.floor(next() * 10 ** (n - 1))).join('.')}`, place),
  };
}

type Planter = ReturnType<typeof planter>;

/** Writes archives of six kinds full of credentials and of people into a folder, and says what must not be found in its site. */
export function plant(top: string): Planted {
  const planting = planter(20260102);
  const write = (file: string, content: string | Uint8Array) => {
    const target = path.join(top, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, content);
  };
  for (let run = 0; run < 4; run += 1) plainRecord(planting, write, `records/r${run}`);
  for (let run = 0; run < 4; run += 1)
    wandbRun(planting, write, `logs/wandb/offline-run-20260102_03040${run}-plant00${run}`, `plant00${run}`);
  for (let run = 0; run < 4; run += 1) mlflowRun(planting, write, `${run}`.repeat(32));
  for (let run = 0; run < 3; run += 1) tensorboardRun(planting, write, `tb/r${run}`);
  for (let run = 0; run < 3; run += 1) lightningRun(planting, write, `lightning_logs/version_${run}`);
  for (let run = 0; run < 3; run += 1) hydraJob(planting, write, `outputs/2026-01-02/03-04-0${run}`);
  const words = Array.from({ length: 3 }, (_, level) => planting.secret(`study level ${level}`));
  const names = [planting.secret('study sweep'), planting.secret('study key'), planting.secret('study metric')] as const;
  for (let run = 0; run < 36; run += 1) studyRun(planting, write, `study/r${run}`, run, words, names);
  return planting.planted;
}

type Write = (file: string, content: string | Uint8Array) => void;

function plainRecord(p: Planter, write: Write, folder: string): void {
  const at = (field: string) => `${folder} ${field}`;
  const [login, host, email] = [p.login(at('user')), p.host(at('host')), p.email(at('email'))];
  const run = {
    name: `pilot ${p.secret(at('name'))}`,
    group: p.secret(at('group')),
    sweep: p.secret(at('sweep')),
    job_type: p.secret(at('job_type')),
    tags: ['baseline', p.secret(at('tags'))],
    notes: `see ${p.secret(at('notes'))}\nby ${login}, ${email}, /home/${p.login(at('home in notes'))}/x/y and ${p.escaped(at('notes'))}`,
    status: 'failed',
    status_reason: `File "/home/${p.login(at('traceback'))}/train.py": ${p.secret(at('status_reason'))}`,
    config: {
      lr: 0.1,
      [p.secret(at('config key'))]: 1,
      api_key: p.word(at('config value')),
      hub: { deep: { token: p.word(at('nested')), list: ['--db-password', p.word(at('argv in config'))] } },
      env: [{ name: 'MY_SECRET', value: p.word(at('pair')) }],
      text: p.secret(at('config text')),
      wrapped: p.inBase64(at('config')),
      username: p.login(at('config.username')),
      master_addr: p.address(at('config.master_addr')),
      url: `http://${p.address(at('config url'))}:5000/x`,
      log_dir: `/scratch/${login}/logs`,
    },
    summary: { best: 0.5, said: p.secret(at('summary')) },
    extra: { scheduler: { note: p.secret(at('extra')), node_name: p.host(at('extra.node_name')) } },
    overrides: ['lr=0.1', `token=${p.secret(at('overrides'))}`],
    metrics: [{ name: p.secret(at('metrics')), goal: 'maximize' }],
    code: {
      commit: 'c0ffee1234567890c0ffee1234567890c0ffee12',
      branch: `fix/${p.bare(at('branch'))}`,
      remote: `https://${login}:${p.word(at('remote'))}@git.example/${login}/digits.git`,
      program: `/home/${p.login(at('program'))}/digits/train.py`,
      diff: `diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-${p.secret(at('removed line'))}\n+print("${login}")\n`,
    },
    data: [{ name: `set ${p.secret(at('data name'))}`, uri: `s3://bucket/x?${p.secret(at('data uri'))}` }],
    artifacts: [
      {
        name: p.secret(at('artifact name')),
        uri: `https://x.example/a?${p.secret(at('artifact uri'))}`,
        path: p.secret(at('artifact path')),
        present: false,
      },
    ],
    media: [{ name: p.secret(at('media')), path: 'a.png', type: 'image' }],
    alerts: [{ title: p.secret(at('alert title')), text: p.secret(at('alert text')) }],
    registry: [{ model: 'm', version: '1', description: p.secret(at('registry')) }],
    hosted: `https://wandb.ai/${login}/digits/runs/x?token=${p.secret(at('hosted'))}`.replaceAll(' ', '+'),
    environment: {
      ...{ host, user: login, email, executable: `/home/${login}/venv/bin/python`, working_directory: `/data/${login}/digits` },
      container: `registry.example/x:${p.bare(at('container'))}`,
      packages: { torch: '2.9.1', curand: '10.3.2.106', own: `git+https://x:${p.word(at('package'))}@git.example/own` },
      arguments: ['--hub-token', p.word(at('argv')), '--host', host],
      variables: {
        ...{ WANDB_API_KEY: p.word(at('variable')), SLURM_JOB_USER: p.login(at('variable')), SLURMD_NODENAME: p.host(at('variable')) },
        ...{
          HOME: `/home/${p.login(at('HOME'))}`,
          LOGNAME: p.login(at('LOGNAME')),
          HOSTNAME: p.host(at('HOSTNAME')),
          OLD: p.secret(at('variable')),
        },
      },
    },
  };
  write(`${folder}/run.yaml`, JSON.stringify(run, null, 1));
  write(`${folder}/metrics.csv`, `step,loss,"${p.bare(at('column'))}"\n0,1.5,1\n1,0.5,2\n`);
  write(`${folder}/console.log`, `epoch 1 on ${host}\n${p.secret(at('console'))}\n`);
}

/** One of many runs that make variants, a sweep and tables of differences, whose values, keys and metrics hold credentials. */
function studyRun(
  p: Planter,
  write: Write,
  folder: string,
  run: number,
  levels: readonly string[],
  [sweep, key, metric]: readonly [string, string, string],
): void {
  const [seed, level, rate] = [run % 3, Math.floor(run / 3) % 3, Math.floor(run / 9)];
  const config = { seed, optimizer: levels[level], [key]: 10 ** -rate, token: level === 0 ? undefined : p.word(`${folder} token`) };
  const people = { user: p.login(`${folder} user`), host: p.host(`${folder} host`) };
  write(`${folder}/run.yaml`, JSON.stringify({ name: `trial ${run}`, status: 'finished', sweep, config, environment: people }));
  const last = 1 - 0.1 * rate + 0.02 * level + 0.003 * seed;
  write(`${folder}/metrics.csv`, `step,loss,"${metric.replaceAll('"', '""')}"\n0,2,1\n1,${last},${2 - last}\n`);
}

function wandbRun(p: Planter, write: Write, folder: string, id: string): void {
  const at = (field: string) => `${folder} ${field}`;
  const [login, host] = [p.login(at('username')), p.host(at('host'))];
  const config = (key: string, value: string) => part(5, part(1, ...item(key, JSON.stringify(value))));
  const run = [
    ...[part(1, id), part(2, login), part(3, 'digits'), part(6, p.secret(at('group'))), part(8, `run ${p.secret(at('name'))}`)],
    ...[part(9, `mail ${p.email(at('notes'))}: ${p.secret(at('notes'))}`), part(10, p.secret(at('tag'))), part(12, p.secret(at('sweep')))],
  ];
  write(
    `${folder}/run-${id}.wandb`,
    logOf(
      [
        part(17, ...run),
        config('lr', '0.1'),
        config('openai_api_key', p.word(at('config'))),
        config('text', p.secret(at('config text'))),
        config('data_dir', `/mnt/${login}/sets/x`),
        config('hostname', p.host(at('config'))),
        goRow(0, { loss: '1.5', [p.secret(at('metric'))]: '1' }),
        goRow(1, { loss: '0.5', said: JSON.stringify(p.secret(at('history text'))) }),
        part(18),
      ].map((content, number) => record(number + 1, content)),
    ),
  );
  const metadata = {
    ...{ os: 'Linux', python: '3.12.1', host, username: login, email: p.email(at('email')), root: `/home/${login}/digits` },
    ...{ executable: `/home/${login}/bin/python`, program: `/home/${login}/digits/train.py`, startedAt: '2026-01-02T03:04:05Z' },
    args: ['--hub-token', p.word(at('args')), `--password=${p.secret(at('args'))}`],
    git: { remote: `https://x:${p.word(at('remote'))}@github.com/${login}/digits.git`, commit: 'c0ffee1234567890c0ffee1234567890c0ffee12' },
    slurm: { job_user: p.login(at('slurm')), nodelist: p.host(at('slurm')) },
  };
  write(`${folder}/files/wandb-metadata.json`, JSON.stringify(metadata));
  write(`${folder}/files/diff.patch`, `--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-${p.secret(at('removed line'))}\n+x\n`);
  write(`${folder}/files/output.log`, `${p.secret(at('console'))}\n/home/${login}/x on ${host}\n`);
  write(`${folder}/files/requirements.txt`, `torch==2.9.1\n`);
}

function mlflowRun(p: Planter, write: Write, id: string): void {
  const folder = `mlruns/1/${id}`;
  const at = (field: string) => `${folder} ${field}`;
  const login = p.login(at('user_id'));
  write('mlruns/1/meta.yaml', "experiment_id: '1'\nlifecycle_stage: active\nname: tuning\n");
  const name = JSON.stringify(`run ${p.secret(at('run_name'))}`);
  write(
    `${folder}/meta.yaml`,
    `artifact_uri: file:///home/${login}/mlruns/1/${id}/artifacts\nend_time: 2000\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: ${name}\nstart_time: 1000\nstatus: 3\nuser_id: ${login}\n`,
  );
  const files: Readonly<Record<string, string>> = {
    'params/lr': '0.1',
    'params/openai_api_key': p.word(at('param')),
    'params/uri': p.secret(at('param')),
    'params/tracking': `http://${p.address(at('param'))}:5000`,
    'params/nested': `{'hub': {'token': '${p.secret(at('literal'))}'}}`,
    'tags/mlflow.user': login,
    'tags/mlflow.source.name': `/home/${p.login(at('source.name'))}/train.py`,
    'tags/mlflow.source.git.repoURL': `https://${p.word(at('repoURL'))}@git.example/${login}/x.git`,
    'tags/mlflow.note.content': `# note\n${p.secret(at('note'))} by ${p.email(at('note'))}`,
    'tags/team': p.secret(at('tag')),
    'tags/hostname': p.host(at('tag')),
    'metrics/loss': '1000 0.5 0\n2000 0.25 1\n',
  };
  for (const [file, content] of Object.entries(files)) write(`${folder}/${file}`, content);
  write(`${folder}/artifacts/${p.login(at('artifact'))}/.keep`.replace(/\/[^/]+\/\.keep$/, '/model.txt'), 'x');
}

function tensorboardRun(p: Planter, write: Write, folder: string): void {
  const at = (field: string) => `${folder} ${field}`;
  const events = [
    VERSION,
    hparams('experiment', message(1)),
    sessionStart({ lr: 0.1, api_token: p.word(at('hparam')), note: p.secret(at('hparam')), dir: `/home/${p.login(at('hparam'))}/x` }),
    ...[0, 1, 2].flatMap((step) => [scalar('loss', step, 1 / (step + 1)), scalar('val/acc', step, step / 3)]),
    scalar(p.secret(at('tag')), 0, 1),
    frame(message(9)),
  ];
  write(`${folder}/events.out.tfevents.1700000000.${p.host(at('file name'))}.123.0`, Buffer.concat(events));
}

function lightningRun(p: Planter, write: Write, folder: string): void {
  const at = (field: string) => `${folder} ${field}`;
  const login = p.login(at('hparams'));
  const hyper = {
    ...{ lr: 0.1, hub: { token: p.word(at('hparams')) }, url: p.secret(at('hparams')), root: `/home/${login}/data`, login },
    ...{ node_name: p.host(at('hparams')), mail: p.email(at('hparams')), coded: p.inBase64(at('hparams')) },
  };
  write(`${folder}/hparams.yaml`, JSON.stringify(hyper));
  write(`${folder}/metrics.csv`, `epoch,step,loss,${p.bare(at('column'))}\n0,1,0.5,1\n1,2,0.25,2\n`);
}

function hydraJob(p: Planter, write: Write, folder: string): void {
  const at = (field: string) => `${folder} ${field}`;
  const login = p.login(at('cwd'));
  const hydra = {
    hydra: {
      job: { name: 'train', num: 0, override_dirname: '' },
      runtime: {
        version: '1.3.2',
        cwd: `/home/${login}/digits`,
        output_dir: `/home/${login}/digits/${folder}`,
        choices: { model: 'small' },
      },
      overrides: { task: ['lr=0.1'] },
    },
  };
  write(
    `${folder}/.hydra/config.yaml`,
    JSON.stringify({ lr: 0.1, db: { password: p.word(at('config')) }, text: p.secret(at('config')), mail: p.email(at('config')) }),
  );
  write(
    `${folder}/.hydra/overrides.yaml`,
    JSON.stringify(['lr=0.1', `+token=${p.secret(at('override'))}`, `+dir=/home/${p.login(at('override'))}/x`]),
  );
  write(`${folder}/.hydra/hydra.yaml`, JSON.stringify(hydra));
  write(`${folder}/train.log`, `[2026-01-02 03:04:05,678][train][INFO] - ${p.secret(at('log'))} on ${p.host(at('log'))}\n`);
}
