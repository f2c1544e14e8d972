import { isMap, type Value, type ValueMap, valueMap } from '../model/value.ts';
import type { Identities } from './identities.ts';
import { replaceWords } from './words.ts';

const HOME =
  /(?<![\w~.:/\\-])(?:file:\/\/)?(?:\/(?:home|Users|users)\/[^\s/'"`:;,()[\]{}<>|]+|\/root(?![\w.-])|[A-Za-z]:[\\/]+Users[\\/]+[^\s\\/'"`:;,()[\]{}<>|]+)/g;
const ABSOLUTE =
  /(?<![\w~.:/\\-])(?:file:\/\/)?(?:\/[^\s/'"`:;,()[\]{}<>|]+){3,}\/?|(?<![\w\\])[A-Za-z]:(?:\\+[^\s\\'"`:;,()[\]{}<>|]+){3,}/g;
/** Of top-level domains the two letters of countries and the usual words: `optimizer@model.optimizer` is a choice of Hydra's. */
const EMAIL =
  /[\w.+-]+@(?:[\w-]+\.)+(?:[A-Za-z]{2}|com|org|net|edu|gov|mil|int|info|biz|name|pro|dev|app|tech|cloud|email|science|systems|academy|university|company|institute|ventures|studio|digital|online|site|xyz|example|test|invalid|local|lan|corp|internal|localdomain)(?![\w-]|\.\w)/gi;
const USERINFO = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"<>]+@/gi;
/** Logins of git servers, which belong to nobody. */
const NOBODY = /^(git|hg|svn)@/;
/** Addresses of RFC 1918 and 4193 and of links. A version of four numbers has `=`, `-`, `v` or a letter before it. */
const PRIVATE_IP =
  /(?<![\w.=-])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|f[cd][0-9a-f]{2}:[0-9a-f:]{4,36}|fe80::?[0-9a-f:]{2,36})(?![\w.]*\d)/gi;
const PRIVATE_NAME = /\bip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?:\.[\w-]+){0,4}/g;
/** `events.out.tfevents.<time>.<host>.<pid>.<number>`; the host may have dots. */
const TFEVENTS =
  /(events\.out\.tfevents\.\d{6,}\.)([^\s/\\'"`<>]+?)(?=(?:\.\d+){0,2}(?:\.v2|\.profile-empty|\.gz|\.bak)?(?:[\s/\\'"`<>,;:)\]]|$))/g;

/** Addresses without the name and password that stand before their host. Not a question of taste: always done. */
export function withoutUserinfo(text: string): string {
  return text.includes('@') ? text.replace(USERINFO, '$1') : text;
}

/**
 * Text without what tells who wrote it: home directories become `~`, of other absolute paths the last two parts stay,
 * e-mail addresses, private network addresses and hosts in names of event files go, and so do logins and hosts that the
 * records name.
 */
export function impersonal(text: string, { logins, words }: Identities): string {
  let clean = text;
  if (clean.includes('@')) clean = clean.replace(EMAIL, (found) => (NOBODY.test(found) ? found : '[e-mail]'));
  if (clean.includes('tfevents')) clean = clean.replace(TFEVENTS, '$1host');
  clean = replaceWords(clean, words);
  if (/\d\.\d|[fF][cdCDeE]|ip-/.test(clean)) clean = clean.replace(PRIVATE_IP, '[private address]').replace(PRIVATE_NAME, '[private host]');
  if (!/[/\\]/.test(clean)) return clean;
  clean = clean.replace(HOME, '~').replace(ABSOLUTE, lastTwo);
  if (logins.size === 0) return clean;
  const parts = clean.split(/([\\/])/);
  return parts.map((part, index) => (index > 0 && logins.has(part) ? 'user' : part)).join('');
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

/** Hosts that the names of event files give away. */
export function tfeventsHosts(path: string): string[] {
  return path.includes('tfevents') ? [...path.matchAll(TFEVENTS)].map((match) => match[2] as string) : [];
}

const PERSONAL_KEY =
  /(?:^|[_.\s/-]|(?<=[a-z])(?=[A-Z]))(?:host_?name|node_?name|node_?list|(?<!project_?|run_?|model_?)user_?name|log_?name|login|e_?mails?|master_?addr(?:ess)?)$/i;
const NOT_PERSONAL = /^(?:localhost|0\.0\.0\.0|127(?:\.\d+){3}|::1?|none|null|auto|true|false|\[.*|~|user|host)$/i;

/** Whether a key says by its last word that its value is a login, a host or an e-mail address. */
export function isPersonal(key: string, value: string): boolean {
  return PERSONAL_KEY.test(key) && value.length > 1 && value.length <= 200 && !/\s/.test(value) && !NOT_PERSONAL.test(value);
}

type Change = (text: string, key: string, path: string) => string;

/**
 * The same structure with every string changed, keys too; itself where none changes. `key` is the name that a string stands under: its key in a map,
 * the option before it in a list of arguments, or `name` beside `value`.
 */
export function mapStrings<T extends Value>(value: T, change: Change, key = '', path = key): T {
  if (typeof value === 'string') return change(value, key, path) as T;
  if (Array.isArray(value)) {
    const list = value.map((item: Value, at) => mapStrings(item, change, optionOf(value[at - 1] as Value | undefined) ?? key, path));
    return list.every((item, at) => item === value[at]) ? value : (list as Value as T);
  }
  if (!isMap(value)) return value;
  const map: ValueMap = value;
  let changed: { [key: string]: Value } | null = null;
  for (const name in map) {
    let shown = change(name, '', path);
    if (shown !== name) {
      changed ??= before(map, name);
      // No other key is lost, whether it comes before or after.
      while (Object.hasOwn(map, shown) || Object.hasOwn(changed, shown)) shown += '′';
    }
    const item = map[name] as Value;
    const other = mapStrings(item, change, nameOf(name, map), path === '' ? shown : `${path}.${shown}`);
    if (other !== item) changed ??= before(map, name);
    if (changed !== null) changed[shown] = other;
  }
  return changed === null ? value : (changed as Value as T);
}

/** A copy of what stands before a key. */
function before(map: ValueMap, end: string): { [key: string]: Value } {
  const copy = valueMap();
  for (const name in map) {
    if (name === end) break;
    copy[name] = map[name] as Value;
  }
  return copy;
}

/** Every string of a structure, keys too. */
export function eachString(value: Value, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (Array.isArray(value)) for (const item of value) eachString(item, visit);
  else if (isMap(value))
    for (const key in value) {
      visit(key);
      eachString(value[key] as Value, visit);
    }
}

/** The key, but for a value that has its name beside it, and for the key of a Kaggle account. */
function nameOf(key: string, { name, key: other, username }: ValueMap): string {
  const said = name ?? other;
  if (key === 'value' && typeof said === 'string') return said;
  return key === 'key' && typeof username === 'string' ? 'api_key' : key;
}

/** `--hub-token`, `…`: the name stands in the argument before. */
function optionOf(before: Value | undefined): string | undefined {
  return typeof before === 'string' ? /^--?([A-Za-z][\w.-]{0,80})$/.exec(before)?.[1] : undefined;
}
