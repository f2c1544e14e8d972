import type { Curve } from '../model/report/figure.ts';
import { pathOf } from './line.ts';
import { exactScale } from './scale.ts';
import { element, type Markup } from './svg.ts';

/** A line without axes, as high as a word; null where there is nothing to draw. */
export function sparkline(curve: Curve, label: string): Markup | null {
  const points = curve.pieces.flat();
  if (points.length < 4) return null;
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  const scale = (values: readonly number[]) => exactScale(Math.min(...values), Math.max(...values), 2);
  return element(
    'svg',
    { class: 'spark ki', viewBox: '0 0 1000 1000', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    element('path', { class: 'ln', d: pathOf(curve, scale(xs), scale(ys)) }),
  );
}
