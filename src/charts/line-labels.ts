/**
 * Heights for labels that stand in one column: each as near as can be to where it wants to be, none nearer to its
 * neighbour than `gap`, all between `top` and `bottom` where they fit. Same order in as out.
 */
export function dodge(wanted: readonly number[], gap: number, top: number, bottom: number): readonly number[] {
  const order = wanted.map((at, i) => ({ at, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  const blocks: { centre: number; members: { at: number; i: number }[] }[] = [];
  for (const member of order) {
    blocks.push({ centre: member.at, members: [member] });
    settle(blocks, gap, top, bottom);
  }
  const placed = new Array<number>(wanted.length).fill(0);
  for (const { centre, members } of blocks) {
    members.forEach(({ i }, k) => {
      placed[i] = centre + (k - (members.length - 1) / 2) * gap;
    });
  }
  return placed;
}

type Block = { centre: number; members: { at: number; i: number }[] };

/** Joins the last block with those before it as long as they overlap; a block stands at the mean of what it wants. */
function settle(blocks: Block[], gap: number, top: number, bottom: number): void {
  for (;;) {
    const last = blocks.at(-1) as Block;
    const half = ((last.members.length - 1) / 2) * gap;
    const mean = last.members.reduce((sum, { at }) => sum + at, 0) / last.members.length;
    last.centre = Math.max(top + half, Math.min(bottom - half, mean));
    const before = blocks.at(-2);
    if (before === undefined) return;
    const end = before.centre + ((before.members.length - 1) / 2) * gap;
    if (last.centre - half - end >= gap) return;
    blocks.pop();
    before.members.push(...last.members);
  }
}
