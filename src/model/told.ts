import { count, counted } from './number.ts';
import type { Differences, FactPart, Told } from './report/compare.ts';

/** A fact as a reader sees it; an empty text is told from none. */
export function toldText(told: Told): string {
  return typeof told === 'string' ? (told === '' ? '""' : told) : told[0];
}

/** Numbers are set to the right. */
export function isNumeric(told: Told | null): boolean {
  return told === null || (typeof told !== 'string' && /^[-−]?[\d.]+(e[+-]?\d+)?$|^NaN$|^[-−]?∞$/.test(told[0]));
}

/** The headings under which differences stand. */
export const PART_TITLE: Readonly<Record<FactPart, string>> = {
  config: 'Configuration',
  data: 'Data',
  code: 'Code',
  environment: 'Environment',
  packages: 'Packages',
};

/** How many keys are equal in all of so many runs that record them. */
export function sameText({ part, same, silent }: Pick<Differences, 'part' | 'same' | 'silent'>, runs: number): string {
  const [keys, speaking] = [`${PART_TITLE[part]}: ${counted(same.length, 'key')}`, runs - silent];
  if (runs === 1) return keys;
  if (speaking === 1) return `${keys} in the one run that records ${same.length === 1 ? 'it' : 'them'}`;
  const all = silent === 0 ? 'all' : `the ${count(speaking)} runs that record ${same.length === 1 ? 'it' : 'them'}`;
  return `${keys} ${same.length === 1 ? 'is' : 'are'} the same in ${all}`;
}

/** Which runs say nothing of a part, where `sameText` has not told it; null where it has or all of them say something. */
export function silentText({ part, same, silent }: Pick<Differences, 'part' | 'same' | 'silent'>, runs: number): string | null {
  if (silent === 0 || silent === runs || same.length > 0) return null;
  return `${PART_TITLE[part]}: ${silent === 1 ? 'one run has' : `${count(silent)} runs have`} no record of it.`;
}

/** Of parts, in lower case, that no compared run records. */
export function unrecordedText(parts: readonly string[]): string {
  return `Not recorded in any of them: ${parts.join(', ')}; a difference there would not be seen.`;
}
