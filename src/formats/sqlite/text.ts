import type { Header } from './header.ts';

/** Decodes the text of one database; the same short words are decoded once. */
export interface TextDecoding {
  text(bytes: Buffer, start: number, end: number): string;
  /** Texts that were not in the database's encoding, and were read as Latin-1 or with marks for what is missing. */
  readonly odd: () => number;
}

const SLOTS = 1 << 14;
const LONGEST = 128;

export function textDecoding(encoding: Header['encoding']): TextDecoding {
  const known: { readonly bytes: Buffer; readonly text: string }[] = new Array(SLOTS);
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  let odd = 0;

  function decode(bytes: Buffer, start: number, end: number): string {
    if (encoding === 'utf-8') {
      const text = bytes.toString('utf8', start, end);
      if (!text.includes('\uFFFD')) return text;
    }
    const part = bytes.subarray(start, end);
    try {
      return strict.decode(part);
    } catch {
      odd += 1;
      return encoding === 'utf-8' ? part.toString('latin1') : lenient.decode(part);
    }
  }

  return {
    odd: () => odd,
    text(bytes, start, end) {
      if (end - start > LONGEST) return decode(bytes, start, end);
      let hash = 0x811c9dc5;
      for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
      const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
      const found = known[slot];
      if (found !== undefined && sameBytes(found.bytes, bytes, start, end)) return found.text;
      const text = decode(bytes, start, end);
      known[slot] = { bytes: Buffer.from(bytes.subarray(start, end)), text };
      return text;
    },
  };
}

function sameBytes(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let at = start, n = 0; at < end; at += 1, n += 1) if (known[n] !== bytes[at]) return false;
  return true;
}
