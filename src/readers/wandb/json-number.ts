/** What `scanNumber` found; one object is used again and again so that nothing is allocated for a point. */
export interface NumberScan {
  value: number;
  /** The text is an integer whose digits the number does not hold. */
  inexact: boolean;
}

export function numberScan(): NumberScan {
  return { value: 0, inexact: false };
}

const LETTER_E = 101;
const POWERS = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);
/** Digits beyond which an integer may not fit 53 bits. */
const SAFE_DIGITS = 15;

/**
 * Reads the JSON number that the bytes are, exactly as `Number` would; false where they are none. Up to 15 digits are
 * taken as they stand (an exact integer, divided once by an exact power of ten, is rounded once: Clinger's fast path).
 */
export function scanNumber(bytes: Buffer, from: number, to: number, scan: NumberScan): boolean {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative) at += 1;
  let digits = 0;
  let mantissa = 0;
  let fraction = 0;
  let byte = at < to ? (bytes[at] as number) : 0;
  const first = byte;
  const integerFrom = at;
  while (byte >= 48 && byte <= 57) {
    mantissa = mantissa * 10 + (byte - 48);
    at += 1;
    byte = at < to ? (bytes[at] as number) : 0;
  }
  digits = at - integerFrom;
  if (digits === 0 || (first === 48 && digits > 1)) return false;
  let whole = true;
  if (byte === 46) {
    whole = false;
    at += 1;
    const fractionFrom = at;
    byte = at < to ? (bytes[at] as number) : 0;
    while (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48);
      at += 1;
      byte = at < to ? (bytes[at] as number) : 0;
    }
    fraction = at - fractionFrom;
    if (fraction === 0) return false;
    digits += fraction;
  }
  let plain = digits <= SAFE_DIGITS;
  if (at < to) {
    at = exponentEnd(bytes, at, to);
    if (at !== to) return false;
    plain = false;
    whole = false;
  }
  scan.inexact = false;
  if (plain) {
    const value = mantissa / (POWERS[fraction] as number);
    scan.value = negative ? -value : value;
    return true;
  }
  const lexeme = bytes.toString('latin1', from, to);
  scan.value = Number(lexeme);
  if (whole && !Number.isSafeInteger(scan.value)) scan.inexact = !Number.isFinite(scan.value) || BigInt(lexeme) !== BigInt(scan.value);
  return true;
}

/** The place behind `e+12`, or `from` where there is no exponent. */
function exponentEnd(bytes: Buffer, from: number, to: number): number {
  if (((bytes[from] as number) | 32) !== LETTER_E) return from;
  let at = from + 1;
  if (bytes[at] === 43 || bytes[at] === 45) at += 1;
  const digitsFrom = at;
  while (at < to && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1;
  return at === digitsFrom ? from : at;
}

/** Reads a number in the place of a metric, `NaN` and `Infinity` with or without quotes included. */
export function readNumber(bytes: Buffer, from: number, to: number, scan: NumberScan): boolean {
  if (scanNumber(bytes, from, to, scan)) return true;
  const length = to - from;
  if (length < 3 || length > 11) return false;
  const first = bytes[from];
  if (first !== 0x22 && first !== 0x4e && first !== 0x49 && first !== 0x2d) return false;
  const word = bytes.toString('latin1', from, to);
  const bare = first === 0x22 && bytes[to - 1] === 0x22 ? word.slice(1, -1) : word;
  if (bare !== 'NaN' && bare !== 'Infinity' && bare !== '-Infinity') return false;
  scan.value = Number(bare);
  scan.inexact = false;
  return true;
}
