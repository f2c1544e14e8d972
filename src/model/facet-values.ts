import { show } from './show.ts';
import { isMap, type Value } from './value.ts';

/** Longer texts are nothing to choose by. */
const LONGEST = 400;

/**
 * The values of a cell among which a reader can choose, each as text that a query can name: the items of a list of tags, a
 * plain value by itself. null stands for a run without one; undefined for what cannot be chosen by (maps, lists, texts of
 * several lines).
 */
export function facetTexts(kind: string, cell: Value | undefined): readonly (string | null)[] | undefined {
  if (cell === undefined || cell === null || cell === '') return [null];
  if (kind === 'tags' && Array.isArray(cell)) return cell.length === 0 ? [null] : [...new Set(cell.flatMap((item) => plain(item) ?? []))];
  const text = Array.isArray(cell) || isMap(cell) ? undefined : plain(cell as Value);
  return text === undefined ? undefined : [text];
}

function plain(value: Value): string | undefined {
  const text = typeof value === 'number' ? String(value) : show(value);
  return text === '' || text.length > LONGEST || UNTYPABLE.test(text) ? undefined : text;
}

/** What a line of input cannot hold. */
const UNTYPABLE = /[\p{Cc}\u2028\u2029]/u;

interface Counted {
  readonly label: string | null;
  readonly runs: number;
}

/** The most frequent first, runs without a value last; equal ones by their text, numbers as numbers. */
export function byRuns(a: Counted, b: Counted): number {
  if (a.label === null || b.label === null) return a.label === b.label ? 0 : a.label === null ? 1 : -1;
  return b.runs - a.runs || a.label.localeCompare(b.label, 'en', { numeric: true });
}
