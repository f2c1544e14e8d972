import type { Text } from './ast.ts';
import { fold } from './subject.ts';

/** Whether a folded text is the pattern, or (`inside`) holds it. `*` stands for any text, unless the pattern was quoted. */
export function textMatcher(pattern: Text, inside: boolean): (folded: string) => boolean {
  const wanted = fold(pattern.text);
  if (pattern.quoted || !wanted.includes('*')) return inside ? (text) => text.includes(wanted) : (text) => text === wanted;
  const parts = wanted.split('*');
  const first = inside ? '' : (parts[0] as string);
  const last = inside ? '' : (parts.at(-1) as string);
  const middle = (inside ? parts : parts.slice(1, -1)).filter((part) => part !== '');
  // Leftmost matches suffice, so each character is passed once; nothing here can run away.
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

/** The number that a text is, exact also beyond 2^53; null where it is none. */
export function numberOf(text: string): number | bigint | null {
  if (text.length > 400) return null;
  if (INTEGER.test(text)) return text.length < 16 ? Number(text) : BigInt(text.replace('+', ''));
  if (FLOAT.test(text)) return Number(text);
  const word = text.toLowerCase();
  if (word === 'nan') return Number.NaN;
  if (word === 'inf' || word === '+inf' || word === 'infinity') return Number.POSITIVE_INFINITY;
  return word === '-inf' || word === '-infinity' ? Number.NEGATIVE_INFINITY : null;
}

const INTEGER = /^[-+]?\d+$/;
const FLOAT = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
