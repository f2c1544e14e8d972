/** What the search field of every page finds, beside runs: projects, pages by their sections, journal entries, tables, sweeps and variants. */
export interface SearchPlace {
  readonly title: string;
  /** What it is: `project`, `page`, `journal of Handwritten digits`. */
  readonly kind: string;
  /** From the root of the site, with its anchor. */
  readonly path: string;
  readonly text: string;
}

/** Runs by their names, a list for each project. */
export interface SearchRuns {
  /** Its slug and, shortened, its title. */
  readonly project: string;
  readonly title: string;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Group, tags, and the variant where it has a page: `variant:no-dropout`. */
  readonly words: readonly string[];
}

export interface SearchIndex {
  readonly places: readonly SearchPlace[];
  readonly runs: readonly SearchRuns[];
}
