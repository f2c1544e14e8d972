import type { Laid } from '../analysis/over.ts';
import type { Phrase } from '../model/report/phrase.ts';
import { element, isolated } from './elements.ts';

const SHOWN = 8;

/** What the curves of the compared runs show, a line a run. `address` is the page that holds the runs' pages. */
export function healthLines(runs: readonly Laid[], address: string): HTMLElement[] {
  const told = runs.filter(({ file }) => file.health.length > 0);
  const lines = told.slice(0, SHOWN).map(({ file, label }) => {
    const link = element('a', '', isolated(label, 60));
    link.href = `${address}${encodeURIComponent(file.id)}/`;
    return element('p', 'caption', link, ...wordsOf(file.health));
  });
  const left = told.length - lines.length;
  return left === 0 ? lines : [...lines, element('p', 'caption', `And ${left} more of these runs; their pages say what.`)];
}

function wordsOf(phrase: Phrase): (Node | string)[] {
  return phrase.map((piece) => {
    if (typeof piece === 'string') return piece;
    return 'code' in piece ? element('code', '', isolated(piece.code, 60)) : '';
  });
}
