export interface Moment {
  /** Seconds since 1970 UTC: the double nearest to the text. */
  readonly seconds: number;
  readonly zoneAssumed: boolean;
}

/** ISO 8601 (`2026-11-20`, `2026-11-20T20:25:50.123456+01:00`, a space for the T) or seconds since 1970; null where it is neither. */
export function momentOf(text: string): Moment | null {
  const found = ISO.exec(text);
  if (found === null) return NUMBER.test(text) ? { seconds: Number(text), zoneAssumed: false } : null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const offset = zone === undefined || /^z$/i.test(zone) ? 0 : offsetOf(zone);
  const whole = date.getTime() / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset;
  return { seconds: withFraction(whole, fraction), zoneAssumed: zone === undefined };
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,20}))?)?)?\s?(Z|z|[-+]\d\d(?::?\d\d)?)?$/;
const NUMBER = /^[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/;

function offsetOf(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + (zone.length > 3 ? Number(zone.slice(-2)) * 60 : 0));
}

/** Adds decimals without a rounding of its own: the digits are read as one number. */
function withFraction(whole: number, fraction: string): number {
  if (fraction === '') return whole;
  return whole >= 0 ? Number(`${whole}.${fraction}`) : whole + Number(`0.${fraction}`);
}
