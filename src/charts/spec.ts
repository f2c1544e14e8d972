/** A Vega-Lite specification as plain JSON. Data of runs stands in its datasets alone. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface ChartSpec {
  readonly [key: string]: Json;
}

/** Outer size of a chart in CSS pixels, and whether its lines carry their names. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly labels: boolean;
}

/** What is drawn at build time, so that type has its size on a desk, on a phone, and where many stand side by side. */
export const WIDE: ChartSize = { width: 600, height: 340, labels: true };
export const NARROW: ChartSize = { width: 358, height: 280, labels: true };
/** A figure that has the whole width of a page. */
export const LARGE: ChartSize = { width: 1160, height: 420, labels: true };
export const SMALL: ChartSize = { width: 380, height: 240, labels: false };

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
