import { isMap, type Value, valueMap } from '../../model/value.ts';
import { addPoint, columnOf } from './columns.ts';
import type { History } from './history.ts';
import { type KeyPath, seriesName } from './items.ts';
import { jsonValue, metricNumber, tellInexact } from './json.ts';
import { setPath, type Tree } from './tree.ts';

/**
 * The items of the current row that are maps. The Python core stores a nested dictionary or a media object as one map; the Go
 * core stores its leaves, of which one is `_type` for a media object: the others beside it are then no metrics.
 */
export function addStructured(history: History): void {
  const { row, keys, told } = history;
  const objects = new Map<string, { path: KeyPath; object: Tree }>();
  for (let at = 0; at < row.others; at += 1) {
    const key = row.otherKeys[at] as number;
    const path = keys.paths[key] as KeyPath;
    if (history.roles[key] === 'type') {
      const parent = path.slice(0, -1);
      objects.set(JSON.stringify(parent), { path: parent, object: valueMap() });
    }
  }
  for (let at = 0; at < row.others; at += 1) {
    const path = keys.paths[row.otherKeys[at] as number] as KeyPath;
    const text = row.bytes.toString('utf8', row.otherFrom[at], row.otherTo[at]);
    const owner = ownerOf(objects, path);
    if (owner === undefined && text[0] !== '{') continue;
    const value = jsonValue(text, seriesName(path), told);
    if (value === undefined) continue;
    if (owner !== undefined) setPath(owner.object, path.slice(owner.path.length), value, true);
    else if (isMap(value)) addMap(history, path, value);
  }
  if (objects.size === 0) return;
  let kept = 0;
  for (let at = 0; at < row.count; at += 1) {
    const path = keys.paths[row.keys[at] as number] as KeyPath;
    const owner = ownerOf(objects, path);
    if (owner !== undefined) setPath(owner.object, path.slice(owner.path.length), row.values[at] as number, true);
    else {
      row.keys[kept] = row.keys[at] as number;
      row.values[kept] = row.values[at] as number;
      kept += 1;
    }
  }
  row.count = kept;
  for (const { path, object } of objects.values()) history.media.push({ name: seriesName(path), step: row.step, object });
}

/** The outermost media object that a path leads into. */
function ownerOf(objects: ReadonlyMap<string, { path: KeyPath; object: Tree }>, path: KeyPath) {
  if (objects.size === 0) return undefined;
  for (let length = 1; length < path.length; length += 1) {
    const found = objects.get(JSON.stringify(path.slice(0, length)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Adds the numbers of a nested map as points of the current row; media objects in it are noted. */
export function addMap(history: History, path: KeyPath, map: Value): void {
  if (!isMap(map)) return;
  if (typeof map._type === 'string') {
    history.media.push({ name: seriesName(path), step: history.row.step, object: map });
    return;
  }
  for (const key of Object.keys(map)) {
    const value = map[key] as Value;
    const below = [...path, key];
    const number = metricNumber(value);
    if (number !== null) {
      const name = seriesName(below);
      if (typeof value === 'bigint') tellInexact(name, history.told);
      addPoint(columnOf(history.columns, name), history.row.step, number, history.row.time);
    } else if (isMap(value)) addMap(history, below, value);
  }
}
