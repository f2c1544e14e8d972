/**
 * A sentence of a page. Words of ours are plain strings; what comes from a record is a piece with a kind, so that it is
 * shown isolated and with its control characters visible, wherever it stands.
 */
export type Phrase = readonly Piece[];

export type Piece =
  | string
  /** A name from a record: of a group, a tag, a tracker's project. */
  | { readonly name: string }
  /** An identifier from a record: a key, a metric, a path, a commit. */
  | { readonly code: string }
  /** A number that carries the sentence. */
  | { readonly strong: string }
  /** A link to a run of the same or the named project. */
  | { readonly run: RunLink };

export interface RunLink {
  readonly project: string;
  readonly id: string;
  readonly name: string;
}
