import type { Diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Fragment, RegistryVersion } from '../../model/fragment.ts';
import { isMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { readMeta } from './meta.ts';
import { nameOf, parentOf, runFolder, within } from './paths.ts';
import { registryVersion } from './record.ts';

/** Reads the model registry of a file store: one part for each run that has a registered version. */
export function* readRegistryFolder(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const found: Diagnostic[] = [];
  const report = (one: Diagnostic) => found.push(one);
  const aliases = aliasesOf(claim, files, report);
  const common = new Map<string, string[]>();
  for (const path of claim.files) {
    const model = path.slice(0, path.indexOf('/', claim.path.length + 1));
    if (!/^.*\/version-\d+\/meta\.yaml$/.test(path)) common.set(model, [...(common.get(model) ?? []), path]);
  }
  const versions = new Map<string, { place: string; sources: string[]; registry: RegistryVersion[] }>();
  for (const path of claim.files) {
    const place = /^(.*)\/version-(\d+)\/meta\.yaml$/.exec(path);
    const meta = place === null ? null : readMeta(path, files, report);
    if (place === null || meta === null) continue;
    const [, model = '', number = ''] = place;
    const version = registryVersion(
      meta.text('name') ?? nameOf(model),
      number,
      meta.text('current_stage'),
      aliases.get(`${model} ${number}`) ?? [],
      meta.milliseconds('creation_timestamp'),
      meta.milliseconds('last_updated_timestamp'),
      meta.text('description'),
    );
    const run = meta.text('run_id') ?? RUN_IN_PATH.exec(meta.text('source') ?? '')?.[1];
    if (run === undefined || version === null) continue;
    const known = versions.get(run) ?? { place: parentOf(path), sources: [], registry: [] };
    versions.set(run, known);
    known.sources.push(path, ...(common.get(model) ?? []).filter((file) => !known.sources.includes(file)));
    known.registry.push(version);
  }
  yield* found;
  const root = parentOf(claim.path);
  for (const [run, { place, sources, registry }] of [...versions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const folder = runFolder(root, run, index);
    yield {
      tracker: 'mlflow',
      format: 'MLflow file store, model registry',
      keys: { trackerId: run, directory: folder ?? place, role: 'part', partOf: folder ?? within(root, run) },
      sources: sources.sort(),
      facts: { registry },
      series: [],
    };
  }
}

const RUN_IN_PATH = /(?:^runs:\/|\/)([0-9a-f]{32})(?:\/|$)/;

/** `<model folder> <version>` → aliases, from the alias files and from what the model's own file repeats. */
function aliasesOf(claim: Claim, files: Files, report: (diagnostic: Diagnostic) => void): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (model: string, version: string, alias: string) => {
    const key = `${model} ${version}`;
    const list = found.get(key) ?? [];
    if (!list.includes(alias)) list.push(alias);
    found.set(key, list);
  };
  for (const path of claim.files) {
    const alias = /^(.*)\/aliases\/(.+)$/.exec(path);
    if (alias !== null) {
      const version = files.text(path)?.trim();
      if (version) add(alias[1] as string, version, alias[2] as string);
      continue;
    }
    const model = parentOf(path);
    if (nameOf(path) !== 'meta.yaml' || parentOf(model) !== claim.path) continue;
    const list = readMeta(path, files, report)?.value('aliases');
    if (isMap(list)) for (const [name, version] of Object.entries(list)) if (typeof version === 'string') add(model, version, name);
  }
  return found;
}
