import type { Root } from 'mdast';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../model/folder.ts';
import type { Entry } from '../model/journal.ts';
import { journalPages, pageAddress } from '../model/journal-pages.ts';
import { addressesIn, journalFiles, type Surroundings } from './addresses.ts';
import { type Draft, draftsOf } from './drafts.ts';
import { droppedFrom } from './dropped.ts';
import type { PublishedImage } from './images.ts';
import type { FoundHeading, HeadingIn } from './links.ts';
import { readMarkdown, wordsOf } from './markdown.ts';
import { type Desk, headingIdsOf, type Piece, renderPiece } from './piece.ts';
import { withoutHtml } from './raw-html.ts';
import { definitionsOf, standAlone } from './sections.ts';
import { hostAnchor, slugOf, uniqueNames } from './slug.ts';

export interface Journal {
  /** In the order of `journal.md`, then of the files of `journal/` by name. */
  readonly entries: readonly Entry[];
  /** To be copied into the site. */
  readonly images: readonly PublishedImage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Path of a file → name of a heading → where it stands. */
  readonly headings: ReadonlyMap<string, ReadonlyMap<string, FoundHeading>>;
}

/** Larger journals are cut into files of `journal/`. */
const LIMIT = 4 * 1024 * 1024;

interface Placed extends Draft, Piece {
  readonly id: string;
  readonly root: Root;
}

/**
 * Reads a project's journal: each `##` section of `journal.md` and each file of `journal/` is an entry. `folder` is the
 * project's; `elsewhere` knows the headings of other files.
 */
export function readJournal(
  folder: string,
  index: DirectoryIndex,
  files: Files,
  around: Surroundings,
  elsewhere: HeadingIn = () => undefined,
): Journal {
  const desk: Desk = {
    ...{ index, files, addresses: addressesIn(index, around), imageFolder: around.images },
    ...{ images: new Map(), diagnostics: [] },
  };
  const unique = uniqueNames();
  const paths: ReadonlySet<string> = new Set(journalFiles(folder, index));
  const placed = [...paths].flatMap((path) => placedIn(path, folder, desk, unique));
  const anchors = anchorsOf(placed);
  const handed = new Map<string, string>();
  const written = placed.map((entry) => {
    const own = `${entry.id}--`;
    const anchor = (name: string) => {
      const id = anchors.get(`${entry.path}#${name}`) ?? anchors.get(`#${name}`);
      if (id === undefined) return null;
      const page = id.startsWith(own) || id === entry.id ? '' : (desk.addresses.pages.get(entry.path) ?? '');
      const href = `${page}#${encodeURI(id)}`;
      if (page !== '') handed.set(href, id);
      return href;
    };
    const headingIn: HeadingIn = (path, name) => {
      if (!paths.has(path)) return elsewhere(path, name);
      const id = anchors.get(`${path}#${name}`) ?? null;
      const page = desk.addresses.pages.get(path);
      if (id !== null && page !== undefined) handed.set(`${encodeURI(page)}#${encodeURI(id)}`, id);
      return id === null ? null : { id, below: '' };
    };
    const { html, text } = renderPiece(entry, desk, anchor, headingIn);
    return { id: entry.id, title: entry.title, date: entry.date, html, text, path: entry.path, line: entry.line };
  });
  const pageOf = new Map(journalPages(written).flatMap((page, i) => page.map(({ id }) => [id, pageAddress(i + 1)] as const)));
  const below = (id: string) => pageOf.get(id.split('--')[0] ?? id) ?? '';
  return {
    entries: onTheirPages(written, handed, below),
    images: [...desk.images.values()],
    diagnostics: desk.diagnostics,
    headings: headingsOf(paths, anchors, below),
  };
}

function headingsOf(paths: ReadonlySet<string>, anchors: ReadonlyMap<string, string>, below: (id: string) => string) {
  const headings = new Map<string, Map<string, FoundHeading>>([...paths].map((path) => [path, new Map()]));
  for (const [key, id] of anchors) {
    const at = key.indexOf('#');
    headings.get(key.slice(0, at))?.set(key.slice(at + 1), { id, below: below(id) });
  }
  return headings;
}

/** Links to other entries, with the page of the journal on which these stand. */
function onTheirPages(entries: readonly Entry[], links: ReadonlyMap<string, string>, below: (id: string) => string): readonly Entry[] {
  const moved = [...links].flatMap(([href, id]) => {
    const page = below(id);
    const [address = '', anchor = ''] = href.split('#');
    return page === '' ? [] : [[`href="${href}"`, `href="${address}${page}#${anchor}"`] as const];
  });
  if (moved.length === 0) return entries;
  return entries.map((entry) => ({ ...entry, html: moved.reduce((html, [from, to]) => html.replaceAll(from, to), entry.html) }));
}

function placedIn(path: string, folder: string, desk: Desk, unique: (wanted: string) => string): Placed[] {
  const text = desk.files.text(path, LIMIT);
  if (text === null) return [];
  const document = readMarkdown(text, path);
  const dropped = droppedFrom(path);
  const plain = { ...document, root: withoutHtml(document.root, dropped) };
  desk.diagnostics.push(...document.diagnostics, ...dropped.diagnostics());
  const definitions = definitionsOf(plain.root);
  const single = path === (folder === '' ? 'journal.md' : `${folder}/journal.md`);
  return draftsOf(plain, single ? 'sections' : 'one').map((draft) => {
    const root = standAlone(draft.children, definitions);
    const day = draft.date?.slice(0, 10) ?? 'entry';
    const words = slugOf(draft.title === draft.date ? '' : draft.title);
    const id = unique(words === '' ? day : `${day}-${words}`);
    return { ...draft, id, path, root, prefix: `${id}--`, level: 3, headingIds: headingIdsOf(root) };
  });
}

/** Anchors by `path#name` and, where no other file has the name, by `#name`. */
function anchorsOf(placed: readonly Placed[]): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const learn = (path: string, name: string, id: string) => {
    for (const key of [`${path}#${name}`, `#${name}`]) if (!anchors.has(key)) anchors.set(key, id);
  };
  for (const entry of placed) learn(entry.path, entry.id, entry.id);
  for (const entry of placed) {
    if (entry.heading !== null) learn(entry.path, hostAnchor(wordsOf(entry.heading)), entry.id);
    for (const id of entry.headingIds) for (const name of [id, entry.prefix + id]) learn(entry.path, name, entry.prefix + id);
  }
  return anchors;
}
