import { isMap, type Value } from '../../model/value.ts';
import { pythonLiteral } from './python-literal.ts';

/**
 * The canonical text of a configuration value: values that mean the same have the same text, whatever a tracker made of
 * them. `1e-3`, `0.001` and `"0.001"` are `0.001`; `2.0` is `2`; `"True"` is `true`; `"None"` and null are `null`
 * (trackers that keep text store None so; a key that is missing altogether has no text at all, which is something else);
 * tuples and lists, also as Python writes them into text, are `[1, 2]`; integers keep every digit. Text is composed
 * (NFC); the empty text is `""`.
 */
export function canonical(value: Value): string {
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'bigint') return canonicalInteger(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isMap(value)) {
    const parts = Object.keys(value)
      .sort()
      .map((key) => `${key}: ${nested(value[key] as Value)}`);
    return `{${parts.join(', ')}}`;
  }
  return `[${value.map(nested).join(', ')}]`;
}

/** Inside lists and maps, text that holds their punctuation is quoted, so that different values stay different. */
function nested(value: Value): string {
  const text = canonical(value);
  return typeof value === 'string' && /[,:[\]{}"]/.test(text) && text !== '""' && text === value.normalize('NFC')
    ? JSON.stringify(text)
    : text;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** `128, 64,32`: numbers with commas are a list, with brackets or without. */
const NUMBERS = /^\s*[+-]?[\d.]+(?:[eE][+-]?\d+)?(?:\s*,\s*[+-]?[\d.]+(?:[eE][+-]?\d+)?)+\s*$/;
/** Identifiers are written so, and stay text. */
const LEADING_ZERO = /^[+-]?0\d/;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['TRUE', 'true'],
  ['true', 'true'],
  ['False', 'false'],
  ['FALSE', 'false'],
  ['false', 'false'],
  ['None', 'null'],
  ['null', 'null'],
  ['nan', 'NaN'],
  ['NaN', 'NaN'],
  ['inf', 'Infinity'],
  ['Infinity', 'Infinity'],
  ['-inf', '-Infinity'],
  ['-Infinity', '-Infinity'],
  ['', '""'],
]);

function canonicalText(text: string): string {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  // Digits, signs and the point; then brackets.
  if (first < 58 && text.length < 400 && NUMBER.test(text) && !LEADING_ZERO.test(text)) {
    const number = Number(text);
    if (/^[+-]?\d+$/.test(text)) return canonicalInteger(BigInt(text));
    if (Number.isFinite(number)) return canonicalNumber(number);
  }
  if (first === 40 || first === 91 || first === 123) {
    const literal = pythonLiteral(text);
    if (literal !== undefined) return canonical(literal);
  }
  if (text.length < 400 && NUMBERS.test(text)) return canonical(text.split(',').map((part) => part.trim()));
  return text.normalize('NFC');
}

function canonicalNumber(value: number): string {
  if (value === 0) return '0';
  return Number.isInteger(value) && Math.abs(value) >= 1e21 && Math.abs(value) < WRITTEN_OUT ? BigInt(value).toString() : String(value);
}

/** Integers below are written with all their digits, those of a float too, so that 2e30 and its 31 digits are one value. */
const WRITTEN_OUT = 1e60;

function canonicalInteger(value: bigint): string {
  const number = Number(value);
  return Number.isFinite(number) && BigInt(number) === value ? canonicalNumber(number) : value.toString();
}

/** Whether a canonical text is a number. */
export function isNumeric(text: string): boolean {
  return NUMBER.test(text) || text === 'NaN' || text === 'Infinity' || text === '-Infinity';
}
