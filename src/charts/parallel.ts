import type { Parallel, ParallelAxis } from '../model/report/sweep.ts';
import { tellApart } from '../model/tell-apart.ts';
import { visible } from '../model/visible.ts';
import { element, type Markup, percent } from './svg.ts';

/** CSS pixels between the axes. */
export const PARALLEL_HEIGHT = 260;
const LONG = 20;
const LONG_TICK = 12;
/** Choices that carry a label. */
const MOST_TICKS = 8;

/** Every trial a line through its parameters to the objective; the best tenth on top, by weight and colour. A missing value breaks the line. */
export function parallelChart({ axes, lines, best, alternative }: Parallel): Markup {
  const x = (axis: number) => (axes.length < 2 ? 0.5 : axis / (axes.length - 1));
  const paths = (some: readonly (readonly (number | null)[])[]) => some.map((line) => pathOf(line, x)).join('');
  const names = tellApart(
    axes.map(({ name }) => name),
    (text) => text.length <= LONG,
  );
  const [top, rest] = [paths(lines.slice(0, best)), paths(lines.slice(best))];
  return element(
    'svg',
    { class: 'p k1 parallel', height: PARALLEL_HEIGHT, role: 'img', 'aria-label': visible(alternative) },
    element(
      'svg',
      { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
      ...(rest === '' ? [] : [element('path', { class: 'one', d: rest })]),
      ...(top === '' ? [] : [element('path', { class: 'ln', d: top })]),
    ),
    ...axes.flatMap((axis, i) => axisOf(axis, names[i] ?? '', i, x(i), axes.length)),
  );
}

function pathOf(line: readonly (number | null)[], x: (axis: number) => number): string {
  let open = false;
  return line
    .map((place, axis) => {
      if (place === null) {
        open = false;
        return '';
      }
      const at = `${open ? 'L' : 'M'}${Math.round(x(axis) * 1000)} ${Math.round((1 - place) * 1000)}`;
      open = true;
      return at;
    })
    .join('');
}

function axisOf({ kind, log, ticks }: ParallelAxis, name: string, at: number, place: number, axes: number): Markup[] {
  const x = percent(place);
  const anchor = at === 0 ? 'start' : at === axes - 1 ? 'end' : 'middle';
  const every = Math.ceil(ticks.length / MOST_TICKS);
  const shown = ticks.filter((_, i) => i % every === 0 || i === ticks.length - 1);
  const texts = tellApart(
    shown.map(({ label }) => label),
    (text) => text.length <= LONG_TICK,
  );
  return [
    element('line', { class: 'ax', x1: x, x2: x, y1: 0, y2: '100%' }),
    element(
      'text',
      { class: kind === 'objective' ? 'ink b' : 'ink', x, y: at % 2 === 0 ? -40 : -24, 'text-anchor': anchor },
      `${name}${log ? ' (log)' : ''}`,
    ),
    ...shown.flatMap((tick, i) => {
      const end = kind !== 'category';
      const down = percent(1 - tick.at);
      const dy = end ? (tick.at === 0 ? 18 : -7) : 4;
      const last = at === axes - 1;
      return [
        element(
          'text',
          { class: 'halo', x, dx: end ? 0 : last ? -6 : 6, y: down, dy, 'text-anchor': end ? anchor : last ? 'end' : 'start' },
          texts[i] ?? '',
        ),
      ];
    }),
  ];
}
