import { type Cursor, inside, next } from '../../formats/protobuf.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import { EMPTY, itemAt, type KeyPath, shownPath } from './items.ts';
import { jsonValue, type Told, tellEmpty } from './json.ts';
import { removePath, setPath, type Tree } from './tree.ts';

/** The changes of the configuration in the order of the log. */
export interface Config {
  readonly told: Told;
  readonly changes: { readonly path: KeyPath; readonly value: Value | undefined }[];
}

export function newConfig(told: Told): Config {
  return { told, changes: [] };
}

/** Takes a ConfigRecord `{1: update …, 2: remove …}`: as a whole or, where it cannot be decoded, not at all. */
export function addConfig(config: Config, field: Cursor): void {
  const c = inside(field);
  const changes: { path: KeyPath; value: Value | undefined }[] = [];
  while (next(c)) {
    if (c.wire !== 2 || c.field > 2) continue;
    const { path: recorded, json } = itemAt(c);
    tellEmpty(recorded, EMPTY, config.told);
    const path = shownPath(recorded);
    if (c.field === 2) changes.push({ path, value: undefined });
    else if (json !== null) {
      const value = jsonValue(json, path.join('/'), config.told);
      if (value !== undefined) changes.push({ path, value });
    }
  }
  for (const change of changes) config.changes.push(change);
}

export interface ConfigParts {
  /** The user's configuration. */
  readonly config: ValueMap;
  /** What W&B keeps beside it under `_wandb`. */
  readonly internal: ValueMap;
}

/** The configuration of a log. `merge`: as the Go core does it, maps are merged leaf by leaf. */
export function configOf(config: Config, merge: boolean): ConfigParts {
  const tree: Tree = valueMap();
  for (const { path, value } of config.changes) {
    if (value === undefined) removePath(tree, path);
    else setPath(tree, path, value, merge);
  }
  return split(tree);
}

/** The configuration of `config.yaml`, where each key is wrapped as `{value: …}`, in early files with a `desc` beside it. */
export function unwrapConfig(file: ValueMap): ConfigParts {
  const tree: Tree = valueMap();
  for (const key of Object.keys(file)) {
    const value = file[key] as Value;
    const wrapped = isMap(value) && 'value' in value && Object.keys(value).every((name) => name === 'value' || name === 'desc');
    if (wrapped) tree[key] = value.value as Value;
    else if (key !== 'wandb_version') tree[key] = value;
  }
  return split(tree);
}

function split(tree: Tree): ConfigParts {
  const internal = tree._wandb;
  delete tree._wandb;
  return { config: tree, internal: isMap(internal) ? internal : valueMap() };
}
