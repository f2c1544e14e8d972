import { JsonError, parseJson } from '../../formats/json.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Source } from '../../model/fragment.ts';
import { isMap, type ValueMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { readYaml } from '../yaml.ts';

/** The files that W&B writes beside a log; each is read when it is asked for, null where it is absent or cannot be read. */
export interface RunFiles {
  readonly claim: Claim;
  readonly folder: string | null;
  readonly index: DirectoryIndex;
  readonly files: Files;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The path of a file of the run, null where the claim has none of that name. */
export function pathOf(run: RunFiles, name: string): string | null {
  if (run.folder === null) return null;
  const path = run.folder === '' ? name : `${run.folder}/${name}`;
  return run.claim.files.includes(path) ? path : null;
}

export function textOf(run: RunFiles, name: string): string | null {
  const path = pathOf(run, name);
  return path === null ? null : run.files.text(path);
}

export function jsonOf(run: RunFiles, name: string): ValueMap | null {
  const path = pathOf(run, name);
  const text = path === null ? null : run.files.text(path);
  if (path === null || text === null) return null;
  if (text.trim() === '') {
    run.report(diagnostic('empty-file', { path }, { format: name }));
    return null;
  }
  try {
    const value = parseJson(text);
    if (isMap(value)) return value;
    run.report(diagnostic('not-this-format', { path }, { format: name, found: 'JSON that is no object' }));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const place = { path, line: text.slice(0, error.offset).split('\n').length };
    run.report(diagnostic('bad-line', place, { format: name, what: error.message }));
  }
  return null;
}

export function yamlOf(run: RunFiles, name: string): ValueMap | null {
  const path = pathOf(run, name);
  const text = path === null ? null : run.files.text(path);
  if (path === null || text === null) return null;
  const { value, faults } = readYaml(text);
  for (const { kind, what, line, column } of faults) {
    const place = { path, line, column };
    if (kind === 'tag') run.report(diagnostic('unsafe-yaml-tag', place, { tag: what }));
    else if (kind === 'duplicate') run.report(diagnostic('duplicate-key', place, { key: what }));
    else run.report(diagnostic('bad-line', place, { format: name, what }));
  }
  return isMap(value) ? value : null;
}

/** Files below a folder of the run. */
export function filesBelow(run: RunFiles, name: string): string[] {
  if (run.folder === null) return [];
  const start = run.folder === '' ? `${name}/` : `${run.folder}/${name}/`;
  return run.claim.files.filter((path) => path.startsWith(start));
}

/** Files of the code that W&B saved. */
export function snapshotOf(run: RunFiles): Source[] {
  const snapshot: Source[] = [];
  for (const path of filesBelow(run, 'code')) {
    const sha256 = run.files.sha256(path);
    const size = run.index.file(path)?.size;
    if (sha256 !== null && size !== undefined) snapshot.push({ path, size, sha256 });
  }
  return snapshot;
}
