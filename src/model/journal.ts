/** One entry of a journal: a section of `journal.md` or a file of `journal/`. */
export interface Entry {
  /** Anchor, unique in its project; starts with the date, else with `entry-`. Ids inside the entry start with it and `--`. */
  readonly id: string;
  readonly title: string;
  /** As the heading or front matter says it, ISO 8601 (a day or a time), null where it says none. */
  readonly date: string | null;
  /** Sanitised. */
  readonly html: string;
  /** Without markup, for search and previews. */
  readonly text: string;
  readonly path: string;
  readonly line: number;
}

/** A page of prose: `docs/*.md`, `about.md`. */
export interface Prose {
  /** `about` for the page at `/about/`, else the last part of `/docs/<slug>/`. */
  readonly slug: string;
  readonly title: string;
  readonly html: string;
  readonly text: string;
  readonly path: string;
  readonly headings: readonly { readonly depth: number; readonly id: string; readonly text: string }[];
}
