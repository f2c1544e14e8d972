import { fixedText } from './rounding.ts';

/** How the numbers of one column are written, so that they can be read down the column. */
export interface NumberFormat {
  readonly kind: 'integer' | 'fixed' | 'significant';
  /** Decimals of `fixed`, significant digits of `significant`. */
  readonly digits: number;
}

const INTEGER: NumberFormat = { kind: 'integer', digits: 0 };
const FOUR: NumberFormat = { kind: 'significant', digits: 4 };

/**
 * One format for all numbers of a column, with as many decimals as `spreadFormat` gives it, less those that are zero in
 * every one of them: they would say nothing.
 */
export function columnFormat(values: readonly number[], bits: 32 | 64 = 64): NumberFormat {
  const format = spreadFormat(values, bits);
  return format.kind === 'fixed' ? { kind: 'fixed', digits: decimalsIn(values, format.digits) } : format;
}

/** The decimals of so many that are not zero in at least one of the values. */
function decimalsIn(values: readonly number[], most: number): number {
  let needed = 0;
  for (const value of values) {
    if (needed === most) break;
    if (!Number.isFinite(value)) continue;
    const decimals = /\.(\d*[1-9])0*$/.exec(fixedText(value, most))?.[1] ?? '';
    needed = Math.max(needed, decimals.length);
  }
  return needed;
}

/**
 * One format for numbers computed from a column, such as means: the spread of the finite values gets four digits, the
 * largest value no more than seven (float32) or nine. Where that would hide the smallest value, or where all are below
 * 1e-4, four significant digits each.
 */
export function spreadFormat(values: Iterable<number>, bits: 32 | 64 = 64): NumberFormat {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let smallest = Number.POSITIVE_INFINITY;
  let integers = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value !== 0) smallest = Math.min(smallest, Math.abs(value));
    integers &&= Number.isInteger(value);
  }
  if (low > high) return FOUR;
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (integers) return largest < 1e12 ? INTEGER : FOUR;
  const spread = high - low > 0 ? high - low : largest;
  const most = (bits === 32 ? 6 : 8) - magnitude(largest);
  const digits = Math.max(0, Math.min(3 - magnitude(spread), most));
  if (digits > 12 || largest < 1e-4 || smallest < 10 ** (1 - digits) || largest >= 1e9) return FOUR;
  return { kind: 'fixed', digits };
}

/** From here on every number of a column of significant digits has its power of ten, integers too: `5.702e8` above `−1.237e9`. */
const LARGE = 1e6;

/** A number in the format of its column; NaN and infinities as such, a true minus sign. */
export function numberText(value: number, format: NumberFormat): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (format.kind === 'significant') return Math.abs(value) < LARGE ? shortNumber(value, format.digits) : powerOfTen(value, format.digits);
  return minus(grouped(fixedText(value, format.digits)));
}

/** With its sign, also above zero; what is written as zero has none. */
export function signedText(value: number, format: NumberFormat): string {
  const text = numberText(value, format);
  const zero = Number.isFinite(value) && !/[1-9]/.test(text.replace(/e.*$/, ''));
  return zero ? text.replace('−', '') : value > 0 ? `+${text}` : text;
}

/** A number standing alone: four significant digits, no trailing zeros. */
export function shortNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return minus(grouped(String(value)));
  if (size >= 1e9 || size < 1e-4) return powerOfTen(value, digits);
  if (size >= 10 ** digits) return minus(grouped(String(Math.round(value))));
  return minus(grouped(String(Number(value.toPrecision(digits)))));
}

function powerOfTen(value: number, digits: number): string {
  return minus(
    value
      .toExponential(digits - 1)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e'),
  );
}

/** Below this people write `3e-5`. */
const SMALL = 1e-4;

/** A configured number: as short as it can be without another meaning; integers keep every digit. */
export function exactNumber(value: number | bigint): string {
  if (typeof value === 'bigint') return value.toString();
  if (!Number.isFinite(value)) return notFinite(value);
  if (Number.isInteger(value)) return String(value);
  const digits = String(value)
    .replace(/e.*$|[-.]/g, '')
    .replace(/^0+/, '').length;
  const short = digits <= 9 ? value : Number(value.toPrecision(7));
  return Math.abs(short) < SMALL ? short.toExponential() : String(short);
}

/** `1,200`. */
export function count(value: number): string {
  return grouped(String(value));
}

/** `1 run`, `1,200 runs`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Of a confidence interval: `95 %`, `99.5 %`. */
export function levelText(level: number): string {
  return `${Number((100 * level).toPrecision(4))} %`;
}

function magnitude(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log10(value));
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}

function grouped(text: string): string {
  const [whole = '', rest] = text.split('.');
  const spaced = whole.replace(/(\d)(?=(?:\d{3})+$)/g, '$1,');
  return rest === undefined ? spaced : `${spaced}.${rest}`;
}

function minus(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}
