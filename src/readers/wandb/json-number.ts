/** What `scanNumber` found; one object is used again and again so that nothing is allocated for a point. */
export interface NumberScan {
  value: number;
  /** The text is an integer whose digits the number does not hold. */
  inexact: boolean;
}

export function numberScan(): NumberScan {
  return { value: 0, inexact: false };
}

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);
const MAX_POWER = 22;
/** Digits whose integer is exact, and how many more are taken beside them. */
const HIGH_DIGITS = 15;
const LOW_DIGITS = 4;

/**
 * Reads the JSON number that the bytes are, exactly as `Number` would; false where they are none. Of up to 19 digits and a
 * small exponent it is computed from the bytes; what that cannot decide, `Number` decides.
 */
export function scanNumber(bytes: Buffer, from: number, to: number, scan: NumberScan): boolean {
  const negative = bytes[from] === 45;
  const start = negative ? from + 1 : from;
  let at = start;
  let high = 0;
  let low = 0;
  let digits = 0;
  let point = -1;
  for (; at < to; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      if (digits < HIGH_DIGITS) {
        high = high * 10 + digit;
        if (high > 0) digits += 1;
      } else {
        if (digits < HIGH_DIGITS + LOW_DIGITS) low = low * 10 + digit;
        digits += 1;
      }
    } else if (digit === -2 && point < 0 && at > start) point = at;
    else break;
  }
  const wholeEnd = point < 0 ? at : point;
  if (wholeEnd === start || point === at - 1 || (bytes[start] === 48 && wholeEnd > start + 1)) return false;
  let power = point < 0 ? 0 : point + 1 - at;
  if (at < to) {
    const exponent = exponentOf(bytes, at, to);
    if (exponent !== exponent) return false;
    power += exponent;
  }
  const value = decimal(high, low, digits, power);
  scan.inexact = false;
  if (value === value) scan.value = negative ? -value : value;
  else scan.value = Number(bytes.toString('latin1', from, to));
  if (point < 0 && at === to && digits > HIGH_DIGITS && !Number.isSafeInteger(scan.value))
    scan.inexact = !Number.isFinite(scan.value) || BigInt(bytes.toString('latin1', from, to)) !== BigInt(scan.value);
  return true;
}

/** The number behind `e`, NaN where the bytes are no exponent. */
function exponentOf(bytes: Buffer, from: number, to: number): number {
  if (((bytes[from] as number) | 32) !== 101) return Number.NaN;
  const signed = bytes[from + 1] === 43 || bytes[from + 1] === 45;
  let exponent = 0;
  let at = signed ? from + 2 : from + 1;
  if (at >= to) return Number.NaN;
  for (; at < to; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    exponent = Math.min(exponent * 10 + digit, 9999);
  }
  return signed && bytes[from + 1] === 45 ? -exponent : exponent;
}

/** Splits a double into two of 26 bits (Veltkamp). */
const SPLITTER = 134217729;
/** Far above the relative error of the second term of the quotient, 2^-51. */
const DOUBT = 2 ** -49;

/**
 * The double nearest to `high`·10^k + `low` (the first 15 of `digits` digits, and k more), times 10^`power`; NaN where it is not
 * decided. Up to 15 digits: one rounding of exact operands (Clinger 1990). Up to 19: the digits as an exact sum of two doubles,
 * divided with its exact remainder (Dekker 1971); the sum of both terms of the quotient is right if no error could change it.
 */
function decimal(high: number, low: number, digits: number, power: number): number {
  if (power > MAX_POWER || power < -MAX_POWER || digits > HIGH_DIGITS + LOW_DIGITS) return Number.NaN;
  if (digits <= HIGH_DIGITS) return power < 0 ? high / (POWERS[-power] as number) : high * (POWERS[power] as number);
  if (power > 0) return Number.NaN;
  const scale = POWERS[digits - HIGH_DIGITS] as number;
  const product = high * scale;
  const sum = product + low;
  const rest = low - (sum - product) + productError(high, scale, product);
  if (power === 0) return sum + rest;
  const divisor = POWERS[-power] as number;
  const quotient = sum / divisor;
  const back = quotient * divisor;
  const second = (sum - back - productError(quotient, divisor, back) + rest) / divisor;
  const value = quotient + second * (1 + DOUBT);
  return value === quotient + second * (1 - DOUBT) ? value : Number.NaN;
}

/** a·b − product, exactly. */
function productError(a: number, b: number, product: number): number {
  const aWide = SPLITTER * a;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = SPLITTER * b;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
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
