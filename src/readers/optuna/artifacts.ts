import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Artifact } from '../../model/fragment.ts';
import { isMap, type Value } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { ARTIFACT_ID } from './detect.ts';
import { nameOf } from './paths.ts';
import { jsonOf } from './rows.ts';
import type { Trial } from './study.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

const KEY = 'artifacts:';

/**
 * Files that a trial uploaded: the store names them by an id, the trial's attributes say what they were called.
 * `stored`: where the files are.
 */
export function artifactsOf(
  { systemAttributes }: Trial,
  stored: ReadonlyMap<string, string>,
  index: DirectoryIndex,
  files: Files,
): Artifact[] {
  const artifacts: Artifact[] = [];
  for (const [key, value] of systemAttributes) {
    if (!key.startsWith(KEY)) continue;
    const id = key.slice(KEY.length);
    const meta: Value | undefined = typeof value === 'string' ? jsonOf(value) : value;
    const name = isMap(meta) && typeof meta.filename === 'string' && meta.filename !== '' ? meta.filename : id;
    const artifact: Draft<Artifact> = { name, direction: 'output', version: id, present: false };
    if (isMap(meta) && typeof meta.mimetype === 'string') artifact.type = meta.mimetype;
    const path = stored.get(id);
    const sha256 = path === undefined ? null : files.sha256(path);
    if (path !== undefined && sha256 !== null) Object.assign(artifact, { path, present: true, size: index.file(path)?.size ?? 0, sha256 });
    artifacts.push(artifact);
  }
  return artifacts;
}

/** Id of an artifact → the file that holds it. */
export function storedArtifacts({ files }: Claim): Map<string, string> {
  const stored = new Map<string, string>();
  for (const path of files) if (ARTIFACT_ID.test(nameOf(path))) stored.set(nameOf(path), path);
  return stored;
}
