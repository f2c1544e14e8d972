import type { DirectoryIndex } from '../model/folder.ts';

/** What a project's pages are, as far as prose can link them. */
export interface LinkedProject {
  /** Relative to the folder that is built, `''` for itself. */
  readonly folder: string;
  readonly slug: string;
  readonly runs: readonly { readonly id: string; readonly path: string }[];
}

export interface Surroundings {
  /** The path under which the site is served: `/`, `/repository/`. */
  readonly base: string;
  readonly projects?: readonly LinkedProject[];
  /** Folder of the site, such as `assets`, that takes the images of journals and pages; without it images are left out. */
  readonly images?: string;
}

/** Where the markdown files and the runs of the folder are on the site: path in the folder → address with the base. */
export interface Addresses {
  readonly base: string;
  /** Pages by the path of their file or, for runs, of their folder. */
  readonly pages: ReadonlyMap<string, string>;
  /** Every address that exists, as far as prose may know. */
  readonly all: ReadonlySet<string>;
  /** Pages that people wrote: the files of each address. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  /** Pages whose places are all known: their anchors. */
  readonly places: ReadonlyMap<string, ReadonlySet<string>>;
  readonly projects: readonly LinkedProject[];
}

/** Pages of a project, with the anchors that prose may name where these do not depend on the runs; null where they do. */
const PROJECT_PAGES: Readonly<Record<string, readonly string[] | null>> = {
  '': ['leaderboard'],
  'runs/': [],
  'checks/': null,
  'data/': [],
};

/** The slug of a page of prose: `docs/queries.md` → `queries`, `about.md` → `about`; null for other files. */
export function proseSlug(path: string): string | null {
  if (/^about\.md$/i.test(path)) return 'about';
  const found = /^docs\/([^/]+)\.md$/i.exec(path)?.[1];
  if (found === undefined) return null;
  const slug = found.toLowerCase().replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return slug === 'about' ? 'about-docs' : slug;
}

/** The markdown files of a project's journal, `journal.md` first. */
export function journalFiles(folder: string, index: DirectoryIndex): string[] {
  const inside = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const single = index.file(inside('journal.md')) === undefined ? [] : [inside('journal.md')];
  const entries = index.inside(inside('journal')).filter(({ name }) => /\.(?:md|markdown)$/i.test(name));
  return [...single, ...entries.map(({ path }) => path)];
}

export function addressesIn(index: DirectoryIndex, { base: given, projects = [] }: Surroundings): Addresses {
  const base = given.endsWith('/') ? given : `${given}/`;
  const pages = new Map<string, string>();
  const all = new Set<string>([base]);
  const written = new Map<string, string[]>();
  const places = new Map<string, ReadonlySet<string>>([[base, new Set()]]);
  const write = (path: string, address: string) => {
    pages.set(path, address);
    written.set(address, [...(written.get(address) ?? []), path]);
  };
  for (const { path } of [...index.inside(''), ...index.inside('docs')]) {
    const slug = proseSlug(path);
    if (slug !== null) write(path, slug === 'about' ? `${base}about/` : `${base}docs/${slug}/`);
  }
  for (const { folder, slug, runs } of projects) {
    const home = `${base}${slug}/`;
    for (const [page, anchors] of Object.entries(PROJECT_PAGES)) {
      all.add(home + page);
      if (anchors !== null) places.set(home + page, new Set(anchors));
    }
    for (const run of runs) {
      pages.set(run.path, `${home}runs/${run.id}/`);
      all.add(`${home}runs/${run.id}/`);
    }
    for (const path of journalFiles(folder, index)) write(path, `${home}journal/`);
  }
  for (const address of pages.values()) all.add(address);
  return { base, pages, all, written, places, projects };
}
