/** How one line of a figure is told from the others: a colour, and a dash pattern as a second way. */
export interface Mark {
  /** CSS colours, as variables of the style sheet. */
  readonly stroke: string;
  readonly text: string;
  readonly dash: readonly number[];
}

const HUES = ['c1', 'c2', 'c3', 'c4'];
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** Lines that can be told apart: four colours and ink, each in four patterns. */
export const SLOTS = (HUES.length + 1) * DASHES.length;

/** The mark of a place in the palette; the first four are the plain colours, the fifth is ink. */
export function markOf(slot: number): Mark {
  const place = ((slot % SLOTS) + SLOTS) % SLOTS;
  const hue = HUES[place % (HUES.length + 1)];
  const dash = DASHES[Math.floor(place / (HUES.length + 1))] ?? [];
  return hue === undefined ? { stroke: 'var(--ink)', text: 'var(--ink)', dash } : { stroke: `var(--${hue})`, text: `var(--${hue}t)`, dash };
}

/** The class that gives a drawing of a single line its hue; ink without a place. */
export function hueClass(slot: number | undefined): string {
  const hue = slot === undefined ? undefined : HUES[slot % (HUES.length + 1)];
  return hue === undefined ? 'ki' : `k${hue.slice(1)}`;
}

/** The light values of the style sheet's variables, for pictures that leave the site. */
export const LIGHT: Readonly<Record<string, string>> = {
  '--c1': '#0072b2',
  '--c1t': '#00629a',
  '--c2': '#d55e00',
  '--c2t': '#a84a00',
  '--c3': '#009e73',
  '--c3t': '#00704f',
  '--c4': '#cc79a7',
  '--c4t': '#96436f',
  '--ink': '#1b1b1a',
  '--ink-2': '#5a5a56',
  '--rest': '#a3a39d',
  '--grid': '#ebebe7',
  '--edge': '#85857f',
  '--bad': '#a3320b',
  '--paper': '#ffffff',
};
