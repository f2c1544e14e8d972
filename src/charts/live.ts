import { shortNumber } from '../model/number.ts';
import type { Overlay } from '../model/report/compare.ts';
import { visible } from '../model/visible.ts';
import { overlayChart } from './overlay.ts';
import type { ChartSize, ChartSpec, Json } from './spec.ts';

/** Names of the selections that a live chart has. */
export const BRUSH = 'brush';

/**
 * The chart of an overlay for the browser: the value nearest to the pointer is told, and a part of the x axis can be
 * marked with it. What it tells is recorded, never smoothed; its texts are made here, as data.
 */
export function liveChart(overlay: Overlay, size: ChartSize): ChartSpec {
  const spec = overlayChart(overlay, size);
  const layers = spec['layer'] as readonly { [key: string]: Json }[];
  const lines = layers.find((layer) => isOf(layer, 'lines'));
  const encoding = lines?.['encoding'] as { [key: string]: Json };
  const { x, y, stroke } = encoding;
  const tooltip = [
    { field: 'label', type: 'nominal', title: 'Run' },
    { field: 'xText', type: 'nominal', title: 'At' },
    { field: 'yText', type: 'nominal', title: 'Value' },
  ];
  const opacity = { condition: { param: 'near', empty: false, value: 1 }, value: 0 };
  return {
    ...spec,
    datasets: { ...(spec['datasets'] as { [key: string]: Json }), points: pointsOf(overlay) },
    layer: [
      ...layers.map((layer) =>
        isOf(layer, 'lines') ? { ...layer, params: [{ name: BRUSH, select: { type: 'interval', encodings: ['x'] } }] } : layer,
      ),
      {
        data: { name: 'points' },
        params: [{ name: 'near', select: { type: 'point', nearest: true, on: 'pointermove', clear: 'pointerout' } }],
        mark: { type: 'point', size: 36, strokeWidth: 2.5 },
        encoding: { x: x as Json, y: y as Json, stroke: stroke as Json, opacity, tooltip },
      },
    ],
  };
}

function isOf(layer: { readonly [key: string]: Json }, name: string): boolean {
  return (layer['data'] as { readonly name?: Json } | undefined)?.name === name;
}

function pointsOf({ lines, x }: Overlay): Json[] {
  return lines.flatMap(({ label, curve, raw }, series) =>
    curve.pieces.flatMap((piece, p) => {
      const points: Json[] = [];
      for (let i = 0; i < piece.length; i += 2) {
        const [at, high] = [piece[i] as number, piece[i + 1] as number];
        const recorded = raw === null ? high : (raw.pieces[p]?.[i + 1] ?? high);
        const xText =
          x.kind === 'utc' ? new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ') : `${shortNumber(at, 6)} ${visible(x.label)}`;
        points.push({ series: String(series), x: at, y: high, label: visible(label), xText, yText: shortNumber(recorded, 6) });
      }
      return points;
    }),
  );
}
