import { sha256 } from '../model/hash.ts';
import type { Publish } from '../model/publish.ts';
import type { Value } from '../model/value.ts';
import { type Harmless, MOST_HARMLESS, SHORT } from './harmless.ts';
import type { Identities } from './identities.ts';
import { impersonal, isPersonal, mapStrings, withoutUserinfo } from './private-text.ts';
import { type Hints, hintsIn } from './secret-hints.ts';
import { isSecretValue, kindOfName } from './secret-names.ts';
import { IN_ADDRESS } from './secret-shapes.ts';
import { findSecrets, mark, type Secret, withoutSecrets } from './secrets.ts';
import { findWords, replaceWords } from './words.ts';

/** A credential that was found, and in which field. */
export interface FoundSecret {
  readonly field: string;
  readonly kind: string;
  /** Never to be shown. */
  readonly value: string;
}

/** Makes texts fit to be published, and notes what it found. */
export interface Cleaner {
  text(field: string, words: string): string;
  /** Every string of a structure, keys too; what a key says of its value counts. */
  value<T extends Value>(field: string, value: T): T;
  readonly secrets: readonly FoundSecret[];
  /** Fields whose value was held back because its key says that it is personal. */
  readonly personal: readonly string[];
  /** Every text as it was, for rules that look at all of them at once. */
  readonly seen: readonly string[];
  /** Whether one of them holds a word that such a rule needs. */
  isHinted(): boolean;
}

/** Fields of version numbers, some of which look like network addresses. */
const VERSIONS = /^environment\.(?:packages|frameworks|cuda|python|os)\b/;
const PERSONAL_VARIABLE = /^environment\.variables\.(?:\w+_)?(?:USER|HOST)$/;

/** `--password=…`, `db.token=…`, `hostname:…`: an option, an override, a tag. */
const PAIR = /^((?:--?|\+{1,2}|~)?([A-Za-z][\w./-]{0,80})(?:=|: ?))([^\s=]\S*)$/;

/**
 * `known`: credentials by value with their kind, to be held back wherever else they stand. `harmless` is filled and used by
 * cleaners of the same `publish` and `who`.
 */
export function cleanerOf(
  publish: Publish,
  who: Identities,
  known: ReadonlyMap<string, string> = new Map(),
  harmless: Harmless = new Map(),
): Cleaner {
  const secrets: FoundSecret[] = [];
  const personal: string[] = [];
  const seen: string[] = [];
  const marks = new Map([...known].map(([value, kind]) => [value, mark(kind)]));
  const isAllowed = (value: string) => publish.allow.length > 0 && publish.allow.includes(sha256(value));
  let hinted = false;
  const note = (field: string, words: string, hints: Hints, wanted: (secret: Secret) => boolean = () => true) => {
    const found = findSecrets(words, hints).filter((secret) => wanted(secret) && !isAllowed(words.slice(secret.start, secret.end)));
    secrets.push(...found.map(({ kind, start, end }) => ({ field, kind, value: words.slice(start, end) })));
    return found;
  };
  const running = (field: string, words: string): string => {
    seen.push(words);
    const before = marks.size === 0 ? harmless.get(words) : undefined;
    if (before !== undefined) {
      hinted ||= before;
      return words;
    }
    const found = secrets.length;
    const hints = hintsIn(words);
    const holds = hints !== null;
    hinted ||= holds;
    const safe = looked(field, words, hints);
    const unchanged = safe === words && secrets.length === found && marks.size === 0 && !VERSIONS.test(field);
    if (unchanged && words.length <= SHORT && harmless.size < MOST_HARMLESS) harmless.set(words, holds);
    return safe;
  };
  const looked = (field: string, words: string, hints: Hints): string => {
    let safe = words;
    if (marks.size > 0) {
      for (const { word } of findWords(words, marks)) secrets.push({ field, kind: known.get(word) ?? '', value: word });
      safe = replaceWords(words, marks);
    }
    const plain = withoutUserinfo(safe);
    if (plain !== safe) note(field, safe, hintsIn(safe), ({ kind }) => kind === IN_ADDRESS);
    safe = withoutSecrets(plain, note(field, plain, plain === words ? hints : hintsIn(plain)));
    if (publish.personal || (VERSIONS.test(field) && !/[@/\\]/.test(safe))) return safe;
    return impersonal(safe, who);
  };
  /** Null where the key says nothing of its value. */
  const byKey = (field: string, key: string, words: string): string | null => {
    if (isSecretValue(key, words) && !isAllowed(words)) {
      seen.push(`${key}=${words}`);
      hinted = true;
      const kind = findSecrets(words).find(({ start, end }) => end - start >= words.length - 8)?.kind ?? kindOfName(key);
      secrets.push({ field, kind, value: words });
      return mark(kind);
    }
    if (publish.personal || !(isPersonal(key, words) || PERSONAL_VARIABLE.test(field))) return null;
    personal.push(field);
    return mark('personal');
  };
  const text = (field: string, words: string): string => {
    const [, option = '', key = '', value = ''] = words.includes('=') || words.includes(':') ? (PAIR.exec(words) ?? []) : [];
    const held = key === '' ? null : byKey(field, key, value);
    return held === null ? running(field, words) : running(field, option) + held;
  };
  return {
    ...{ text, secrets, personal, seen },
    isHinted: () => hinted,
    value: (field, value) =>
      mapStrings(value, (words, key, path) => byKey(path, key, words) ?? text(path, words), field.replace(/^.*\./, ''), field),
  };
}
