import type { FactPart, Told } from './report/compare.ts';

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
