/** A point in time; `assumed`: the storage gave a clock's time without zone, which was taken for UTC. */
export interface Stamp {
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly assumed: boolean;
}

const STAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d(?::?\d\d)?)?$/;

/**
 * Reads `2026-11-20 20:37:04.311530` (database) and `2026-11-20T20:37:04.311530+00:00` (journal). Up to Optuna 4 a time
 * is the worker's own clock and has no zone; from 5 on a database holds UTC, also without saying so (`utc`).
 */
export function stampOf(text: string, utc: boolean): Stamp | undefined {
  const found = STAMP.exec(text);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = found[7] === undefined ? 0 : Number(`0.${found[7]}`);
  const zone = found[8];
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - (zone === undefined ? 0 : offsetOf(zone)) + fraction;
  return { seconds, assumed: zone === undefined && !utc };
}

/** Seconds east of Greenwich. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replaceAll(':', '');
  const [hours, minutes, seconds] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [number, number, number];
  return (zone[0] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}
