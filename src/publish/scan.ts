import { sha256 } from '../model/hash.ts';
import { SiteError } from './error.ts';
import type { Needles } from './open.ts';
import { hintsIn } from './secret-hints.ts';
import { presetSecrets } from './secretlint.ts';
import { findSecrets, type Secret } from './secrets.ts';
import type { Fault } from './verify.ts';
import { findWords } from './words.ts';

const NAMED = 20;

/** Text that people or trackers wrote; scripts and style sheets are ours. */
const TEXT = /\.(html|json|ndjson|jsonl|csv|tsv|txt|md|tex|bib|xml|svg)$/;

export function isScanned(file: string): boolean {
  return TEXT.test(file);
}

/**
 * The last look before a site is put in place, at the text of one file: credentials that came through, whichever way, and
 * what the records hold of people and machines and was held back. Never says what they are. A file that is `known` is looked
 * through for what records hold alone, for that may have become more.
 */
export function lookoutFor(needles: Needles): (file: string, text: string, known?: boolean) => Promise<Fault[]> {
  const words = new Map([
    ...[...needles.words].map((word) => [word, 'a login, a host or an e-mail address of a record'] as const),
    ...[...needles.secrets].map((word) => [word, 'a credential of a record'] as const),
  ]);
  return async (file, text, known = false) => {
    const plain = /\.(html|svg|xml)$/.test(file) ? decoded(text) : text;
    const found: Secret[] = findWords(plain, words).map(({ word, start, end }) => ({ kind: words.get(word) ?? '', start, end }));
    if (!known) {
      const hints = hintsIn(plain);
      const secrets = [...findSecrets(plain, hints), ...(await presetSecrets(plain, hints))];
      found.push(...secrets.filter(({ start, end }) => !needles.allow.has(sha256(plain.slice(start, end)))));
    }
    return found.slice(0, NAMED).map(({ kind, start, end }) => ({
      file,
      what: `${kind}, in line ${plain.slice(0, start).split('\n').length}${hashText(plain.slice(start, end), words)}`,
    }));
  };
}

/** What `publish: allow` takes. Of short texts, and of who made a record, a hash would give the text away to who tries them all. */
function hashText(value: string, words: ReadonlyMap<string, unknown>): string {
  return value.length < 20 || words.has(value) ? '' : `, sha256 ${sha256(value)}`;
}

function decoded(html: string): string {
  if (!html.includes('&')) return html;
  return html.replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** The findings in words, for exit code 4. */
export function foundInSite(faults: readonly Fault[]): SiteError {
  const named = faults.slice(0, NAMED).map(({ file, what }) => `  ${file}: ${what}`);
  const rest = faults.length > NAMED ? [`  and ${faults.length - NAMED} more`] : [];
  const head = 'The built site still holds what looks like a credential or tells who made a record, and was not put in place:';
  return new SiteError(
    [
      head,
      ...named,
      ...rest,
      'Remove it from the journal or the record; make a credential invalid where it was issued. What a site may tell is said under `publish:`; what is no credential, under `publish: { allow: [sha256] }` in site.yaml.',
    ].join('\n'),
    4,
  );
}
