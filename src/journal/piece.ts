import type { Root } from 'mdast';
import { type Diagnostic, diagnostic, type Place } from '../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../model/folder.ts';
import { bytesOf } from '../model/journal-pages.ts';
import type { Addresses } from './addresses.ts';
import { type PublishedImage, resolveImage } from './images.ts';
import { type HeadingIn, resolveLink } from './links.ts';
import { headingWords, type Rendered, render } from './render.ts';
import { slugOf, uniqueNames } from './slug.ts';

/** What all pieces of one reading share. */
export interface Desk {
  readonly index: DirectoryIndex;
  readonly files: Files;
  readonly addresses: Addresses;
  /** Folder of the site for images; undefined leaves them out. */
  readonly imageFolder: string | undefined;
  readonly images: Map<string, PublishedImage>;
  readonly diagnostics: Diagnostic[];
}

/** One entry or page, ready to be written out. */
export interface Piece {
  readonly path: string;
  readonly root: Root;
  readonly prefix: string;
  readonly level: number;
  readonly headingIds: readonly string[];
}

/** Ids of a piece's headings, without the prefix. */
export function headingIdsOf(root: Root): string[] {
  const unique = uniqueNames();
  return headingWords(root).map((words) => unique(slugOf(words) || 'section'));
}

export type Anchor = (name: string) => string | null;

/** Bytes of HTML that a page has room for. */
const MOST_BYTES = 240_000;

/**
 * Writes a piece out; what cannot stay (links that lead nowhere, images from elsewhere) is told. One that is too long for a
 * page is cut between its blocks and says where the rest is. Never throws on content.
 */
export function renderPiece(piece: Piece, desk: Desk, anchor: Anchor, headingIn: HeadingIn): Rendered {
  const told = desk.diagnostics.length;
  const whole = renderWhole(piece, desk, anchor, headingIn);
  if (bytesOf(whole.html) <= MOST_BYTES) return whole;
  let shown = whole;
  for (let blocks = piece.root.children.length; bytesOf(shown.html) > MOST_BYTES && blocks > 0; ) {
    blocks = Math.min(blocks - 1, Math.floor((blocks * MOST_BYTES) / bytesOf(shown.html)));
    desk.diagnostics.length = told;
    const rest = `The rest is too long for a page; it is in ${piece.path}.`;
    const root: Root = {
      type: 'root',
      children: [...piece.root.children.slice(0, blocks), { type: 'paragraph', children: [{ type: 'text', value: rest }] }],
    };
    shown = renderWhole({ ...piece, root }, desk, anchor, headingIn);
  }
  desk.diagnostics.push(
    diagnostic('limit-reached', { path: piece.path }, { what: 'bytes of HTML in one entry or page', limit: MOST_BYTES }),
  );
  return shown;
}

function renderWhole(piece: Piece, desk: Desk, anchor: Anchor, headingIn: HeadingIn): Rendered {
  const { index, files, addresses, diagnostics } = desk;
  const context = { file: piece.path, index, addresses, anchor, headingIn };
  const placeOf = (node: {
    readonly position?: { readonly start: { readonly line: number; readonly column: number } } | undefined;
  }): Place =>
    node.position === undefined
      ? { path: piece.path }
      : { path: piece.path, line: node.position.start.line, column: node.position.start.column };
  try {
    return render(piece.root, {
      ...piece,
      link(href, at) {
        const found = resolveLink(href, context);
        if ('href' in found) {
          if (found.lost === true) diagnostics.push(diagnostic('anchor-dropped', placeOf(at), { target: href }));
          return found.href;
        }
        diagnostics.push(diagnostic('link-dropped', placeOf(at), { target: href, reason: found.reason }));
        return null;
      },
      image(src, at) {
        const found = resolveImage(src, piece.path, index, files, desk.imageFolder);
        if ('reason' in found) {
          diagnostics.push(diagnostic('image-dropped', placeOf(at), { target: src, reason: found.reason }));
          return null;
        }
        desk.images.set(found.file, found);
        return addresses.base + found.file;
      },
    });
  } catch (error) {
    diagnostics.push(diagnostic('bad-line', { path: piece.path }, { format: 'markdown', what: `nested too deeply (${String(error)})` }));
    return { html: '', text: '', headings: [] };
  }
}
