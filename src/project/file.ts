import { type Diagnostic, diagnostic, type Place } from '../model/diagnostic.ts';
import type { Files } from '../model/folder.ts';
import { check, SCHEMAS } from '../model/schema.ts';
import { isMap, type Value, valueMap } from '../model/value.ts';
import { readYaml, yamlPlaces } from '../readers/yaml.ts';

const LIMIT = 4 * 1024 * 1024;

/** One of the user's own files: what it says, or what is wrong with it. */
export interface SettingsFile<T> {
  /** null: there is none, or it cannot be used. */
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a key stands: the file alone where that is unknown. */
  place(...path: readonly (string | number)[]): Place;
}

type Name = keyof typeof SCHEMAS;
type Output<N extends Name> = (typeof SCHEMAS)[N]['_zod']['output'];

/** Reads and checks a file of settings; every mistake is told with its line and column. */
export function readSettings<N extends Name>(name: N, path: string, files: Files): SettingsFile<Output<N>> {
  const text = files.text(path, LIMIT);
  const placeOf = text === null ? null : yamlPlaces(text);
  const place = (...keys: readonly (string | number)[]): Place => ({ path, ...placeOf?.(keys) });
  if (text === null) return { value: null, diagnostics: [], place };
  const yaml = readYaml(text);
  const diagnostics = yaml.faults.map(({ kind, what, line, column, firstLine, firstColumn }): Diagnostic => {
    const here = { path, line, column };
    if (kind === 'duplicate')
      return diagnostic('invalid-key', here, { key: what, reason: `stands twice, first at ${firstLine}:${firstColumn}` });
    return diagnostic('invalid-yaml', here, { reason: kind === 'tag' ? `the tag ${what} is not allowed` : what });
  });
  if (diagnostics.length > 0) return { value: null, diagnostics, place };
  const checked = check(SCHEMAS[name], withoutNothing(yaml.value ?? valueMap()));
  if ('value' in checked) return { value: checked.value as Output<N>, diagnostics, place };
  const breaches = checked.breaches.map(({ path: keys, reason, nearest }) => {
    const key = keys.join('.');
    return nearest === undefined
      ? diagnostic('invalid-key', place(...keys), { key: key === '' ? name : key, reason })
      : diagnostic('unknown-key', place(...keys), { key, nearest });
  });
  return { value: null, diagnostics: breaches, place };
}

/** A key with nothing behind it is as good as no key. */
function withoutNothing(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (!isMap(value)) return value;
  const map = valueMap();
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (inner !== null && inner !== undefined) map[key] = withoutNothing(inner);
  }
  return map;
}
