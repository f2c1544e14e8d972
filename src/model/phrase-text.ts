import type { Phrase } from './report/phrase.ts';

/** A phrase as plain text, for what cannot hold markup. */
export function phraseText(phrase: Phrase): string {
  return phrase.map(pieceText).join('');
}

function pieceText(piece: Phrase[number]): string {
  if (typeof piece === 'string') return piece;
  if ('name' in piece) return piece.name;
  if ('code' in piece) return piece.code;
  return 'strong' in piece ? piece.strong : piece.run.name;
}
