import type { Pairing } from '../../model/project.ts';
import type { AblationShape, AblationTable, Change } from '../../model/report/ablation.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Variant } from '../../model/variant.ts';

/** A table before anything is measured: which variants, in which order, and what each of them changes. */
export interface Plan {
  /** May still be another table's too. */
  readonly slug: string;
  readonly title: Phrase;
  readonly origin: AblationTable['origin'];
  readonly shape: AblationShape;
  readonly rule: Phrase;
  readonly members: readonly Member[];
  readonly baseline: number;
  readonly axis: AblationTable['axis'];
  readonly grid: AblationTable['grid'];
  /** The metric that stands first where none were asked for; the primary one where nothing is said. */
  readonly lead?: string;
  /** Empty: those that the rows have. */
  readonly metrics: readonly string[];
  readonly pairing: Pairing;
}

export interface Member {
  /** With the runs that take part. */
  readonly variant: Variant;
  /** Has a page of its own that shows the same runs. */
  readonly whole: boolean;
  readonly label: Phrase;
  readonly changes: readonly Change[];
  readonly attributable: boolean;
  readonly previous: number | null;
  readonly x: number | null;
  readonly cell: readonly string[];
}
