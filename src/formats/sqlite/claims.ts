import type { Pages } from './pages.ts';
import { TABLE_LEAF, type Tree, treeHeader } from './tree.ts';

/** To which b-tree each page belongs, as far as pointers say. */
export interface Claims {
  /** Trees (by place in the list) that claim a page, where more than one or the free list do; undefined: uncontested. */
  contested(page: number): readonly Claim[] | undefined;
  /** Pages that look like rows of a table, but to which nothing points. */
  readonly orphans: readonly number[];
}

export interface Claim {
  /** -1: the list of free pages. */
  readonly tree: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * A flipped pointer can lead into the pages of another table, whose rows would then be shown as if they were this one's.
 * All pointers of all b-trees are therefore laid beside each other before the first row is read.
 */
export function claimPages(pages: Pages, trees: readonly Tree[]): Claims {
  const first = new Int32Array(pages.count + 1);
  const contested = new Map<number, Claim[]>();
  trees.forEach((tree, place) => {
    for (const page of tree.interior) claim(page, place);
    for (const page of tree.leaves) claim(page, place);
  });
  for (const page of freePages(pages)) claim(page, -1);
  if (contested.size > 0) fill();
  const orphans: number[] = [];
  for (let page = 2; page <= pages.count; page += 1)
    if (first[page] === 0 && pages.page(page)?.[treeHeader(page)] === TABLE_LEAF) orphans.push(page);
  return { contested: (page) => contested.get(page), orphans };

  function claim(page: number, place: number): void {
    if (page < 1 || page > pages.count) return;
    if (first[page] === 0) first[page] = place + 2;
    else if (first[page] !== place + 2) contested.set(page, []);
  }

  function fill(): void {
    const free = new Set(freePages(pages));
    for (const [page, list] of contested) if (free.has(page)) list.push({ tree: -1, lower: 0, upper: 0 });
    trees.forEach((tree, place) => {
      tree.leaves.forEach((page, at) => {
        contested.get(page)?.push({ tree: place, lower: tree.lower[at] as number, upper: tree.upper[at] as number });
      });
    });
  }
}

/** Pages of the free list; none where the list contradicts itself, since a wrong list must not cost rows. */
function freePages(pages: Pages): number[] {
  const { freeTrunk, freePages: wanted } = pages.header;
  const found: number[] = [];
  const seen = new Set<number>();
  for (let trunk = freeTrunk; trunk !== 0; ) {
    const bytes = trunk > pages.count || seen.has(trunk) ? null : pages.page(trunk);
    if (bytes === null || bytes.length < pages.header.usable) return [];
    seen.add(trunk);
    found.push(trunk);
    const leaves = bytes.readUInt32BE(4);
    if (leaves > pages.header.usable / 4 - 2 || found.length + leaves > wanted) return [];
    for (let at = 0; at < leaves; at += 1) found.push(bytes.readUInt32BE(8 + at * 4));
    trunk = bytes.readUInt32BE(0);
  }
  return found.length === wanted && new Set(found).size === wanted ? found : [];
}
