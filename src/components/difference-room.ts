import { bytesOf } from '../model/journal-pages.ts';
import type { CompareFigure, Differences, DifferentRow } from '../model/report/compare.ts';
import { toldText } from '../model/told.ts';

/** How much of a part's differences a page shows. */
export interface Listed {
  readonly rows: number;
  readonly same: number;
}

const MOST_ROWS = 120;
const MOST_SAME = 200;
/** What the equal keys, which are folded, may take of the room. */
const SAME_SHARE = 0.25;
/** Bytes of HTML around a row, a cell, an equal key, and around the head of a column. */
const [ROW, CELL, EQUAL, HEAD] = [130, 75, 45, 220];

/** The first rows and equal keys of each part, as many as fit into `room` bytes; what a part leaves goes to those after it. */
export function listedOf(parts: readonly Differences[], room: number): readonly Listed[] {
  const same = shares(
    parts.map((part) => part.same.slice(0, MOST_SAME).map(({ key, value }) => EQUAL + textBytes(key, 60) + textBytes(toldText(value), 60))),
    room * SAME_SHARE,
  );
  const rows = shares(
    parts.map((part) => part.rows.slice(0, MOST_ROWS).map((row, i) => rowBytes(row) + (i === 0 ? HEAD * row.values.length : 0))),
    room * (1 - SAME_SHARE),
  );
  return parts.map((_, i) => ({ rows: Math.max(1, rows[i] ?? 0), same: same[i] ?? 0 }));
}

/** Bytes of a figure of a comparison: its lines, and a row for each in its table. */
export function figureBytes({ overlay: { lines } }: CompareFigure): number {
  return lines.reduce((sum, { curve, label }) => sum + 13 * curve.drawn + 3 * textBytes(label, 48) + 700, 8000);
}

/** How many of each list fit, when each list may take an equal part of what those before it left. */
function shares(lists: readonly (readonly number[])[], room: number): readonly number[] {
  let left = room;
  return lists.map((sizes, i) => {
    let share = left / (lists.length - i);
    const end = sizes.findIndex((size) => {
      share -= size;
      return share < 0;
    });
    const fitting = end < 0 ? sizes.length : end;
    left -= sizes.slice(0, fitting).reduce((sum, size) => sum + size, 0);
    return fitting;
  });
}

function rowBytes({ key, values }: DifferentRow): number {
  return values.reduce((sum, value) => sum + CELL + (value === null ? 0 : textBytes(toldText(value), 60)), ROW + textBytes(key, 60));
}

/** A text that is cut stands in a title as well; after each of its signs a line may break. */
function textBytes(text: string, limit: number): number {
  const start = text.slice(0, limit);
  const shown = escapedBytes(start) + 5 * (start.match(/[/._:=,]/g)?.length ?? 0);
  return text.length > limit ? shown + escapedBytes(text.slice(0, 1000)) : shown;
}

function escapedBytes(text: string): number {
  return bytesOf(text) + 5 * (text.match(/[<>&"\p{Cc}\p{Cf}]/gu)?.length ?? 0);
}
