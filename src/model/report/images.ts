/** The images that a run logged, as far as its page shows them. */
export interface RunImages {
  /** By key, those of one key in the order of steps. */
  readonly groups: readonly ImageGroup[];
  readonly shown: number;
  /** Images that the record names and whose files are in the archive. */
  readonly total: number;
  /** The first few that are no picture, are damaged, or are too large. */
  readonly refused: readonly RefusedImage[];
  /** All of these. */
  readonly refusals: number;
  /** Neither shown nor refused: more than a page or the site holds. */
  readonly left: number;
}

export interface ImageGroup {
  /** The key under which they were logged; of artifacts their folder, `''` for the top. */
  readonly name: string;
  readonly images: readonly RunImage[];
}

export interface RunImage {
  /** Key, or name of the artifact. */
  readonly name: string;
  readonly step: number | null;
  /** Path below the root of the site. */
  readonly file: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

export interface RefusedImage {
  readonly name: string;
  readonly step: number | null;
  /** Goes on after the name: `is cut off`. */
  readonly reason: string;
}
