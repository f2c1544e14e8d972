import { exactNumber } from '../../model/number.ts';
import { shortenMiddle } from '../../model/visible.ts';
import { isNumeric } from './canonical.ts';

const LENGTH = 32;

/** A canonical text in few characters: numbers with seven digits, programs' names by their last word, long texts with the middle left out. */
export function shortValue(text: string): string {
  if (isNumeric(text)) return /^-?\d+$/.test(text) ? text : exactNumber(Number(text)).replace('−', '-');
  const plain = /^[\w.]+\.[A-Z]\w+$/.test(text) ? (text.split('.').at(-1) as string) : text;
  return shortenMiddle(plain.replace(/\s+/g, ' '), LENGTH);
}
