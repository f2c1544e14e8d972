import type { Laid, OverlayChoice } from '../analysis/over.ts';
import { type Laying, layOver } from '../analysis/overlay.ts';
import { LIGHT } from '../charts/colours.ts';
import { BRUSH, liveChart } from '../charts/live.ts';
import { isNamed } from '../charts/named.ts';
import { namesOf, overlayChart } from '../charts/overlay.ts';
import { overlayRows } from '../charts/overlay-table.ts';
import { WIDE } from '../charts/spec.ts';
import { withColours } from '../charts/standalone.ts';
import { csvRows } from '../model/csv.ts';
import { count, counted, shortNumber } from '../model/number.ts';
import { button, element, isolated, lineKey } from './elements.ts';
import { drawingText, givesPng, save } from './save.ts';

/** A figure that redraws itself. */
export interface LiveFigure {
  readonly root: HTMLElement;
  show(runs: readonly Laid[], choice: Omit<OverlayChoice, 'zoom'>): void;
}

/** A figure with the value under the pointer, a part of the x axis that can be marked, and its files as they are now. */
export function liveFigure(): LiveFigure {
  const place = element('div', 'chart live');
  const note = element('p', '');
  const legend = element('ul', 'legend');
  const wide = button('Whole axis', 'plain', () => zoomTo(null));
  let runs: readonly Laid[] = [];
  let choice: OverlayChoice | null = null;
  let laying: Laying | null = null;
  let drawing = 0;
  let close: (() => void) | null = null;
  let width = 0;

  const drawn = () => place.querySelector('svg');
  const name = () => (choice?.metric ?? 'figure').replace(/[^\w.-]+/g, '-').slice(0, 80);
  const png = button('PNG', 'plain', () => {});
  givesPng(png, drawn, name);
  const menu = element(
    'span',
    'get',
    wide,
    button('SVG', 'plain', () => {
      const svg = drawn();
      if (svg !== null) save(`${name()}.svg`, drawingText(svg).text, 'image/svg+xml');
    }),
    png,
    button('CSV', 'plain', () => {
      if (laying !== null) save(`${name()}.csv`, csvRows(overlayRows(laying.overlay)), 'text/csv');
    }),
    button('Vega-Lite', 'plain', () => {
      if (laying === null) return;
      save(`${name()}.vl.json`, JSON.stringify(withColours(overlayChart(laying.overlay, WIDE), LIGHT), null, 1), 'application/json');
    }),
  );
  const root = element('div', 'livefigure', legend, place, element('div', 'src', note, menu));

  const zoomTo = (zoom: readonly [number, number] | null) => {
    if (choice === null) return;
    choice = { ...choice, zoom };
    void draw();
  };

  const draw = async () => {
    if (choice === null) return;
    drawing += 1;
    const mine = drawing;
    laying = layOver(runs, choice);
    note.textContent = noteOf(laying, runs.length, choice.zoom !== null);
    wide.hidden = choice.zoom === null;
    if (laying.overlay.lines.length === 0) {
      close?.();
      close = null;
      legend.replaceChildren();
      place.replaceChildren(element('p', 'empty', 'None of these runs has points of this metric here.'));
      return;
    }
    width = Math.max(300, Math.round(place.clientWidth || 600));
    const size = { width: Math.min(width, 1000), height: width < 480 ? 280 : 380, labels: true };
    const next = element('div', 'liveplot');
    const spec = liveChart(laying.overlay, size);
    const beside = isNamed(spec, laying.overlay, size) ? [] : namesOf(laying.overlay.lines);
    legend.replaceChildren(...beside.map((line) => element('li', '', lineKey(line.slot), isolated(line.name, 48))));
    const finished = await embedChart(next, spec, zoomTo);
    if (mine !== drawing) return finished();
    close?.();
    close = finished;
    place.replaceChildren(next);
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', wordsOf(laying));
  };

  const redraw = () => {
    if (Math.abs((place.clientWidth || width) - width) > 8) void draw();
  };
  new ResizeObserver(debounced(redraw, 150)).observe(place);

  return {
    root,
    show(nextRuns, next) {
      const zoom = choice !== null && choice.over === next.over && choice.logX === next.logX ? choice.zoom : null;
      runs = nextRuns;
      choice = { ...next, zoom };
      void draw();
    },
  };
}

/**
 * Draws with Vega, which is fetched when the first chart comes to life. Gives the way to end it. `ast`: expressions are
 * walked by Vega's interpreter and never become code, which the policy of the pages forbids; the interpreter's own list of
 * functions is kept as it is, since no expression comes from a record (`render/allowed.ts`).
 */
async function embedChart(place: HTMLElement, spec: unknown, zoomTo: (range: [number, number]) => void): Promise<() => void> {
  const { default: embed } = await import('vega-embed');
  const refuse = () => Promise.reject(new Error('a chart loads nothing'));
  const { view, finalize } = await embed(place, spec as Parameters<typeof embed>[1], {
    mode: 'vega-lite',
    renderer: 'svg',
    actions: false,
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} } as never,
  });
  let range: readonly number[] | null = null;
  view.addSignalListener(BRUSH, (_, value: { x?: readonly number[] }) => {
    range = value.x ?? null;
  });
  place.addEventListener('pointerup', () => {
    const [from, to] = range ?? [];
    if (from !== undefined && to !== undefined && from < to) zoomTo([from, to]);
  });
  return finalize;
}

function noteOf({ points, drawn, belowZero, notFinite, halfLife, without, overlay }: Laying, all: number, zoomed: boolean): string {
  return [
    `${counted(all - without.length, 'run')}; ${zoomed ? `${counted(drawn, 'point')} in this part of the axis` : thinned(points, drawn)}.`,
    halfLife === null
      ? ''
      : `Smoothed with a half-life of ${shortNumber(halfLife, 3)} ${overlay.x.kind === 'utc' ? 'seconds' : overlay.x.label}, recorded values behind; names carry recorded values.`,
    belowZero > 0 ? `${counted(belowZero, 'point')} at or below zero have no place on a logarithmic axis.` : '',
    notFinite > 0 ? `${counted(notFinite, 'value')} not finite: the line is broken, a cross marks the place.` : '',
    without.length > 0
      ? `Without it: ${without.slice(0, 5).join(', ')}${without.length > 5 ? ` and ${without.length - 5} more` : ''}.`
      : '',
    'Drag over the plot to look closer.',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function thinned(points: number, drawn: number): string {
  return points > drawn ? `${count(drawn)} of ${counted(points, 'point')} drawn; extremes kept` : `all ${counted(points, 'point')} drawn`;
}

function wordsOf({ overlay }: Laying): string {
  const ends = overlay.lines
    .slice(0, 8)
    .map(({ label, last }) => `${label} ${last === null ? 'without a finite last value' : `ends at ${shortNumber(last, 5)}`}`);
  return `Lines of ${overlay.metric} over ${overlay.x.label}: ${ends.join('; ')}.`;
}

function debounced(act: () => void, milliseconds: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}
