import type { NumberFormat } from './number.ts';

/**
 * A format for numbers that stand with their spread: the typical (median) spread gets two significant digits, the
 * smallest at least one. `otherwise` where there is no spread, or where so many decimals could not be read.
 */
export function roundingOf(spreads: readonly number[], values: readonly number[], otherwise: NumberFormat): NumberFormat {
  const known = spreads.filter((spread) => Number.isFinite(spread) && spread > 0).sort((a, b) => a - b);
  const [smallest] = known;
  const typical = known[Math.floor((known.length - 1) / 2)];
  if (smallest === undefined || typical === undefined) return otherwise;
  const digits = Math.max(0, 1 - magnitude(typical), Math.min(-magnitude(smallest), 3 - magnitude(typical)));
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (digits > 12 || largest >= 1e9 || digits + Math.max(0, magnitude(largest)) > 14) return otherwise;
  return { kind: 'fixed', digits };
}

function magnitude(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log10(value));
}

/**
 * A finite number with so many decimals, rounded half to even on its shortest decimal text (so that 1.005 is the
 * number that is read, not its binary neighbour); never a negative zero.
 */
export function fixedText(value: number, decimals: number): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (whole === '') return value.toFixed(decimals);
  const places = fraction.length - Number(exponent);
  let digits = BigInt(whole + fraction);
  if (places < decimals) digits *= 10n ** BigInt(decimals - places);
  if (places > decimals) digits = halfToEven(digits, 10n ** BigInt(places - decimals));
  const text = digits.toString().padStart(decimals + 1, '0');
  const rounded = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  return digits === 0n ? rounded : `${sign}${rounded}`;
}

function halfToEven(digits: bigint, unit: bigint): bigint {
  const [whole, rest] = [digits / unit, digits % unit];
  const twice = rest * 2n;
  return twice > unit || (twice === unit && whole % 2n === 1n) ? whole + 1n : whole;
}
