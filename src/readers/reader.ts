import type { Diagnostic } from '../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../model/folder.ts';
import type { Fragment, Tracker } from '../model/fragment.ts';

/** A place that a reader wants to read, and every file on whose content the result depends: the unit of caching. */
export interface Claim {
  readonly tracker: Tracker;
  /** The folder or file that the claim is about, relative to the folder. */
  readonly path: string;
  /** Sorted, without repeats. The content of a file that is not here must not influence the result. */
  readonly files: readonly string[];
}

/** One tracker. A reader knows nothing of the others, keeps no state and never throws on content. */
export interface Reader {
  readonly tracker: Tracker;
  /** As people write it: `Weights & Biases`. */
  readonly title: string;
  /** Versions and forms that are read, for the README's table. */
  readonly versions: string;
  /** What is found by, for the README's table: `wandb/run-*`. */
  readonly foundBy: string;
  /** Raised whenever the same bytes would give another result: voids what the store has of this reader. */
  readonly revision: number;
  /** From names and sizes alone; opens nothing. One claim a run wherever the format has a folder or file a run. */
  detect(index: DirectoryIndex): Claim[];
  /** Fragments in a fixed order. Damage is a diagnostic with path and offset; every intact record around it is kept. */
  read(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined>;
}
