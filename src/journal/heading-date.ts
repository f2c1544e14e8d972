/** What the words of a heading or of a file's name say first: a day or a time, and the rest. */
export interface Dated {
  /** ISO 8601: `2026-11-20`, `2026-11-20T20:25`, with `Z` or an offset where the words say one. */
  readonly date: string | null;
  readonly rest: string;
}

const START = /^(\d{4})-(\d\d)-(\d\d)(?:[T ,]+(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?)?(?![\p{L}\p{N}])/u;

/** Reads `2026-11-20 20:25 Learning rate`. A day that no calendar has is words, not a date. */
export function datedWords(words: string): Dated {
  const text = words.trim();
  const found = START.exec(text);
  const date = found === null ? null : isoDate(found);
  if (found === null || date === null) return { date: null, rest: text };
  return { date, rest: text.slice(found[0].length).replace(/^[\s:,–—·-]+/, '') };
}

function isoDate([, year, month, day, hour, minute, second, zone]: RegExpExecArray): string | null {
  const at = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (!Number.isFinite(at.getTime()) || at.getUTCDate() !== Number(day)) return null;
  const whole = `${year}-${month}-${day}`;
  if (hour === undefined) return whole;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return null;
  const offset = zone === undefined ? '' : zone === 'UTC' || zone === 'Z' ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  return `${whole}T${hour}:${minute}${second === undefined ? '' : `:${second}`}${offset}`;
}
