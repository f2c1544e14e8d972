const NAME =
  '(?:api[_-]?keys?|(?:secret|access|private|account|service|encryption|signing|client|ssh)[_-]?(?:access[_-]?)?key|auth[_-]?key|tokens?|secrets?|passwords?|passwd|passphrase|pwd|credentials?|bearer)';
/** `API_KEY=v`, `"api_key": "v"`, `--api-key v`, `password: v`: a name that says it, then a value. */
export const NAMED = new RegExp(
  `(?<![A-Za-z0-9])(?<name>(?:--?)?(?:[A-Za-z0-9]{1,40}[_.-]){0,8}(?:[A-Za-z0-9]{0,20}?)${NAME})(?:["'\\])]{0,3}\\s{0,3}[:=]\\s{0,3}|["']?\\s{0,3},?\\s{1,3}["']?)(?<quote>["']?)(?<secret>[^\\s"'<>(){}\\[\\],;|\\\\]{6,400})(?!\\()`,
  'dgi',
);
/** In lower case: one of them stands in whatever `NAMED` matches. */
export const NAMED_NEEDS: readonly string[] = [
  ...['api', 'secret', 'access', 'private', 'account', 'service', 'encryption', 'signing', 'client', 'ssh', 'auth'].flatMap((owner) =>
    ['', '_', '-'].map((between) => `${owner}${between}key`),
  ),
  ...['token', 'secret', 'passw', 'passphrase', 'pwd', 'credential', 'bearer'],
];
const NAME_ENDS = new RegExp(`(?:^|[_.\\s/-]|(?<=[a-z])(?=[A-Z]))${NAME}$`, 'i');
/** Tokens of language models, which are words and not credentials. */
const VOCABULARY =
  /(?:pad|eos|bos|unk|sep|cls|mask|special|stop|start|end|begin|image|audio|video|prefix|suffix|middle|num|max|min|per|n|first|last|next|new|think|tool|eot|eod|eoc|decoder|forced|extra|added|vocab|boi|eoi|placeholder)[_.-]?tokens?$/i;
/** Stands for a value that is elsewhere, or for none. */
const PLACEHOLDER =
  /^(?:\[redacted|\$|<|\*|%|env[:.(]|os\.|none$|null$|true$|false$|your[_-]|change[_-]?me|example|redacted|hidden|x+$|\.+$|…)/i;
const PASSWORD = /(?:passw(?:or)?d|passphrase|pwd)s?$/i;

/** What documentation writes where a credential would stand. */
const WORD_FOR_ONE =
  /^(?:user|pass(?:word|phrase)?|pw|pwd|secret|token|key|x+|\*+|\.+|…|\$.*|[\\{]{0,4}\[}?(?:redacted.*|r?e?d?a?c?t?e?d?….*))$/i;

/** Whether a value is none: a word that stands for one, or a mark of ours, also escaped for Markdown or LaTeX and cut short for a page. */
export function standsForOne(value: string): boolean {
  return WORD_FOR_ONE.test(value);
}

/**
 * Whether a string under this key is a credential by the key's last word: `api_key`, `token`, `secret`, `password`,
 * `credential`. A password may be short; the others have at least 12 characters.
 */
export function isSecretValue(key: string, value: string): boolean {
  const password = PASSWORD.test(key);
  if (value.length < (password ? 6 : 12) || !NAME_ENDS.test(key) || VOCABULARY.test(key)) return false;
  if (/pwd$/i.test(key) && /^(?:[~/]|[A-Za-z]:\\)/.test(value)) return false;
  return !PLACEHOLDER.test(value) && !standsForOne(value) && !/\s/.test(value.trim());
}

/** In running text or code a name is weaker evidence than in a configuration: the value must look like no word and no path. */
export function isNamedSecret(name: string, value: string, quoted: boolean): boolean {
  const password = PASSWORD.test(name);
  if (value.length < (password ? 6 : 12) || VOCABULARY.test(name) || PLACEHOLDER.test(value) || standsForOne(value)) return false;
  if (password && quoted) return true;
  if (/secret/i.test(name) && /^[A-Za-z0-9/+]{40}$/.test(value) && /\d/.test(value) && /[A-Z]/.test(value)) return true;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/[/\\]|^[a-z_]+\.[a-z_.]+/i.test(value);
}

/** What a credential is called that is one by its name alone; never the name itself, which is the record's. */
export function kindOfName(name: string): string {
  if (PASSWORD.test(name)) return 'password';
  return ['token', 'secret', 'credential'].find((word) => name.toLowerCase().includes(word)) ?? 'key';
}
