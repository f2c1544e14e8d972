import { type Cursor, cursor, enter, next } from '../../formats/protobuf.ts';
import { type ValueMap, valueMap } from '../../model/value.ts';
import type { History } from './history.ts';
import { EMPTY, type Item, type KeyPath, type KeyTable, keyTable, newItem, readItem, seriesName, shownPath } from './items.ts';
import { jsonValue, type Told, tellEmpty } from './json.ts';
import { inOrder, keepLatest, type Latest, newLatest, removeLatest } from './latest.ts';
import { atPath, removePath, setPath, type Tree } from './tree.ts';

/** The summary under construction: the Go core writes it anew for every row, so that only the last text of a key is parsed. */
export interface Summary {
  readonly told: Told;
  readonly keys: KeyTable;
  readonly latest: Latest;
  readonly cursor: Cursor;
  readonly itemCursor: Cursor;
  readonly item: Item;
  /** A whole summary, from a file: stands below the records. */
  base: ValueMap | null;
}

/** Keys that W&B adds itself. */
const INTERNAL = new Set(['_step', '_runtime', '_timestamp', '_wandb']);

export function newSummary(told: Told): Summary {
  return { told, keys: keyTable(), latest: newLatest(), cursor: cursor(), itemCursor: cursor(), item: newItem(), base: null };
}

/** Takes the SummaryRecord in `from` … `to`: `{1: update …, 2: remove …}`. */
export function addSummary(summary: Summary, bytes: Buffer, from: number, to: number): void {
  const { cursor: c, item } = summary;
  enter(c, bytes, from, to);
  while (next(c)) {
    if (c.wire !== 2 || c.field > 2) continue;
    readItem(summary.keys, bytes, c.from, c.to, item, summary.itemCursor);
    if (c.field === 2) removeLatest(summary.latest, item.key);
    else if (item.from >= 0) keepLatest(summary.latest, item.key, bytes, item.from, item.to);
  }
}

/** The summary as W&B would show it; the last value of a history key that is no number is added where it is lacking. */
export function summaryOf(summary: Summary, history: History): ValueMap {
  const tree: Tree = valueMap();
  if (summary.base !== null) for (const key of Object.keys(summary.base)) setPath(tree, [key], summary.base[key] ?? null, false);
  apply(
    summary.latest,
    summary.keys,
    summary.told,
    (path, value) => setPath(tree, path, value, true),
    (path) => removePath(tree, path),
  );
  apply(history.latest, history.keys, history.told, (path, value) => {
    if (atPath(tree, path) === undefined) setPath(tree, path, value, true);
  });
  for (const key of INTERNAL) delete tree[key];
  return tree;
}

function apply(
  latest: Latest,
  keys: KeyTable,
  told: Told,
  set: (path: KeyPath, value: NonNullable<ReturnType<typeof jsonValue>> | null) => void,
  remove: (path: KeyPath) => void = () => {},
): void {
  for (const { key, json, removed } of inOrder(latest)) {
    const recorded = keys.paths[key] as KeyPath;
    tellEmpty(recorded, EMPTY, told);
    const path = shownPath(recorded);
    if (removed) {
      remove(path);
      continue;
    }
    const value = jsonValue(json, seriesName(path), told);
    if (value !== undefined) set(path, value);
  }
}
