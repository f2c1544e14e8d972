/** Text of bytes whose encoding nobody recorded. */
export interface Decoded {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Latin-1';
  /** Characters that could not be decoded. */
  readonly replaced: number;
}

/** Decodes UTF-8 (with or without a byte order mark), UTF-16 by its mark, and anything else as Latin-1, which never fails. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeWide(bytes, 'UTF-16LE');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeWide(bytes, 'UTF-16BE');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8', replaced: 0 };
  } catch {
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), encoding: 'Latin-1', replaced: 0 };
  }
}

/** Half surrogates and an odd last byte are replaced; a replacement character that stands in the file is none of them. */
function decodeWide(bytes: Uint8Array, encoding: 'UTF-16LE' | 'UTF-16BE'): Decoded {
  const units = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  if (encoding === 'UTF-16BE') units.swap16();
  const raw = units.toString('utf16le');
  const text = raw.isWellFormed() ? raw : raw.toWellFormed();
  const halves = text === raw ? 0 : (raw.match(/\p{Surrogate}/gu)?.length ?? 0);
  const odd = bytes.length % 2;
  return { text: odd === 0 ? text : `${text}\uFFFD`, encoding, replaced: halves + odd };
}
