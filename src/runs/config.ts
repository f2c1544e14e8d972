import { isMap, leaves, type Value, type ValueMap, valueMap } from '../model/value.ts';

/**
 * Several sources' words on one configuration. The first counts; a later one adds the leaves that the first ones lack,
 * where `a/b` and `a.b` are the same leaf (trackers flatten with either), and never its own logging settings.
 */
export function mergeConfigs(configs: readonly ValueMap[]): ValueMap {
  const [first, ...others] = configs.filter((config) => Object.keys(config).length > 0);
  if (first === undefined) return valueMap();
  if (others.length === 0) return first;
  const merged = copy(first);
  const known = new Set<string>();
  const learn = (key: string) => {
    const path = canonical(key);
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) known.add(path.slice(0, end));
  };
  for (const [key] of leaves(first)) learn(key);
  for (const other of others) {
    const added: string[] = [];
    for (const [key, value] of leaves(other)) {
      const path = canonical(key);
      if (known.has(path) || LOGGING.test(path) || shadowed(path, known)) continue;
      set(merged, key, value);
      added.push(key);
    }
    added.forEach(learn);
  }
  return merged;
}

/** Sections that configure the logging itself. */
const LOGGING = /^(hydra|wandb|mlflow|tensorboard|logger|loggers|comet|neptune|aim)\./;

function canonical(key: string): string {
  return key.replaceAll('/', '.');
}

/** Whether a known leaf stands where this path would need a map. */
function shadowed(path: string, known: ReadonlySet<string>): boolean {
  const parent = path.lastIndexOf('.');
  return parent > 0 && known.has(path) && !known.has(path.slice(0, parent));
}

function copy(map: ValueMap): { [key: string]: Value } {
  const result = valueMap();
  for (const key of Object.keys(map)) {
    const value = map[key] as Value;
    result[key] = isMap(value) ? copy(value) : value;
  }
  return result;
}

function set(map: { [key: string]: Value }, key: string, value: Value): void {
  const parts = key.split('.');
  let here = map;
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1) {
      if (here[part] === undefined) here[part] = value;
      return;
    }
    const next = here[part];
    if (next === undefined) {
      const made = valueMap();
      here[part] = made;
      here = made;
    } else if (isMap(next)) here = next as { [key: string]: Value };
    else {
      here[parts.slice(i).join('.')] = value;
      return;
    }
  }
}
