import { type Identities, NOBODY } from './identities.ts';
import { impersonal } from './private-text.ts';
import { hintsIn } from './secret-hints.ts';
import { findSecrets } from './secrets.ts';

/**
 * Short texts that were looked through under the same rules and stay as they are, and whether they hold a word that rules
 * need: runs repeat each other.
 */
export type Harmless = Map<string, boolean>;

/** Characters of a text that is kept, and how many are. */
export const SHORT = 100;
export const MOST_HARMLESS = 100_000;

/** Texts that are looked at together. */
const LOT = 64;

/**
 * Notes which of very many short texts hold nothing that any rule looks for. Looked at lot by lot they take a fraction of
 * the time; those of a lot that holds anything are left to whoever looks at each.
 */
export function learnHarmless(texts: readonly string[], { logins, words }: Identities, harmless: Harmless): void {
  const short = texts.filter((text) => text.length <= SHORT && !text.includes('\n'));
  for (let at = 0; at < short.length && harmless.size < MOST_HARMLESS; at += LOT) {
    const lot = short.slice(at, at + LOT);
    const all = lot.join('\n');
    if (holdsSecret(all) || impersonal(all, { ...NOBODY, words }) !== all || (logins.size > 0 && names(all, logins))) continue;
    for (const text of lot) harmless.set(text, false);
  }
}

/** Those of very many texts in which a credential may stand. */
export function suspicious(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < texts.length; at += LOT) {
    const lot = texts.slice(at, at + LOT);
    if (holdsSecret(lot.join('\n'))) found.push(...lot);
  }
  return found;
}

/** No rule looks beyond the end of a line, so that none finds in all what it finds in no line. */
function holdsSecret(lines: string): boolean {
  return lines.includes('@') || hintsIn(lines) !== null || findSecrets(lines, null).length > 0;
}

function names(lines: string, logins: Identities['logins']): boolean {
  return lines.split(/[\\/\n]/).some((part) => logins.has(part));
}
