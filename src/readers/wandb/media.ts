import { diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex } from '../../model/folder.ts';
import type { Media } from '../../model/fragment.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';
import type { Told } from './json.ts';

/** An object with `_type` in a history row. */
export interface Logged {
  readonly name: string;
  readonly step: number;
  readonly object: ValueMap;
}

const KIND: Readonly<Record<string, string>> = {
  'images/separated': 'image',
  videos: 'video',
  'partitioned-table': 'table',
  'joined-table': 'table',
  'wandb-graph': 'graph',
};
const KIND_OF_FOLDER: Readonly<Record<string, string>> = { images: 'image', videos: 'video' };
const MAX_DEPTH = 20;

/**
 * Logged objects whose file is in the archive, then the files in `media/` that no intact row names. `folder` is where the
 * paths of the objects start: the `files` folder of the run.
 */
export function mediaOf(logged: readonly Logged[], folder: string, files: readonly string[], index: DirectoryIndex, told: Told): Media[] {
  const media: Media[] = [];
  const named = new Set<string>();
  for (const { name, step, object } of logged) {
    const type = typeof object._type === 'string' ? object._type : '';
    for (const place of placesIn(object, 0)) {
      const path = folder === '' ? place : `${folder}/${place}`;
      if (place.startsWith('/') || place.split(/[/\\]/).includes('..')) {
        told.report(diagnostic('path-refused', { path: told.path }, { path: place, reason: 'it leads out of the run' }));
      } else if (index.file(path) !== undefined) {
        named.add(path);
        media.push({ name, step, type: KIND[type] ?? type.replace(/-file$/, ''), path });
      }
    }
  }
  const start = folder === '' ? 'media/' : `${folder}/media/`;
  for (const path of files) if (path.startsWith(start) && !named.has(path)) media.push(unnamed(path, path.slice(start.length)));
  return media;
}

/** Paths of files in a media object, also of a list of such objects. */
function* placesIn(value: Value, depth: number): Generator<string> {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) for (const item of value) yield* placesIn(item, depth + 1);
  if (!isMap(value)) return;
  if (typeof value.path === 'string' && value.path !== '') yield value.path;
  if (Array.isArray(value.filenames)) for (const name of value.filenames) if (typeof name === 'string') yield name;
  for (const key of Object.keys(value)) if (typeof value[key] === 'object') yield* placesIn(value[key] as Value, depth + 1);
}

/** W&B names its files `<folder of the kind>/<key>_<step>_<hash>.<ending>`. */
function unnamed(path: string, place: string): Media {
  const cut = place.indexOf('/');
  const kind = cut < 0 ? 'file' : place.slice(0, cut);
  const found = /^(.*)_(\d+)_[0-9a-f]{8,}\.[\w.]+$/.exec(place.slice(cut + 1));
  const type = KIND_OF_FOLDER[kind] ?? kind;
  if (found === null) return { name: place.slice(cut + 1), step: null, type, path };
  return { name: found[1] as string, step: Number(found[2]), type, path };
}
