import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import type { YamlPlaces } from '../yaml.ts';
import { momentOf } from './time.ts';

/**
 * One map of `run.yaml`, read key by key. Each getter gives undefined for a key that is missing or null; a value of the
 * wrong kind is told, with its line, and passed over.
 */
export interface Fields {
  text(key: string): string | undefined;
  number(key: string): number | undefined;
  boolean(key: string): boolean | undefined;
  /** Seconds since 1970 UTC. `assumed` is called where the text has no zone. */
  time(key: string, assumed?: () => void): number | undefined;
  map(key: string): ValueMap | undefined;
  texts(key: string): readonly string[] | undefined;
  oneOf<T extends string>(key: string, words: readonly T[]): T | undefined;
  /** A nested map. */
  fields(key: string): Fields | undefined;
  /** A list of maps; also a map of maps, whose keys then count as `name`. */
  list(key: string): readonly Fields[];
  /** A key of a map of maps. */
  readonly name: string | undefined;
  any(key: string): Value | undefined;
  bad(key: string, wanted: string): void;
  /** What no getter was asked for. */
  rest(): ValueMap;
}

export interface Source {
  readonly path: string;
  readonly placeOf: YamlPlaces;
  report(diagnostic: Diagnostic): void;
}

type Way = readonly (string | number)[];

/** `typed` and `spelled` are the same document, once with numbers as numbers, once with every scalar as its text. */
export function fieldsOf(source: Source, typed: ValueMap, spelled: ValueMap, way: Way = [], name?: string): Fields {
  const asked = new Set<string>();
  const get = (key: string): Value | undefined => {
    asked.add(key);
    const value = typed[key];
    return value === null ? undefined : value;
  };
  const bad = (key: string, wanted: string) => {
    const path = [...way, key];
    const text = shown(typed[key]);
    source.report(
      diagnostic('bad-value', { path: source.path, ...source.placeOf(path) }, { format: 'run.yaml', key: path.join('.'), text, wanted }),
    );
  };
  const textOf = (value: Value | undefined, plain: Value | undefined): string | undefined => {
    if (typeof value === 'string') return value;
    return value === undefined || value === null || typeof value === 'object' || typeof plain !== 'string' ? undefined : plain;
  };

  const fields: Fields = {
    name,
    bad,
    any: get,
    text(key) {
      const value = get(key);
      if (value === undefined) return undefined;
      const text = textOf(value, spelled[key]);
      if (text === undefined) bad(key, 'text');
      return text;
    },
    number(key) {
      const value = get(key);
      if (typeof value === 'number' || value === undefined) return value;
      if (typeof value === 'bigint') return Number(value);
      const number = typeof value === 'string' ? numberIn(value) : null;
      if (number === null) bad(key, 'a number');
      return number ?? undefined;
    },
    boolean(key) {
      const value = get(key);
      if (typeof value === 'boolean' || value === undefined) return value;
      bad(key, 'true or false');
      return undefined;
    },
    time(key, assumed) {
      const value = get(key);
      if (value === undefined) return undefined;
      const text = textOf(value, spelled[key]);
      const moment = text === undefined ? null : momentOf(text.trim());
      if (moment === null) bad(key, 'a time (ISO 8601)');
      else if (moment.zoneAssumed) assumed?.();
      return moment?.seconds;
    },
    map(key) {
      const value = get(key);
      if (isMap(value) || value === undefined) return value;
      bad(key, 'keys and values');
      return undefined;
    },
    texts(key) {
      const value = get(key);
      if (value === undefined) return undefined;
      const plain = spelled[key];
      const list = Array.isArray(value) ? value : [value];
      const plains = Array.isArray(plain) ? plain : [plain];
      const texts = list.map((item, at) => textOf(item, plains[at]));
      if (texts.includes(undefined)) bad(key, 'a list of texts');
      return texts.filter((text) => text !== undefined);
    },
    oneOf(key, words) {
      const text = fields.text(key);
      const found = words.find((word) => word === text?.toLowerCase());
      if (text !== undefined && found === undefined) bad(key, `one of ${words.join(', ')}`);
      return found;
    },
    fields(key) {
      const map = fields.map(key);
      return map === undefined ? undefined : fieldsOf(source, map, mapIn(spelled[key]), [...way, key]);
    },
    list(key) {
      const value = get(key);
      if (value === undefined) return [];
      const plain = spelled[key];
      const entries: [string | number, Value][] = Array.isArray(value)
        ? value.map((item, at) => [at, item])
        : isMap(value)
          ? Object.keys(value).map((inner) => [inner, value[inner] as Value])
          : [];
      const found = entries.flatMap(([at, item]) => {
        const inner = item === null && typeof at === 'string' ? valueMap() : item;
        if (!isMap(inner)) return [];
        const own = Array.isArray(plain) ? plain[at as number] : mapIn(plain)[at as string];
        return [fieldsOf(source, inner, mapIn(own), [...way, key, at], typeof at === 'string' ? at : undefined)];
      });
      if (found.length < entries.length || !(Array.isArray(value) || isMap(value))) bad(key, 'a list of entries with keys');
      return found;
    },
    rest() {
      const rest = valueMap();
      for (const key of Object.keys(typed)) if (!asked.has(key)) rest[key] = typed[key] as Value;
      return rest;
    },
  };
  return fields;
}

function mapIn(value: Value | undefined): ValueMap {
  return isMap(value) ? value : valueMap();
}

/** Python's and JavaScript's words for what is not finite. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (DECIMAL.test(trimmed)) return Number(trimmed);
  if (NAN.test(trimmed)) return Number.NaN;
  return INFINITY.test(trimmed) ? (trimmed.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : null;
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const NAN = /^[-+]?\.?nan$/i;
const INFINITY = /^[-+]?\.?inf(?:inity)?$/i;

function shown(value: Value | undefined): string {
  const text = typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'a map') : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
