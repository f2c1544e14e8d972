/** A credential in a text. Its value appears nowhere but in the text itself. */
export interface Secret {
  /** What it looks like: `Hugging Face token`. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** A shape that only credentials have. `d` in the pattern's flags gives the place of the group `secret`. */
const SHAPES: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['W&B key', /\b(?<secret>wandb_v1_[\w-]{20,200})/dg],
  ['W&B key', /wandb[\w .()-]{0,20}(?:key|login|token)[\w ("'=:.,-]{0,20}?(?<![0-9a-f])(?<secret>[0-9a-f]{40})(?![0-9a-f])/dgi],
  ['Hugging Face token', /\b(?<secret>hf_[A-Za-z0-9]{30,100})\b/dg],
  ['OpenAI or Anthropic key', /\b(?<secret>sk-(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])[\w-]{20,250})/dg],
  ['GitHub token', /\b(?<secret>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})/dg],
  ['GitLab token', /\b(?<secret>glpat-[\w-]{20,100})/dg],
  ['AWS access key', /\b(?<secret>(?:AKIA|ASIA)[A-Z0-9]{16})\b/dg],
  ['Google key', /\b(?<secret>AIza[\w-]{35}|ya29\.[\w-]{30,300}|GOCSPX-[\w-]{28})/dg],
  ['Slack token', /\b(?<secret>xox[abprs]-[\w-]{20,200})|hooks\.slack\.com\/services\/(?<address>[\w/]{20,100})/dg],
  ['Databricks token', /\b(?<secret>dapi[0-9a-f]{32})\b/dg],
  ['Replicate token', /\b(?<secret>r8_[A-Za-z0-9]{37})\b/dg],
  ['Groq key', /\b(?<secret>gsk_[A-Za-z0-9]{50,60})\b/dg],
  ['NVIDIA key', /\b(?<secret>nvapi-[\w-]{60,80})/dg],
  ['npm token', /\b(?<secret>npm_[A-Za-z0-9]{36})\b/dg],
  ['PyPI token', /\b(?<secret>pypi-AgEI[\w-]{40,300})/dg],
  ['Stripe key', /\b(?<secret>[sr]k_live_[A-Za-z0-9]{20,100})/dg],
  ['private key', /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<secret>[^-]{20,10000})/dg],
  ['signed token', /\b(?<secret>eyJ[\w-]{15,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000})/dg],
  ['Neptune token', /\b(?<secret>eyJhcGlfYWRkcmVzcyI6[\w+/=-]{40,1000})/dg],
  ['Kaggle key', /"username"\s{0,4}:\s{0,4}"[^"]{1,80}"\s{0,4},\s{0,4}"key"\s{0,4}:\s{0,4}"(?<secret>[0-9a-f]{32})"/dg],
  ['netrc password', /\bmachine\s{1,4}\S{1,200}\s{1,4}login\s{1,4}\S{1,200}\s{1,4}password\s{1,4}(?<secret>\S{4,200})/dg],
  ['password in an address', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"<>]{0,100}:(?<secret>[^\s/@'"<>]{3,200})@/dgi],
  ['signed address', /[?&;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=(?<secret>[\w%+/=-]{20,2000})/dgi],
  ['storage account key', /\bAccountKey=(?<secret>[\w+/=]{40,120})/dg],
];

const NAME =
  '(?:api[_-]?keys?|(?:secret|access|private)[_-]?(?:access[_-]?)?key|auth[_-]?key|tokens?|secrets?|passwords?|passwd|credentials?)';
/** `API_KEY=v`, `"api_key": "v"`, `--api-key v`, `password: v`: a name that says it, then a value. */
const NAMED = new RegExp(
  `(?<![A-Za-z0-9])(?<name>(?:--?)?(?:[A-Za-z0-9]{1,40}[_.-]){0,8}${NAME})(?:["'\\])]{0,3}\\s{0,3}[:=]\\s{0,3}|["']?\\s{0,3},?\\s{1,3}["']?)(?<quote>["']?)(?<secret>[^\\s"'<>(){}\\[\\],;|\\\\]{8,400})(?!\\()`,
  'dgi',
);
const NAME_ENDS = new RegExp(`(?:^|[_.\\s/-]|(?<=[a-z])(?=[A-Z]))${NAME}$`, 'i');
/** Tokens of language models, which are words and not credentials. */
const VOCABULARY =
  /(?:pad|eos|bos|unk|sep|cls|mask|special|stop|start|end|begin|image|audio|video|prefix|suffix|middle|num|max|min|per|n|first|last|next|new)[_.-]?tokens?$/i;
/** Stands for a value that is elsewhere, or for none. */
const PLACEHOLDER = /^(?:\$|<|\*|%|env[:.(]|os\.|none$|null$|true$|false$|your[_-]|change[_-]?me|example|redacted|hidden|x+$|\.+$|…)/i;

/** What documentation writes where a password would stand. */
const WORD_FOR_ONE = /^(?:pass(?:word|phrase)?|pw|pwd|secret|token|key|x+|\*+|\.+|…|\$.*)$/i;

/** Whether a string under this key is a credential by the key's last word: `api_key`, `token`, `secret`, `password`, `credential`. */
export function isSecretValue(key: string, value: string): boolean {
  return value.length >= 12 && NAME_ENDS.test(key) && !VOCABULARY.test(key) && !PLACEHOLDER.test(value) && !/\s/.test(value.trim());
}

/** Credentials in a text, in order. Hashes, ids and words of a vocabulary are none. */
export function findSecrets(text: string): Secret[] {
  if (text.length < 12) return [];
  const found: Secret[] = [];
  for (const [kind, pattern] of SHAPES) {
    for (const match of text.matchAll(pattern)) {
      const place = match.indices?.groups?.['secret'] ?? match.indices?.groups?.['address'];
      if (place !== undefined && !WORD_FOR_ONE.test(text.slice(...place))) found.push({ kind, start: place[0], end: place[1] });
    }
  }
  for (const match of text.matchAll(NAMED)) {
    const { name = '', secret = '', quote = '' } = match.groups ?? {};
    const place = match.indices?.groups?.['secret'];
    if (place !== undefined && namedSecret(name, secret, quote !== ''))
      found.push({ kind: `value of ${name}`, start: place[0], end: place[1] });
  }
  return withoutOverlaps(found);
}

/** In running text or code a name is weaker evidence than in a configuration: the value must look like no word and no path. */
function namedSecret(name: string, value: string, quoted: boolean): boolean {
  if (value.length < 12 || VOCABULARY.test(name) || PLACEHOLDER.test(value)) return false;
  if (/^passw/i.test(name.replace(/^.*[_.-]/, '')) && quoted) return true;
  if (/secret/i.test(name) && /^[A-Za-z0-9/+]{40}$/.test(value) && /\d/.test(value) && /[A-Z]/.test(value)) return true;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !/[/\\]|^[a-z_]+\.[a-z_.]+/i.test(value);
}

function withoutOverlaps(found: Secret[]): Secret[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return found.filter((secret) => {
    if (secret.start < end) return false;
    end = secret.end;
    return true;
  });
}

export const HELD_BACK = '[secret held back]';

/** The text with each credential replaced. */
export function withoutSecrets(text: string, secrets: readonly Secret[] = findSecrets(text)): string {
  let clean = '';
  let at = 0;
  for (const { start, end } of secrets) {
    clean += text.slice(at, start) + HELD_BACK;
    at = end;
  }
  return clean + text.slice(at);
}
