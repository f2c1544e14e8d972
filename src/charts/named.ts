import type { OverlayLine } from '../model/report/compare.ts';
import { visible } from '../model/visible.ts';
import { namesOf } from './overlay.ts';
import type { ChartSpec } from './spec.ts';

/** Whether a picture that `overlayChart` made has the whole name of each of its lines in it; if not, they stand beside it. */
export function isNamed(spec: ChartSpec, lines: readonly OverlayLine[]): boolean {
  const { labels = [] } = (spec['datasets'] ?? {}) as { labels?: readonly { readonly text: string }[] };
  return namesOf(lines).every(({ name }) => labels.some(({ text }) => `${text} `.startsWith(`${visible(name)} `)));
}
