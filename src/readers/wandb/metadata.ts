import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import { pythonVersion, type Surroundings } from './environment.ts';
import type { Tree } from './tree.ts';

const GIB = 1024 ** 3;

/** `wandb-metadata.json`, or an entry of `_wandb.e` in `config.yaml`: names differ a little from version to version. */
export function surroundingsOfMetadata(metadata: ValueMap): Surroundings {
  const at = (...names: string[]) => {
    for (const name of names) {
      const value = metadata[name];
      if (typeof value === 'string' && value !== '') return value;
    }
    return undefined;
  };
  const whole = (...names: string[]) => {
    for (const name of names) {
      const value = Number(metadata[name] ?? Number.NaN);
      if (Number.isSafeInteger(value) && value >= 0 && metadata[name] !== '') return value;
    }
    return undefined;
  };
  const git = isMap(metadata.git) ? metadata.git : valueMap();
  const gpus = [metadata.gpu_nvidia, metadata.gpuNvidia, metadata.gpu_amd].find(Array.isArray);
  const firstGpu = isMap(gpus?.[0]) ? gpus[0] : valueMap();
  const python = at('python');
  const environment: Surroundings['environment'] = present({
    os: at('os'),
    python: python === undefined ? undefined : pythonVersion(python),
    container: at('docker'),
    cuda: at('cudaVersion', 'cuda_version', 'cuda'),
    gpu: at('gpu', 'gpuType', 'gpu_type') ?? textOf(firstGpu.name ?? firstGpu.series),
    gpuCount: whole('gpu_count', 'gpuCount', 'gpucount') ?? gpus?.length,
    cpuCount: whole('cpu_count', 'cpuCount', 'cpucount', 'cpu_count_logical', 'cpuCountLogical'),
    memoryBytes: memoryOf(metadata.memory),
    host: at('host'),
    user: at('username'),
    email: at('email'),
    executable: at('executable'),
    workingDirectory: at('root'),
    arguments: Array.isArray(metadata.args) && metadata.args.length > 0 ? metadata.args.map(String) : undefined,
    variables: isMap(metadata.slurm) && Object.keys(metadata.slurm).length > 0 ? metadata.slurm : undefined,
  });
  return present({
    environment,
    startedAt: utcSeconds(metadata.startedAt),
    remote: textOf(git.remote) ?? textOf(git.remoteUrl),
    commit: textOf(git.commit),
    program: at('program'),
  });
}

function present<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `{total}`: bytes as text from the Go core, GiB as a number from the Python core. */
function memoryOf(memory: Value | undefined): number | undefined {
  if (!isMap(memory)) return undefined;
  const { total } = memory;
  if (typeof total === 'string' && /^\d+$/.test(total)) return Number(total);
  return typeof total === 'number' && Number.isFinite(total) ? Math.round(total < 1e6 ? total * GIB : total) : undefined;
}

/** An ISO time, which W&B writes in UTC with or without `Z`, in seconds since 1970. */
export function utcSeconds(time: Value | undefined): number | undefined {
  const found = typeof time === 'string' ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(time) : null;
  if (found === null) return undefined;
  const whole = Date.parse(`${found[1]}${found[3] ?? 'Z'}`) / 1000;
  return Number.isNaN(whole) ? undefined : whole + Number(`0${found[2] ?? ''}`);
}

/** `requirements.txt`: name and version, for a line of another form what it says. */
export function packagesOf(text: string): Tree {
  const packages: Tree = valueMap();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const plain = line.trim();
    if (plain === '' || plain.startsWith('#')) continue;
    const found = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(==|@|$)\s*(.*)$/.exec(plain);
    const egg = /#egg=([\w.-]+)/.exec(plain);
    if (found !== null) packages[found[1] as string] = found[3] ?? '';
    else packages[egg?.[1] ?? plain] = plain;
  }
  return packages;
}
