import type { BudgetFigure } from '../model/report/sweep.ts';
import { visible } from '../model/visible.ts';
import { gridLines, leftClass, valueAxis } from './axis.ts';
import { exactScale, type Scale, tickText } from './scale.ts';
import { element, type Markup, percent } from './svg.ts';

/** CSS pixels between the axes. */
export const BUDGET_HEIGHT = 220;

/** Expected best of n over n, solid to half of the trials and dashed beyond; the best so far as a thin stair behind it. */
export function budgetChart({ expected, solid, soFar, trials, better, alternative }: BudgetFigure): Markup {
  const values = [...expected, ...soFar].map(([, value]) => value);
  const ahead = expected.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const worst = better === 'lower' ? Math.max(...ahead) : Math.min(...ahead);
  const { scale: y, labels } =
    better === 'lower' ? valueAxis(low, Math.max(worst, low), 4, false) : valueAxis(Math.min(worst, high), high, 4, false);
  const x = exactScale(0, trials, 4);
  const half = expected.filter(([n]) => n <= Math.max(1, solid));
  const rest = expected.filter(([n]) => n >= Math.max(1, solid));
  return element(
    'svg',
    { class: `p k1 budget${leftClass(labels)}`, height: BUDGET_HEIGHT, role: 'img', 'aria-label': visible(alternative) },
    ...gridLines(y, labels),
    element('line', { class: 'ax', x1: 0, x2: '100%', y1: '100%', y2: '100%' }),
    ...x.ticks.map((tick) => element('text', { x: percent(x.place(tick)), y: '100%', dy: 18, 'text-anchor': 'middle' }, tickText(tick))),
    element('text', { x: '100%', y: '100%', dy: 36, 'text-anchor': 'end' }, 'trials'),
    element(
      'svg',
      { width: '100%', height: '100%', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', overflow: 'visible' },
      ...stair(soFar, trials, x, y),
      ...(half.length > 1 ? [element('path', { class: 'ln', d: lineOf(half, x, y) })] : []),
      ...(rest.length > 1 ? [element('path', { class: 'ln', 'stroke-dasharray': '5 4', d: lineOf(rest, x, y) })] : []),
    ),
  );
}

type Places = readonly (readonly [n: number, value: number])[];

const place = (scale: Scale, value: number) => Math.round(scale.place(value) * 1000);

function lineOf(places: Places, x: Scale, y: Scale): string {
  return places.map(([n, value], i) => `${i === 0 ? 'M' : 'L'}${place(x, n)} ${1000 - place(y, value)}`).join('');
}

/** From where it is on the axis: the first trials may lie far behind what is expected of one. */
function stair(all: Places, trials: number, x: Scale, y: Scale): Markup[] {
  const places = all.filter(([, value]) => value >= y.domain[0] && value <= y.domain[1]);
  const steps = places.map(([n, value], i) => {
    const down = 1000 - place(y, value);
    return i === 0 ? `M${place(x, n)} ${down}` : `H${place(x, n)}V${down}`;
  });
  return steps.length === 0 ? [] : [element('path', { class: 'stair', d: `${steps.join('')}H${place(x, trials)}` })];
}
