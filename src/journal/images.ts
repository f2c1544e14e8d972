import path from 'node:path/posix';
import type { DirectoryIndex, Files } from '../model/folder.ts';

/** An image of the folder that a page shows: it is to be published under this path below the site's root. */
export interface PublishedImage {
  readonly path: string;
  readonly file: string;
}

/** Why an image is left out, or where it will be. */
export type ResolvedImage = PublishedImage | { readonly reason: string };

const LIMIT = 10 * 1024 * 1024;

/** Finds an image by its relative path; what it is, its first bytes say. Published under its content's hash. */
export function resolveImage(
  written: string,
  from: string,
  index: DirectoryIndex,
  files: Files,
  folder: string | undefined,
): ResolvedImage {
  const src = written.trim();
  if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(src)) return { reason: 'is not in the folder; a page loads nothing from other hosts' };
  if (folder === undefined) return { reason: 'is not shown: images of prose are not published' };
  const place = path.normalize(path.join(path.dirname(from), decoded(src.replace(/[?#].*$/s, ''))));
  if (place.startsWith('../')) return { reason: 'lies outside the folder' };
  if (index.file(place) === undefined) return { reason: 'is not in the folder' };
  const bytes = files.bytes(place);
  if (bytes === null) return { reason: 'cannot be read' };
  if (bytes.size > LIMIT) return { reason: `has ${bytes.size} bytes, more than ${LIMIT}` };
  const kind = imageKind(bytes.read(0, 16));
  const hash = files.sha256(place);
  if (kind === null || hash === null) return { reason: 'is of no kind that is shown' };
  return { path: place, file: `${folder}/${hash.slice(0, 16)}.${kind}` };
}

/** The kind of image that the first bytes tell, whatever the name says. */
function imageKind(head: Uint8Array): string | null {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpg';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  return /^ftypavi[fs]/.test(text.slice(4)) ? 'avif' : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
