import { isMap, type Value, valueMap } from '../../model/value.ts';
import type { KeyPath } from './items.ts';

/** A nested map under construction. */
export type Tree = { [key: string]: Value };

const MAX_DEPTH = 100;

/**
 * Puts a value at a path. `merge`: a map is merged leaf by leaf into what stands there (the Go core's rule), else it
 * replaces it (the Python core's). Beyond 100 levels the rest of a path is one key.
 */
export function setPath(tree: Tree, path: KeyPath, value: Value, merge: boolean): void {
  let place = tree;
  const last = Math.min(path.length, MAX_DEPTH) - 1;
  for (let level = 0; level < last; level += 1) {
    const key = path[level] as string;
    const below = place[key];
    if (isMap(below)) place = below as Tree;
    else {
      const made = valueMap();
      place[key] = made;
      place = made;
    }
  }
  const key = path.length > MAX_DEPTH ? path.slice(last).join('/') : (path[last] as string);
  const known = place[key];
  if (merge && isMap(value) && isMap(known)) mergeInto(known as Tree, value as Tree);
  else place[key] = value;
}

function mergeInto(into: Tree, from: Tree): void {
  for (const key of Object.keys(from)) {
    const value = from[key] as Value;
    const known = into[key];
    if (isMap(value) && isMap(known)) mergeInto(known as Tree, value as Tree);
    else into[key] = value;
  }
}

export function removePath(tree: Tree, path: KeyPath): void {
  let place = tree;
  for (const key of path.slice(0, -1)) {
    const below = place[key];
    if (!isMap(below)) return;
    place = below as Tree;
  }
  delete place[path[path.length - 1] as string];
}

/** What stands at a path, undefined for nothing. */
export function atPath(tree: Tree, path: KeyPath): Value | undefined {
  let place: Value | undefined = tree;
  for (const key of path) {
    if (!isMap(place)) return undefined;
    place = place[key];
  }
  return place;
}
