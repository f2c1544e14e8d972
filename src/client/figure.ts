import { countersOf, type Laid } from '../analysis/over.ts';
import { controls, type Look, strength } from './controls.ts';
import { liveFigure } from './live-figure.ts';
import { givesPng } from './save.ts';

/** Makes the buttons of the figures that were drawn at build time work. `load` gives the runs of the page. */
export function startFigures(root: HTMLElement, load: () => Promise<readonly Laid[]>): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure.figure')) {
    const png = figure.querySelector<HTMLButtonElement>('button.png');
    const shown = () => [...figure.querySelectorAll<SVGSVGElement>('.chart svg')].find((svg) => svg.clientWidth > 0);
    if (png !== null) givesPng(png, shown, () => figure.id);
    const explore = figure.querySelector<HTMLButtonElement>('button.explore');
    explore?.addEventListener('click', () => void wake(figure, explore, load));
  }
}

/** Puts a live figure in the place of a built one. */
async function wake(figure: HTMLElement, explore: HTMLButtonElement, load: () => Promise<readonly Laid[]>): Promise<void> {
  const metric = figure.dataset['metric'] ?? '';
  const chart = figure.querySelector<HTMLElement>('.chart');
  const source = figure.querySelector<HTMLElement>('.src');
  if (chart === null || source === null) return;
  explore.disabled = true;
  try {
    const runs = await load();
    const live = liveFigure();
    const look: Look = {
      over: figure.dataset['over'] === 'relative' ? 'relative' : 'step',
      logX: false,
      logY: figure.dataset['log'] === 'true',
      smoothing: 0,
    };
    const show = ({ smoothing, ...rest }: Look) => live.show(runs, { metric, ...rest, smoothing: strength(smoothing) });
    chart.before(controls(look, countersOf(runs), isTimed(runs), show), live.root);
    chart.remove();
    source.remove();
    figure.querySelector('ul.legend:not(.livefigure *)')?.remove();
    show(look);
  } catch {
    explore.disabled = false;
    explore.textContent = 'Explore (the data could not be loaded)';
  }
}

/** All runs have points with a time. */
export function isTimed(runs: readonly Laid[]): boolean {
  return runs.length > 0 && runs.every(({ file }) => file.metrics.some(({ time }) => time.length > 0));
}
