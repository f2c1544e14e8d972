import type { Diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact, Facts, Fragment } from '../../model/fragment.ts';
import type { Series } from '../../model/series.ts';
import { valueMap } from '../../model/value.ts';
import type { Claim, Reader } from '../reader.ts';
import { readConfig } from './config.ts';
import { readMetrics } from './metrics.ts';
import { type RunFiles, runFiles, runName } from './place.ts';

/** CSVLogger of Lightning and Fabric, and the settings beside the event files of TensorBoardLogger. */
export const lightning: Reader = {
  tracker: 'lightning',
  title: 'Lightning',
  versions: 'CSVLogger, hparams.yaml, config.yaml of LightningCLI',
  foundBy: '`version_*/metrics.csv`, `hparams.yaml`',
  revision: 1,
  detect,
  read,
};

function detect(index: DirectoryIndex): Claim[] {
  const claims: Claim[] = [];
  for (const dir of index.dirs) {
    const run = runFiles(index, dir);
    if (run === null) continue;
    const paths = [run.metrics, run.hparams, run.config, ...run.checkpoints.map((file) => file.path)];
    claims.push({ tracker: 'lightning', path: dir, files: paths.filter((path) => path !== undefined).sort() });
  }
  return claims;
}

function* read(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const run = runFiles(index, claim.path);
  if (run === null) return;
  const diagnostics: Diagnostic[] = [];
  const report = (one: Diagnostic) => diagnostics.push(one);
  const log = run.metrics === undefined ? null : files.bytes(run.metrics);
  const series = run.metrics === undefined || log === null ? null : readMetrics(run.metrics, log, report);
  const hparams = run.hparams === undefined ? null : readConfig(run.hparams, files, report);
  const config = run.config === undefined ? null : readConfig(run.config, files, report);
  yield* diagnostics;
  if (series === null && hparams === null) return;
  yield fragmentOf(claim.path, run, series, { hparams, config }, files);
}

type Settings = { readonly [K in 'hparams' | 'config']: ReturnType<typeof readConfig> };

function fragmentOf(dir: string, run: RunFiles, series: readonly Series[] | null, settings: Settings, files: Files): Fragment {
  const { hparams, config } = settings;
  const name = runName(dir);
  const artifacts = run.checkpoints.map((file) => checkpoint(dir, file.path, file.size, files.sha256(file.path)));
  const used = [
    series === null ? undefined : run.metrics,
    hparams === null ? undefined : run.hparams,
    config === null ? undefined : run.config,
  ];
  const chosen = config ?? hparams;
  const both = config !== null && hparams !== null && Object.keys(hparams).length > 0;
  const facts: Facts = {
    ...(name === undefined ? {} : { name }),
    ...(chosen === null ? {} : { config: chosen }),
    ...(artifacts.length === 0 ? {} : { artifacts }),
    ...(both ? { extra: Object.assign(valueMap(), { hparams }) } : {}),
  };
  return {
    tracker: 'lightning',
    format: series === null ? 'Lightning hparams.yaml' : 'Lightning CSVLogger',
    keys: { directory: dir, role: 'run' },
    sources: used.filter((path) => path !== undefined),
    facts,
    series: series ?? [],
  };
}

function checkpoint(dir: string, path: string, size: number, sha256: string | null): Artifact {
  return {
    name: dir === '' ? path : path.slice(dir.length + 1),
    type: 'checkpoint',
    direction: 'output',
    path,
    present: sha256 !== null,
    size,
    ...(sha256 === null ? {} : { sha256 }),
  };
}
