/**
 * The span of time that a date means, as seconds since 1970: `2026`, `2026-11`, `2026-11-20`, `2026-11-20T20:45`,
 * `…:30`, with `Z` or an offset; UTC where none is given. `to` is the first moment after it. null: no date.
 */
export function timeSpan(text: string): { readonly from: number; readonly to: number } | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, zone] = found;
  const offset = zone === undefined || zone === 'Z' || zone === 'z' ? 0 : zoneSeconds(zone);
  const start = moment(Number(year), Number(month ?? 1), Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  if (start === null) return null;
  const from = start - offset;
  if (second !== undefined) return { from, to: second.includes('.') ? from + 0.001 : from + 1 };
  if (minute !== undefined) return { from, to: from + 60 };
  if (day !== undefined) return { from, to: from + 86_400 };
  const next = month === undefined ? Date.UTC(Number(year) + 1, 0, 1) : Date.UTC(Number(year), Number(month), 1);
  return { from, to: next / 1000 };
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt](\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?(Z|z|[-+]\d\d:?\d\d)?)?)?)?$/;

function moment(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, 0));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 61;
  return exists && year >= 1000 ? date.getTime() / 1000 + second : null;
}

function zoneSeconds(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60);
}
