import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact } from '../../model/fragment.ts';
import { isMap, type Value, valueMap } from '../../model/value.ts';
import { readYaml } from '../yaml.ts';
import type { Draft, Software } from './record.ts';

const SMALL = 4 * 1024 * 1024;

/** Every file below an artifact folder with size and hash, and every logged model there. `prefix` goes before the names. */
export function artifactsBelow(folder: string, prefix: string, index: DirectoryIndex, files: Files): Artifact[] {
  const artifacts: Artifact[] = [];
  for (const file of index.below(folder)) {
    const name = prefix + file.path.slice(folder.length + 1);
    if (file.name === 'MLmodel') {
      const model = name.slice(0, Math.max(0, name.length - '/MLmodel'.length));
      if (model !== '') artifacts.push({ name: model, type: 'model', direction: 'output', path: file.dir, present: true });
    }
    const artifact: Draft<Artifact> = { name, direction: 'output', path: file.path, present: true, size: file.size };
    const sha256 = files.sha256(file.path);
    if (sha256 === null) artifact.present = false;
    else artifact.sha256 = sha256;
    artifacts.push(artifact);
  }
  return artifacts;
}

/** Python, packages and MLflow's version from the files that stand beside each `MLmodel` below a folder. */
export function softwareBelow(folder: string, index: DirectoryIndex, files: Files): Software {
  const software: Draft<Software> = {};
  for (const file of index.below(folder)) {
    if (file.name !== 'MLmodel') continue;
    const text = (name: string) => {
      const entry = index.file(`${file.dir}/${name}`);
      return entry === undefined || entry.size > SMALL ? null : files.text(entry.path);
    };
    const model = field(text('MLmodel'), 'mlflow_version');
    if (typeof model === 'string' && model !== '') software.mlflow ??= model;
    const conda = text('conda.yaml');
    const python = field(text('python_env.yaml'), 'python');
    if (typeof python === 'string' && python !== '') software.python ??= python;
    const requirements = text('requirements.txt') ?? pipLines(conda);
    if (requirements !== null) {
      const packages = requiredPackages(requirements);
      if (Object.keys(packages).length > 0) software.packages = Object.assign(packages, software.packages);
    }
  }
  return software;
}

function field(text: string | null, key: string): Value | undefined {
  if (text === null) return undefined;
  const { value } = readYaml(text, 'text');
  return isMap(value) ? value[key] : undefined;
}

/** The pip part of a conda environment, as lines of requirements. */
function pipLines(conda: string | null): string | null {
  const dependencies = field(conda, 'dependencies');
  if (!Array.isArray(dependencies)) return null;
  const lines: string[] = [];
  for (const entry of dependencies as readonly Value[]) {
    const pip = isMap(entry) ? entry.pip : undefined;
    if (Array.isArray(pip)) for (const line of pip as readonly Value[]) if (typeof line === 'string') lines.push(line);
  }
  return lines.join('\n');
}

const REQUIREMENT = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*([^;#]*)/;

function requiredPackages(text: string): { [key: string]: Value } {
  const packages = valueMap();
  for (const line of text.split(/\r?\n/)) {
    const found = REQUIREMENT.exec(line.trim());
    if (found === null) continue;
    const wanted = (found[2] as string).trim();
    packages[found[1] as string] = wanted.startsWith('==') && !wanted.includes(',') ? wanted.replace(/^={2,3}\s*/, '') : wanted;
  }
  return packages;
}
