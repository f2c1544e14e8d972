import { numberText } from '../model/number.ts';
import type { Overlay } from '../model/report/compare.ts';
import { visible } from '../model/visible.ts';
import { namesOf } from './overlay.ts';
import type { ChartSize, ChartSpec } from './spec.ts';

/** In a picture narrower than this little is left of a name that is cut. */
const ROOM = 480;

/**
 * Whether a picture that `overlayChart` made tells all its lines apart by the names at their ends; if not, the names
 * belong beside it. A name that is cut counts in a wide picture, where no other is cut to the same.
 */
export function isNamed(spec: ChartSpec, { lines, format }: Overlay, { width }: ChartSize): boolean {
  const { labels = [] } = (spec['datasets'] ?? {}) as { labels?: readonly { readonly text: string; readonly series: string }[] };
  const shown = new Set(
    labels.map(({ text, series }) => {
      const last = lines[Number(series)]?.last ?? null;
      const value = last === null ? '' : ` ${numberText(last, format)}`;
      return text.endsWith(value) ? text.slice(0, text.length - value.length) : text;
    }),
  );
  const names = namesOf(lines);
  return shown.size === names.length && (width >= ROOM || names.every(({ name }) => shown.has(visible(name))));
}
