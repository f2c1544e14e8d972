/**
 * How much a page shows. Every list has a most of its own, which together may still be too much for one page: then the page
 * is made again with less room, until it fits. What repeats other pages and files goes first; one row of a list always stays.
 */
export interface Room {
  /** Whether the page is shorter than usual. */
  readonly short: boolean;
  /** How many rows a list shows of what stands elsewhere as well: files, packages, usual values, machine metrics. */
  repeats(most: number): number;
  /** How many rows a list shows of what the page is about. */
  rows(most: number): number;
  /** Characters of a text that was cut which its title still has; 0: it has no title. */
  readonly title: number;
}

interface Locals {
  /** How many times the page was too large. */
  readonly tooLarge?: number;
}

/** Shares of what lists show at most, and the length of titles, from a usual page to the shortest. */
const STEPS: readonly { readonly repeats: number; readonly rows: number; readonly title: number }[] = [
  { repeats: 1, rows: 1, title: 1000 },
  { repeats: 1 / 4, rows: 1, title: 300 },
  { repeats: 1 / 16, rows: 1 / 2, title: 150 },
  { repeats: 0, rows: 1 / 8, title: 0 },
  { repeats: 0, rows: 1 / 32, title: 0 },
  { repeats: 0, rows: 0, title: 0 },
];

const ROOMS: readonly Room[] = STEPS.map(({ repeats, rows, title }, step) => ({
  short: step > 0,
  repeats: (most) => share(most, repeats),
  rows: (most) => share(most, rows),
  title,
}));

/** How many times a page can be made again with less room. */
export const TIMES_SHORTER = STEPS.length - 1;

/** The room of the page that is being made: `Astro.locals` of any of its components. */
export function roomOf(locals: object): Room {
  const { tooLarge = 0 } = locals as Locals;
  return ROOMS[tooLarge] as Room;
}

/** What the components of a page are told when it was too large so many times. */
export function localsOf(tooLarge: number): object {
  return { tooLarge } satisfies Locals;
}

function share(most: number, part: number): number {
  return Math.min(most, Math.max(1, Math.floor(most * part)));
}
