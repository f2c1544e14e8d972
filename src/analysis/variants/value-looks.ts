/** An absolute path (POSIX, Windows, home) or an address with a scheme. */
export function isPlace(text: string): boolean {
  return /^(\/|~\/|[A-Za-z]:[\\/]|\\\\|[a-z][a-z0-9+.-]{1,15}:\/\/|\.\.?[\\/])/.test(text);
}

/** `2026-11-20 20:27:51`, `20261120_202751`, `Nov20_20-27-51`, `2026-11-20`. */
const TIMESTAMP =
  /(^|[^0-9])(19|20)\d\d([-_./]?)(0[1-9]|1[0-2])\3(0[1-9]|[12]\d|3[01])([T _-]+([01]\d|2[0-3])[-_:.h]?[0-5]\d)?|(^|[^a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-_ ]?\d\d[-_ ]\d\d[-_:]\d\d/i;

export function hasTimestamp(text: string): boolean {
  return TIMESTAMP.test(text);
}

/** A time and little else. */
export function isTimestamp(text: string): boolean {
  return hasTimestamp(text) && text.length < 36 && !/[\\/]/.test(text);
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** A relative path of a file. */
export function isFile(text: string): boolean {
  return /^[^\s,;{}[\]()]+\/[^\s,;{}[\]()]*\.[a-z][a-z0-9]{1,9}$/i.test(text);
}

/** Hexadecimal digits with letters and figures mixed, as hashes have them. */
const HASH = /^(?:(?:sha\d*|md5|blake2b):)?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,128}$/i;

export function isIdentifier(text: string): boolean {
  return UUID.test(text) || HASH.test(text);
}

const GENERAL =
  /^(best|last|latest|final|model|models|checkpoint|ckpt|weights|pytorch_model|data|dataset|train|test|val|index|config|default|main|output|results?)([-_.]?\d*)?(\.[a-z0-9]{1,12})*$/i;

/** The end of a path or an address: what stays the same on another machine. One part, two where the last could be anybody's. */
export function placeEnd(text: string): string {
  const parts = text.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const last = parts.at(-1);
  if (last === undefined) return text;
  return GENERAL.test(last) && parts.length > 1 ? `${parts.at(-2)}/${last}` : last;
}

/** An object of a program: its address in memory is different in every process. */
export function isObjectAddress(text: string): boolean {
  return /\bat 0x[0-9a-f]{6,}/i.test(text);
}
