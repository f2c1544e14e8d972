import type { CopyPlaces } from './copy.ts';
import type { Stamp } from './ledger.ts';
import type { Address } from './links.ts';
import type { SiteFile } from './manifest.ts';
import type { Needles } from './open.ts';
import type { Fault } from './verify.ts';

/** What a press is for: a site from nothing, or one upon the site in place. */
export interface Task {
  readonly root: string;
  /** Where every file of a new site gets a second name; null: nowhere. */
  readonly twin: string | null;
  /** The site in place, by its ledger. */
  readonly copy: CopyTask | null;
  /** Where it is remembered what lies in which folder; null: nowhere. */
  readonly listings: ListingsTask | null;
}

/** As `openListings` takes it. */
export interface ListingsTask {
  readonly file: string;
  readonly beside: string;
}

export interface CopyTask {
  readonly places: CopyPlaces;
  /** Folder of ledgers. */
  readonly ledgers: string;
  /** Hash of the manifest of the site in place, and of the retired one's, where that has one. */
  readonly before: string;
  readonly retired: string | null;
  /** Files of the site in place. */
  readonly files: number;
}

/** What must not be found in a site. */
export interface Search {
  readonly needles: Needles;
  /** Whether the site in place was searched for the same. */
  readonly known: boolean;
}

export type Order =
  /** The first one; the answer tells whether the site in place was what its ledger says. */
  | { readonly kind: 'begin'; readonly search: Search }
  | { readonly kind: 'write'; readonly file: string; readonly content: Uint8Array }
  /** What the new site lacks of the one in place. */
  | { readonly kind: 'remove'; readonly files: readonly string[] }
  | { readonly kind: 'tell' }
  /** `files`: how many the site has. */
  | { readonly kind: 'judge'; readonly files: number; readonly address: Address };

export type Answer =
  | { readonly kind: 'whole'; readonly stamps: ReadonlyMap<string, Stamp> }
  /** The site cannot be built upon the one in place; `foreign`: for files in it would be lost. No order is obeyed any more. */
  | { readonly kind: 'refused'; readonly foreign: readonly string[] | null }
  | { readonly kind: 'made'; readonly files: readonly SiteFile[] }
  | { readonly kind: 'told' }
  | ({ readonly kind: 'judged' } & Judgement);

export interface Judgement {
  /** What is wrong with the pages. */
  readonly faults: readonly Fault[];
  /** What stands in them and must not be shown. */
  readonly found: readonly Fault[];
  /** Whether every file has its second name. */
  readonly twin: boolean;
}
