import { element, type Markup, percent } from './svg.ts';

/** A cell with a bar from the left, 0 to 1 of its width; nothing for null. */
export function shareBar(share: number | null, strong: boolean): Markup {
  return element(
    'svg',
    { class: 'k1 share', 'aria-hidden': 'true' },
    element('line', { class: 'ax', x1: 0, x2: 0, y1: '15%', y2: '85%' }),
    ...(share === null || !(share > 0)
      ? []
      : [element('rect', { class: strong ? 'dot' : 'weak', x: 0, y: '30%', width: percent(Math.min(1, share)), height: '40%' })]),
  );
}
