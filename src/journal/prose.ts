import type { Diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../model/folder.ts';
import type { Prose } from '../model/journal.ts';
import { addressesIn, proseSlug, type Surroundings } from './addresses.ts';
import { droppedFrom } from './dropped.ts';
import { textField } from './front-matter.ts';
import type { PublishedImage } from './images.ts';
import type { HeadingIn } from './links.ts';
import { readMarkdown, wordsOf } from './markdown.ts';
import { type Desk, headingIdsOf, type Piece, renderPiece } from './piece.ts';
import { withoutHtml } from './raw-html.ts';
import { definitionsOf, standAlone } from './sections.ts';

export interface ProseReading {
  /** In reading order: by `order:` of the front matter, then by path. */
  readonly prose: readonly Prose[];
  /** To be copied into the site. */
  readonly images: readonly PublishedImage[];
  readonly diagnostics: readonly Diagnostic[];
}

const LIMIT = 4 * 1024 * 1024;

interface Page extends Piece {
  readonly slug: string;
  readonly title: string;
  readonly order: number;
}

/** Extra pages as they lie in the folder: their headings are known, their links not yet resolved. */
export interface ProseDrafts {
  readonly headingIn: HeadingIn;
  /** Writes the pages out; `elsewhere` knows the headings of other files. */
  write(elsewhere: HeadingIn): ProseReading;
}

/** Reads the extra pages at the root of the folder: `about.md` and `docs/*.md`. */
export function draftProse(index: DirectoryIndex, files: Files, around: Surroundings): ProseDrafts {
  const desk: Desk = {
    ...{ index, files, addresses: addressesIn(index, around), imageFolder: around.images },
    ...{ images: new Map(), diagnostics: [] },
  };
  const paths = [...index.inside(''), ...index.inside('docs')].map(({ path }) => path);
  const pages = paths.flatMap((path) => pageOf(path, desk) ?? []);
  pages.sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const headingIn: HeadingIn = (path, name) => {
    const page = byPath.get(path);
    if (page === undefined) return undefined;
    const id = page.headingIds.find((own) => own === name || page.prefix + own === name);
    return id === undefined ? null : { id: page.prefix + id, below: '' };
  };
  return {
    headingIn,
    write(elsewhere) {
      const prose = pages.map((page) => {
        const anchor = (name: string) => {
          const found = headingIn(page.path, name);
          return found ? `#${encodeURI(found.id)}` : null;
        };
        const { html, text, headings } = renderPiece(page, desk, anchor, (path, name) =>
          byPath.has(path) ? headingIn(path, name) : elsewhere(path, name),
        );
        return { slug: page.slug, title: page.title, html, text, path: page.path, headings };
      });
      return { prose, images: [...desk.images.values()], diagnostics: desk.diagnostics };
    },
  };
}

function pageOf(path: string, desk: Desk): Page | null {
  const slug = proseSlug(path);
  const text = slug === null ? null : desk.files.text(path, LIMIT);
  if (slug === null || text === null) return null;
  const { root, fields, diagnostics } = readMarkdown(text, path);
  const dropped = droppedFrom(path);
  const plain = withoutHtml(root, dropped);
  desk.diagnostics.push(...diagnostics, ...dropped.diagnostics());
  const [first] = plain.children;
  const heading = first?.type === 'heading' && first.depth === 1 ? first : null;
  const body = standAlone(heading === null ? plain.children : plain.children.slice(1), definitionsOf(plain));
  const title = textField(fields, 'title') ?? (heading === null ? nameOf(slug) : wordsOf(heading).trim() || nameOf(slug));
  const order = Number(textField(fields, 'order') ?? Number.POSITIVE_INFINITY);
  return {
    ...{ slug, title, path, root: body, prefix: 's-', level: 2, headingIds: headingIdsOf(body) },
    order: Number.isNaN(order) ? Number.POSITIVE_INFINITY : order,
  };
}

/** `getting-started` → `Getting started`. */
function nameOf(slug: string): string {
  const words = slug.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
