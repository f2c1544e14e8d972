import type { Prose } from '../journal.ts';
import type { Foot } from './report.ts';

export interface ProsePage extends Prose {
  /** The pages beside it, itself included. */
  readonly siblings: readonly { readonly href: string; readonly title: string }[];
  readonly foot: Foot;
}
