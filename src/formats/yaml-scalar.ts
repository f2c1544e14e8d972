import { exactInteger, type Value } from '../model/value.ts';

/**
 * The value of a plain (unquoted) YAML scalar: null, true and false as YAML 1.2 has them, numbers as the writers of
 * records write them.
 *
 * PyYAML and OmegaConf write YAML 1.1, Go and JavaScript write 1.2. Where the two read a number differently, the text
 * stays: leading zeros (`017` is 15 in one, 17 in the other), `0o17`, `0b11`, `1:30`. Both `1e-3` (text to PyYAML) and
 * `1.0e+80` are numbers; an exponent too large for any number is none (`12e45678` is a commit), nor are yes, no, on and
 * off truth values: dumped files never hold them unquoted. `1_000` is an integer where the groups are thousands.
 */
export function plainScalar(text: string): Value {
  if (text.length > MAX_DIGITS) return text;
  const first = text.charCodeAt(0);
  // Letters other than n, t, f, i and their capitals begin no word or number.
  if (first >= 65 && WORD_STARTS.indexOf(text.charAt(0)) < 0) return text;
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (INTEGER.test(text)) return text.length < 16 ? Number(text) + 0 : exactInteger(BigInt(text.replace('+', '')));
  if (FLOAT.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  if (HEX.test(text)) return exactInteger(BigInt(text));
  if (THOUSANDS.test(text)) return exactInteger(BigInt(text.replaceAll('_', '').replace('+', '')));
  if (NAN.test(text)) return Number.NaN;
  if (INFINITY.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text;
}

/** No writer puts more digits into a number; what is longer is text. */
const MAX_DIGITS = 4300;
const WORD_STARTS = 'nNtTfF~';
const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]*|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const THOUSANDS = /^[-+]?[1-9][0-9]{0,2}(?:_[0-9]{3})+$/;
const NAN = /^\.(?:nan|NaN|NAN)$/;
const INFINITY = /^[-+]?\.(?:inf|Inf|INF)$/;
