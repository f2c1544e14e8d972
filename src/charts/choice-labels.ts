import { tellApart } from '../model/tell-apart.ts';
import { textWidth } from './text-width.ts';

/** Names below evenly spaced places, and in which of two rows each stands. */
export interface ChoiceLabel {
  readonly at: number;
  readonly label: string;
  readonly row: 0 | 1;
}

/** The narrowest plot that a page makes, its type and the room between two labels: CSS pixels. */
const PLOT = 200;
const TYPE = 13;
const GAP = 8;
const MOST = 8;

/** All choices, or every so many of them, in one row where their names fit side by side, else in two in turn, as long as fits there. */
export function choiceLabels(choices: readonly string[]): readonly ChoiceLabel[] {
  const every = Math.max(1, Math.ceil(choices.length / MOST));
  const shown = choices.flatMap((name, at) => (at % every === 0 ? [{ name, at }] : []));
  const place = (PLOT * every) / Math.max(1, choices.length);
  const names = shown.map(({ name }) => name);
  const within = (room: number) => (text: string) => textWidth(text, TYPE) <= room;
  const rows = names.every(within(place - GAP)) ? 1 : 2;
  const texts = tellApart(names, within(place * rows - GAP));
  return shown.map(({ at }, i) => ({ at, label: texts[i] ?? '', row: rows === 2 && i % 2 === 1 ? 1 : 0 }));
}
