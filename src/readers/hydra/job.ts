import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Files } from '../../model/folder.ts';
import type { Facts, Fragment } from '../../model/fragment.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { readYaml, yamlDiagnostics } from '../yaml.ts';
import { OPTIMIZATION, type RECORDS, within } from './folders.ts';
import { resolveConfig } from './interpolation.ts';
import { type LogFacts, readLog } from './log.ts';
import { sweepFolder, sweepName, timeOfPath } from './place.ts';
import { overrideText, type Settings, settingsOf, withoutHelp } from './settings.ts';

const LIMIT = 16 * 1024 * 1024;

/** One job: always one fragment, from whatever of its three files can be read. */
export function* readJob(claim: Claim, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const sources: string[] = [];
  const document = function* (name: (typeof RECORDS)[number]): Generator<Diagnostic, Value | undefined, undefined> {
    const path = claim.files.find((file) => file.endsWith(`/${name}`) && isRecord(file, claim.path));
    if (path === undefined) {
      yield diagnostic('missing-metadata', { path: claim.path }, { what: name });
      return undefined;
    }
    const text = files.text(path, LIMIT);
    if (text === null) return undefined;
    sources.push(path);
    if (text.trim() === '') {
      yield diagnostic('empty-file', { path }, { format: FORMATS[name] });
      return undefined;
    }
    const result = readYaml(name === 'hydra.yaml' ? withoutHelp(text) : text);
    yield* yamlDiagnostics(path, FORMATS[name], result);
    const fits = name === 'overrides.yaml' ? Array.isArray(result.value) : isMap(result.value);
    if (result.value !== undefined && result.value !== null && !fits) {
      yield diagnostic('undecodable-record', { path, line: 1 }, { format: FORMATS[name], what: 'neither keys nor a list of overrides' });
      return undefined;
    }
    return result.value;
  };

  const config = yield* document('config.yaml');
  const settings = settingsOf(yield* document('hydra.yaml'));
  const overrides = yield* document('overrides.yaml');
  const logPath = settings.jobName === undefined ? undefined : within(claim.path, `${settings.jobName}.log`);
  const logBytes = logPath !== undefined && claim.files.includes(logPath) ? files.bytes(logPath) : null;
  const log = logPath === undefined || logBytes === null || logBytes.size === 0 ? null : readLog(logPath, logBytes);
  if (log?.console.path !== undefined) sources.push(log.console.path);

  const resultsPath = claim.files.find((file) => file === OPTIMIZATION || file.endsWith(`/${OPTIMIZATION}`));
  const resultsText = resultsPath === undefined ? null : files.text(resultsPath, LIMIT);
  let results: Value | undefined;
  if (resultsPath !== undefined && resultsText !== null) {
    sources.push(resultsPath);
    const result = readYaml(resultsText);
    yield* yamlDiagnostics(resultsPath, 'optimization results', result);
    results = result.value;
  }

  const given = Array.isArray(overrides) ? overrides.map(overrideText) : settings.overrides;
  yield {
    tracker: 'hydra',
    format: settings.version === undefined ? 'Hydra job' : `Hydra job, ${settings.version}`,
    keys: { directory: claim.path, role: 'overlay' },
    sources: sources.sort(),
    facts: facts(claim, isMap(config) ? config : null, settings, given, log, results),
    series: [],
  };
}

function facts(
  claim: Claim,
  config: ValueMap | null,
  settings: Settings,
  overrides: readonly string[] | undefined,
  log: LogFacts | null,
  results: Value | undefined,
): Facts {
  const resolved = config === null ? null : resolveConfig(config, settings.node);
  const sweep = settings.multirun ? sweepName(sweepFolder(claim.path, claim.files, subfolder(settings, config))) : undefined;
  const folderTime = timeOfPath(claim.path);
  // A sweep's folder carries the sweep's start; of its jobs only their logs know when they began.
  const startedAt = settings.multirun ? (log?.firstTime ?? folderTime) : (folderTime ?? log?.firstTime);
  const name = [settings.jobName, settings.overrideDirname ?? (overrides === undefined ? '' : overrides.join(','))]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
  return {
    ...(name === '' ? {} : { name }),
    ...(sweep === undefined || sweep === '' ? {} : { sweep, group: sweep }),
    status: log?.status ?? 'unknown',
    ...(log?.statusReason === undefined ? {} : { statusReason: log.statusReason }),
    ...(startedAt === undefined ? {} : { startedAt, timeZoneAssumed: true }),
    ...(resolved === null ? {} : { config: resolved }),
    ...(settings.jobName === undefined ? {} : { code: { program: settings.jobName } }),
    ...(settings.workingDirectory === undefined ? {} : { environment: { workingDirectory: settings.workingDirectory } }),
    ...(log === null ? {} : { console: log.console }),
    ...(overrides === undefined ? {} : { overrides }),
    extra: extra(settings, results),
  };
}

/** The job's folder below its sweep's; Hydra's own texts there may name the job and the task's configuration. */
function subfolder(settings: Settings, config: ValueMap | null): string | null {
  if (settings.sweepSubdir === undefined) return null;
  const place = valueMap();
  for (const key of Object.keys(config ?? {})) place[key] = config?.[key] as Value;
  place.hydra = settings.node;
  place['\u0000'] = settings.sweepSubdir;
  const resolved = resolveConfig(place, settings.node)['\u0000'];
  return typeof resolved === 'string' ? resolved : null;
}

function extra(settings: Settings, results: Value | undefined): ValueMap {
  const hydra = valueMap();
  const put = (key: string, value: Value | undefined) => {
    if (value !== undefined) hydra[key] = value;
  };
  put('version', settings.version);
  put('mode', settings.multirun ? 'MULTIRUN' : 'RUN');
  put('config_name', settings.configName);
  put('job_number', settings.jobNumber);
  put('job_id', settings.jobId);
  put('launcher', settings.launcher);
  put('sweeper', settings.sweeper);
  if (Object.keys(settings.choices).length > 0) hydra.choices = settings.choices;
  put('optimization_results', results);
  const all = valueMap();
  all.hydra = hydra;
  return all;
}

/** Hydra's three files lie one folder below the job. */
function isRecord(file: string, job: string): boolean {
  const rest = job === '' ? file : file.slice(job.length + 1);
  return rest.split('/').length === 2;
}

const FORMATS = {
  'config.yaml': 'Hydra configuration',
  'hydra.yaml': 'Hydra settings',
  'overrides.yaml': 'list of Hydra overrides',
} as const;
