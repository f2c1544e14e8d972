import { hashOf } from '../../model/hash.ts';
import type { AblationTable } from '../../model/report/ablation.ts';
import type { ComparePage, Comparisons } from '../../model/report/compare.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Overview } from '../overview.ts';
import { paletteOf } from '../palette.ts';
import { selectionText } from '../selection.ts';
import { rankedMetrics, seriesFile } from '../series-file.ts';
import { comparePage } from './compare.ts';
import { chooseOwn } from './compare-choice.ts';

/** Largest file of one run, and of all runs of a project together, bytes. */
const MOST_A_RUN = 200_000;
const MOST_A_PROJECT = 64_000_000;
const FEWEST_A_RUN = 6_000;

export function comparisonsOf(view: Overview, tables: readonly AblationTable[], ranking: Phrase | null): Comparisons {
  const own = chooseOwn(view);
  const oldest = [...view.newest].reverse();
  const palette = paletteOf(
    own.runs.map(({ id }) => id),
    oldest.map(({ id }) => id),
  );
  const bytes = bytesARun(view.runs.length);
  const comparing = { view, own, palette, tables, ranking };
  const pages = new Map<string | null, ComparePage>();
  return {
    names: view.project.comparisons.map(({ slug }) => slug),
    page(name) {
      const made = pages.get(name) ?? comparePage(comparing, view.project.comparisons.find(({ slug }) => slug === name) ?? null);
      pages.set(name, made);
      return made;
    },
    index: {
      runs: view.newest.map(({ id, name }) => {
        const variant = view.variants.of(id);
        const several = variant !== undefined && variant.runs.length > 1;
        return { id, name, slot: palette.get(id) ?? 0, variant: several ? variant.label : null, variantSlot: several ? variant.slot : 0 };
      }),
      primary: view.primary?.name ?? null,
      selection: selectionText(view.selection),
    },
    seriesKey: hashOf(
      bytes,
      view.selection,
      rankedMetrics(view).map(({ name, unit, direction }) => [name, unit, direction.better]),
    ),
    series(id) {
      const run = view.byId.get(id);
      return run === undefined ? undefined : seriesFile(view, run, bytes);
    },
    colour: (id) => palette.get(id) ?? 0,
  };
}

/** Halved until it fits, and not divided, or one more run would change the files of all. */
function bytesARun(runs: number): number {
  let bytes = MOST_A_RUN;
  while (bytes * runs > MOST_A_PROJECT && bytes > FEWEST_A_RUN) bytes = Math.max(FEWEST_A_RUN, bytes / 2);
  return Math.floor(bytes);
}
