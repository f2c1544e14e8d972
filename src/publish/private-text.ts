import { isMap, type Value, type ValueMap, valueMap } from '../model/value.ts';

const HOME =
  /(?<![\w~.:/\\-])(?:file:\/\/)?(?:\/(?:home|Users|users)\/[^\s/'"`:;,()[\]{}<>|]+|\/root(?![\w.-])|[A-Za-z]:\\+Users\\+[^\s\\'"`:;,()[\]{}<>|]+)/g;
const ABSOLUTE =
  /(?<![\w~.:/\\-])(?:file:\/\/)?(?:\/[^\s/'"`:;,()[\]{}<>|]+){3,}\/?|(?<![\w\\])[A-Za-z]:(?:\\+[^\s\\'"`:;,()[\]{}<>|]+){3,}/g;
const EMAIL = /[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}(?![\w-])/g;
const USERINFO = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"<>]+@/gi;
/** Logins of git servers, which belong to nobody. */
const NOBODY = /^(git|hg|svn)@/;

/** Addresses without the name and password that stand before their host. Not a question of taste: always done. */
export function withoutUserinfo(text: string): string {
  return text.includes('@') ? text.replace(USERINFO, '$1') : text;
}

/**
 * Text without what tells who wrote it: home directories become `~`, of other absolute paths the last two parts stay,
 * e-mail addresses and parts of paths that are one of `names` (logins) go.
 */
export function impersonal(text: string, names: ReadonlySet<string>): string {
  let clean = text;
  if (clean.includes('@')) clean = clean.replace(EMAIL, (found) => (NOBODY.test(found) ? found : '[e-mail]'));
  if (!/[/\\]/.test(clean)) return clean;
  clean = clean.replace(HOME, '~').replace(ABSOLUTE, lastTwo);
  const parts = clean.split(/([\\/])/);
  return parts.map((part, index) => (index > 0 && names.has(part) ? 'user' : part)).join('');
}

function lastTwo(path: string): string {
  const separator = path.includes('\\') ? '\\' : '/';
  const parts = path.split(/[\\/]+/).filter((part) => part !== '');
  return `…${separator}${parts.slice(-2).join(separator)}`;
}

/** Logins that a text gives away by the home directories in it. */
export function homeNames(text: string): string[] {
  if (!/[/\\]/.test(text)) return [];
  return [...text.matchAll(HOME)].flatMap(([home]) => home.split(/[\\/]+/).at(-1) ?? []).filter((name) => name !== 'root');
}

/** The same structure with every string changed. */
export function mapStrings<T extends Value>(value: T, change: (text: string, key: string) => string, key = ''): T {
  if (typeof value === 'string') return change(value, key) as T;
  if (Array.isArray(value)) return value.map((item: Value) => mapStrings(item, change, key)) as Value as T;
  if (!isMap(value)) return value;
  const map = valueMap();
  for (const name of Object.keys(value)) map[name] = mapStrings((value as ValueMap)[name] as Value, change, name);
  return map as Value as T;
}
