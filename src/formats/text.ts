/** Text of bytes whose encoding nobody recorded. */
export interface Decoded {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Latin-1';
  /** Characters that could not be decoded. */
  readonly replaced: number;
}

/** Decodes UTF-8 (with or without a byte order mark), UTF-16 by its mark, and anything else as Latin-1, which never fails. */
export function decodeText(bytes: Uint8Array): Decoded {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'UTF-16LE' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'UTF-16BE' : null;
  if (utf16 !== null) {
    const text = new TextDecoder(utf16).decode(bytes);
    return { text, encoding: utf16, replaced: text.split('\uFFFD').length - 1 };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8', replaced: 0 };
  } catch {
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), encoding: 'Latin-1', replaced: 0 };
  }
}
