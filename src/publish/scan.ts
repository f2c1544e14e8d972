import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { SiteError } from './error.ts';
import type { Inventory } from './manifest.ts';
import { findSecrets } from './secrets.ts';
import { NOTHING_UNCHANGED, type Unchanged } from './unchanged.ts';
import type { Fault } from './verify.ts';

/** Text that people or trackers wrote; scripts and style sheets are ours. */
const TEXT = /\.(html|json|ndjson|jsonl|csv|tsv|txt|md|tex|bib|xml|svg)$/;

/** The last look before the site is put in place: credentials that came through, whichever way. Never says what they are. */
export async function scanForSecrets(
  root: string,
  inventory: Inventory,
  unchanged: Unchanged = NOTHING_UNCHANGED,
  signal?: AbortSignal,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  let done = 0;
  for (const file of inventory.keys()) {
    if (!TEXT.test(file) || unchanged.files.has(file)) continue;
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    const plain = /\.(html|svg|xml)$/.test(file) ? decoded(text) : text;
    for (const { kind, start } of findSecrets(plain))
      faults.push({ file, what: `${kind}, in line ${plain.slice(0, start).split('\n').length}` });
    done += 1;
    if (done % 64 === 0) await setImmediate();
    signal?.throwIfAborted();
  }
  return faults;
}

function decoded(html: string): string {
  if (!html.includes('&')) return html;
  return html.replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

const NAMED = 20;

/** The findings in words, for exit code 4. */
export function secretsFound(faults: readonly Fault[]): SiteError {
  const named = faults.slice(0, NAMED).map(({ file, what }) => `  ${file}: ${what}`);
  const rest = faults.length > NAMED ? [`  and ${faults.length - NAMED} more`] : [];
  const head = 'The built site still holds what looks like a credential and was not put in place:';
  return new SiteError(
    [head, ...named, ...rest, 'Remove it from the journal or the record, and make it invalid where it was issued.'].join('\n'),
    4,
  );
}
