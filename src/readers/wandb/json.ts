import { JsonError, parseJson } from '../../formats/json.ts';
import { type Diagnostic, diagnostic, type Place } from '../../model/diagnostic.ts';
import type { Value } from '../../model/value.ts';

/** Where the diagnostics of one file go. */
export interface Told {
  readonly path: string;
  readonly report: (diagnostic: Diagnostic) => void;
  /** What is told once for each thing that it is about. */
  readonly once: Set<string>;
  /** Of the record that is being read; undefined outside of one. */
  offset: number | undefined;
}

function placeOf({ path, offset }: Told): Place {
  return offset === undefined ? { path } : { path, offset };
}

export function told(path: string, report: (diagnostic: Diagnostic) => void): Told {
  return { path, report, once: new Set(), offset: undefined };
}

/** The value of a JSON text of the log; undefined, with a diagnostic the first time for each key, where it is none. */
export function jsonValue(text: string, key: string, to: Told): Value | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (!to.once.has(`json ${key}`)) {
      const args = { format: 'W&B log', key, text: text.slice(0, 80), wanted: 'JSON' };
      to.report(diagnostic('bad-value', placeOf(to), args));
    }
    to.once.add(`json ${key}`);
    return undefined;
  }
}

/** A value in the place of a metric as a number (W&B also writes `"NaN"` and `"Infinity"` as text), null for anything else. */
export function metricNumber(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value === 'NaN' ? Number.NaN : value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : null;
}

/** The empty key is told once. */
export function tellEmpty(path: readonly string[], shown: string, to: Told): void {
  if (path.length !== 1 || path[0] !== '' || to.once.has('empty')) return;
  to.once.add('empty');
  to.report(diagnostic('empty-name', placeOf(to), { shown }));
}

/** A value that is inexact as a number is told once for each series. */
export function tellInexact(name: string, to: Told): void {
  if (to.once.has(`integer ${name}`)) return;
  to.once.add(`integer ${name}`);
  to.report(diagnostic('integer-precision', placeOf(to), { what: `a value of ${name}` }));
}
