import { type Hints, hintsIn, holdsOne } from './secret-hints.ts';
import { isNamedSecret, kindOfName, NAMED, NAMED_NEEDS, standsForOne } from './secret-names.ts';
import { SHAPES } from './secret-shapes.ts';

/** A credential in a text. Its value appears nowhere but in the text itself. */
export interface Secret {
  /** What it looks like: `Hugging Face token`. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** Stands where a credential stood. */
export function mark(kind: string): string {
  return `[redacted: ${kind}]`;
}

/** Credentials in a text, in order, also where base64 or the escapes of an address hide them. Hashes, ids and words of a vocabulary are none. */
export function findSecrets(text: string, hints?: Hints): Secret[] {
  if (text.length < 8 || DIGEST.test(text)) return [];
  const plain = findPlain(text, hints === undefined ? hintsIn(text) : hints);
  const encoded = findEncoded(text);
  return plain.length + encoded.length === 0 ? [] : withoutOverlaps([...plain, ...encoded]);
}

/** A digest or an id; of no shape, and there are many. */
const DIGEST = /^(?:[a-z0-9]{3,8}:)?[0-9a-f-]{8,128}$/;

function findPlain(text: string, hints: Hints): Secret[] {
  if (hints === null) return [];
  const found: Secret[] = [];
  for (const { kind, pattern, needs } of SHAPES) {
    if (!needs.every((words) => holdsOne(hints, words))) continue;
    for (const match of text.matchAll(pattern)) {
      const place = match.indices?.groups?.['secret'];
      if (place !== undefined && !standsForOne(text.slice(...place))) found.push({ kind, start: place[0], end: place[1] });
    }
  }
  if (!holdsOne(hints, NAMED_NEEDS)) return found;
  for (const match of text.matchAll(NAMED)) {
    const { name = '', secret = '', quote = '' } = match.groups ?? {};
    const place = match.indices?.groups?.['secret'];
    if (place === undefined || !isNamedSecret(name, secret, quote !== '') || inMark(text, match.index)) continue;
    found.push({ kind: kindOfName(name), start: place[0], end: place[1] });
  }
  return found;
}

/** The words of a mark name what was there and are followed by anything. */
function inMark(text: string, at: number): boolean {
  const open = text.lastIndexOf('[redacted: ', at);
  return open >= 0 && at - open < 60 && !text.slice(open, at).includes(']');
}

const BASE64 = /(?<![\w+/=-])(?:[A-Za-z0-9+/]{24,8000}|[A-Za-z0-9_-]{24,8000})={0,2}(?![\w+/=-])/y;
const SHORTEST = 24;
const ESCAPED = /[^\s"'<>&?]{0,400}%[0-9A-Fa-f]{2}[^\s"'<>&?]{0,2000}/g;
const PRINTABLE = /^[\t\n\r\x20-\x7e]{12,}$/;

/** One layer is decoded; then the whole of it is held back. */
function findEncoded(text: string): Secret[] {
  const found: Secret[] = [];
  const note = (match: RegExpExecArray, decoded: string) => {
    const [inner] = findPlain(decoded, hintsIn(decoded));
    if (inner !== undefined) found.push({ kind: inner.kind, start: match.index, end: match.index + match[0].length });
  };
  for (const match of base64(text)) {
    const decoded = Buffer.from(match[0], 'base64').toString('latin1');
    if (PRINTABLE.test(decoded)) note(match, decoded);
  }
  for (const match of escaped(text)) {
    const decoded = match[0].replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded !== match[0]) note(match, decoded);
  }
  return found;
}

/** All that `BASE64` matches. Of so long a stretch every 24th character is one, so that the others need not be looked at. */
function* base64(text: string): Generator<RegExpExecArray> {
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start -= 1;
    while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
    BASE64.lastIndex = start;
    const match = at - start < SHORTEST ? null : BASE64.exec(text);
    if (match !== null) yield match;
  }
}

/** A digit of base64 in either spelling: `[\w+/-]`. */
function isDigit(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 47 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || code === 45 || code === 43
  );
}

/** All that `ESCAPED` matches. It begins at most 400 characters before an escape, so that nothing else need be tried. */
function* escaped(text: string): Generator<RegExpExecArray> {
  if (!text.includes('%')) return;
  const octet = /%[0-9A-Fa-f]{2}/g;
  const pattern = new RegExp(ESCAPED);
  for (let next = octet.exec(text); next !== null; next = octet.exec(text)) {
    pattern.lastIndex = Math.max(pattern.lastIndex, next.index - 400);
    const match = pattern.exec(text);
    if (match === null) return;
    yield match;
    octet.lastIndex = Math.max(pattern.lastIndex, next.index + 3);
  }
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

/** The text with each credential replaced by a mark that says what it was. */
export function withoutSecrets(text: string, secrets: readonly Secret[] = findSecrets(text)): string {
  let clean = '';
  let at = 0;
  for (const { kind, start, end } of secrets) {
    clean += text.slice(at, start) + mark(kind);
    at = end;
  }
  return clean + text.slice(at);
}
