import { type NumberFormat, numberText } from './number.ts';

/** Seconds since 1970 as `2026-11-20 20:45:00 UTC`; a time that no calendar holds as null. */
export function utc(seconds: number | null): string | null {
  const iso = isoTime(seconds);
  return iso === null ? null : `${iso.slice(0, -1).replace('T', ' ')} UTC`;
}

/** ISO 8601 to the second: `2026-11-20T20:45:00Z`. */
export function isoTime(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12) return null;
  const text = new Date(Math.floor(seconds) * 1000).toISOString();
  return text.replace(/\.\d{3}Z$/, 'Z');
}

/** An ISO date or time for people: `2026-11-20 20:45 UTC`, `2026-11-20`. */
export function isoText(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(iso);
  if (parts === null) return iso;
  const [, day = '', minute, zone] = parts;
  if (minute === undefined) return day;
  if (zone !== undefined && zone !== 'Z') {
    const milliseconds = Date.parse(iso);
    if (Number.isFinite(milliseconds)) return isoText(new Date(milliseconds).toISOString());
  }
  return `${day} ${minute}${zone === undefined ? '' : ' UTC'}`;
}

/** One format for a column of seconds: three digits of the longest, and decimals enough, at most two, that the shortest is not zero. */
export function secondsFormat(values: readonly (number | null)[]): NumberFormat {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value) && value > 0);
  const longest = known.reduce((a, b) => Math.max(a, b), 0);
  const shortest = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const three = longest < 1 ? 3 : longest < 10 ? 2 : longest < 100 ? 1 : 0;
  return { kind: 'fixed', digits: Math.max(three, shortest < 0.1 ? 2 : shortest < 1 ? 1 : 0) };
}

/** `0.42 s`, `28.7 s`, `4 min 12 s`, `3 h 05 min`, `2 d 4 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '—';
  if (seconds < 0.0005) return '0 s';
  if (seconds < 99.95) return `${Number(seconds.toPrecision(3))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 2880) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The unit of a column that `clock` writes. */
export const CLOCK = 'h:mm:ss';

/** Seconds as they stand below each other in a column, to the second: `0:02:48`, `31:05:00`. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '—';
  const whole = Math.round(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** A duration in a column with such a unit and format. */
export function durationText(seconds: number, unit: string | null, format: NumberFormat | null): string {
  if (unit === 's' && format !== null) return numberText(seconds, format);
  return unit === CLOCK ? clock(seconds) : duration(seconds);
}
