import { shortNumber } from '../model/number.ts';
import { shorten, visible } from '../model/visible.ts';
import { niceScale, type Scale } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

/** One step of a ladder: from the mean before it to its own. */
export interface LadderStep {
  readonly label: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly dots: readonly number[];
  /** The test tells it from the row before. */
  readonly filled: boolean;
}

/** Longer names are cut in what is read out; they stand in the row. */
const LONG = 80;

export function ladderScale(steps: readonly LadderStep[]): Scale {
  const values = steps.flatMap(({ from, to, dots }) => [from, to, ...dots]).filter((value): value is number => Number.isFinite(value));
  if (values.length === 0) return niceScale(0, 1, 4);
  return niceScale(
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
    4,
  );
}

/** The cell of one step: a bar from the mean before it to its own, every run a faint dot. No axis of bars from zero: both ends are means. */
export function ladderRow({ label, from, to, dots, filled }: LadderStep, scale: Scale): Markup {
  const at = (value: number) => percent(scale.place(value));
  const seeds = dots.filter(Number.isFinite).map((dot) => `M${Math.round(scale.place(dot) * 1000)} 840h0`);
  const said = to === null ? 'no value' : from === null ? shortNumber(to) : `from ${shortNumber(from)} to ${shortNumber(to)}`;
  return element(
    'svg',
    { class: 'k1', role: 'img', 'aria-label': `${visible(shorten(label, LONG))}: ${said}` },
    ...(from === null || to === null
      ? []
      : [
          element('line', { class: 'step', x1: at(from), x2: at(to), y1: '50%', y2: '50%' }),
          element('line', { class: 'ax', x1: at(from), x2: at(from), y1: 0, y2: '50%' }),
        ]),
    ...(seeds.length === 0
      ? []
      : [
          element(
            'svg',
            { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
            element('path', { class: 'seeds', d: seeds.join('') }),
          ),
        ]),
    ...(to === null ? [] : [element('circle', { class: filled ? 'dot' : 'hollow', cx: at(to), cy: '50%', r: 4.5 })]),
  );
}
