/** A Vega-Lite specification as plain JSON. Data of runs stands in its datasets alone. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface ChartSpec {
  readonly [key: string]: Json;
}

/** The two widths that are drawn at build time, so that type has its size on a desk and on a phone. */
export type ChartSize = 'wide' | 'narrow';

/** Size of type in all charts, CSS pixels. */
export const TYPE = 13;

export const FONT = 'ui-sans-serif, system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

/** What all charts share: our type, no frame, no background, nothing that reads data aloud but the figure's own words. */
export function chartFrame(
  plot: { width: number; height: number },
  padding: { left: number; right: number; top: number; bottom: number },
): ChartSpec {
  const text = { font: FONT, fontSize: TYPE };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: plot.width,
    height: plot.height,
    padding,
    autosize: { type: 'none', contains: 'content' },
    background: null,
    config: {
      aria: false,
      font: FONT,
      view: { stroke: null },
      axis: { labels: false, ticks: false, title: null, domainColor: 'var(--edge)', gridColor: 'var(--grid)' },

      text: { ...text, fill: 'var(--ink-2)' },
      point: { opacity: 1 },
      line: { strokeJoin: 'round', strokeCap: 'butt' },
    },
  };
}
