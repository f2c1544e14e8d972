import { differencesTitle } from '../analysis/difference-words.ts';
import { differencesOf } from '../analysis/differences.ts';
import { countersOf, isCounter, isHeldOut, type Laid } from '../analysis/over.ts';
import { counted, shortNumber } from '../model/number.ts';
import { phraseText } from '../model/phrase-text.ts';
import type { SeriesIndex } from '../model/report/compare.ts';
import { type CompareState, MOST_METRICS, readState, writeState } from './compare-state.ts';
import { differenceTables, valuesTable } from './compare-tables.ts';
import { healthLines } from './compared-health.ts';
import { controls, type Look, strength, tick } from './controls.ts';
import { button, element, isolated } from './elements.ts';
import { isTimed } from './figure.ts';
import { type LiveFigure, liveFigure } from './live-figure.ts';
import { runPicker } from './run-picker.ts';
import { type Addresses, loadRuns } from './series-data.ts';
import { variantsTable } from './variants-table.ts';

export interface Comparison {
  /** Puts the runs that a state names in the place of the built comparison. */
  show(state: CompareState): Promise<void>;
  /** Opens the list of runs. */
  choose(): Promise<void>;
}

/** A comparison of any runs of the project, made in the browser; its state is in the address and nowhere else. */
export function comparison(
  root: HTMLElement,
  addresses: Addresses,
  loadIndex: () => Promise<SeriesIndex>,
  built: readonly string[],
): Comparison {
  const place = element('div', 'made');
  const status = element('p', 'evidence');
  status.setAttribute('role', 'status');
  let state: CompareState = readState('');

  const change = (next: Partial<CompareState>) => {
    state = { ...state, ...next };
    history.replaceState(null, '', `${location.pathname}${writeState(state)}`);
  };

  const show = async (next: CompareState) => {
    state = next;
    root.classList.add('replaced');
    if (!place.isConnected) root.prepend(place);
    try {
      status.textContent = 'Loading the curves';
      if (place.childElementCount === 0) place.append(status);
      const index = await loadIndex();
      const { runs, unknown } = await loadRuns(addresses, state.runs, index);
      fill(runs, unknown, index);
    } catch {
      status.textContent =
        'The data of these runs could not be loaded. The comparison that this page was built with is at its address without “?runs=”.';
      place.replaceChildren(element('div', 'head', element('h1', '', 'Compare'), status));
    }
  };

  const fill = (runs: readonly Laid[], unknown: readonly string[], index: SeriesIndex) => {
    const metrics = shared(runs, index.primary);
    const chosen = state.metrics.filter((name) => metrics.includes(name));
    let drawn: readonly string[] = chosen.length > 0 ? chosen : metrics.slice(0, 2);
    const figures = element('div', 'pair');
    const lives = new Map<string, LiveFigure>();
    const draw = (look: Look) => {
      figures.classList.toggle('one', drawn.length === 1);
      figures.replaceChildren(...drawn.map((metric) => figureOf(metric, runs, look, lives)));
    };
    const bar = controls(state, countersOf(runs), isTimed(runs), (look) => {
      change(look);
      draw(look);
    });
    const values = element('div', '');
    const tell = () =>
      values.replaceChildren(
        valuesTable(
          runs,
          [...drawn, ...metrics.filter((name) => !drawn.includes(name) && !isCounter(name))].slice(0, 8),
          root.dataset['runs'] ?? '',
        ),
      );
    const grouped = runs.some(({ group }) => group !== null);
    const variants = drawn.flatMap((metric) => variantsTable(runs, metric) ?? []).slice(0, 1);
    const choose = metricList(metrics, drawn, (next) => {
      drawn = next;
      change({ metrics: next });
      draw(state);
      tell();
    });
    status.textContent = [
      unknown.length === 0 ? '' : `No run here has the id ${unknown.slice(0, 5).join(', ')}.`,
      runs.length < 2
        ? runs.length === 0
          ? 'Choose runs to compare.'
          : 'One run alone: choose others to compare it with.'
        : grouped
          ? 'Runs of one variant have one colour: thick their mean, the band its pointwise 95 % interval (lowest to highest of two).'
          : 'n = 1 each: these are single runs, and a difference between them may be noise; nothing is tested here.',
    ]
      .filter((part) => part !== '')
      .join(' ');
    place.replaceChildren(
      element(
        'div',
        'head',
        element(
          'h1',
          '',
          'Compare ',
          element(
            'span',
            'dim',
            ...between(runs.slice(0, 8).map(({ label }) => isolated(label, 40))),
            runs.length > 8 ? ` and ${runs.length - 8} more` : '',
          ),
        ),
        headline(runs, index),
        status,
        picker(index, runs),
      ),
      section(null, bar, choose, figures, ...healthLines(runs, root.dataset['runs'] ?? '')),
      ...(variants.length === 0 ? [] : [section('Variants', ...variants)]),
      section(`Values: ${index.selection}`, values),
      section(phraseText(differencesTitle(differencesOf(runs.map(({ file }) => file)), runs.length)), ...differenceTables(runs)),
    );
    if (runs.length === 0) for (const part of place.querySelectorAll('section')) part.remove();
    draw(state);
    tell();
  };

  const picker = (index: SeriesIndex, runs: readonly Laid[]) => {
    const details = element('details', '', element('summary', '', 'Choose runs'));
    let wanted: readonly string[] = state.runs;
    details.append(
      runPicker(
        index,
        runs.map(({ file }) => file.id),
        (ids) => {
          wanted = ids;
        },
      ),
    );
    details.addEventListener('toggle', () => {
      if (details.open || wanted.join() === state.runs.join()) return;
      change({ runs: wanted });
      void show(state);
    });
    details.append(
      button('Compare these', '', () => {
        details.open = false;
      }),
    );
    return details;
  };

  return {
    show,
    async choose() {
      change({ runs: built });
      await show(state);
      place.querySelector('details')?.setAttribute('open', '');
    },
  };
}

function figureOf(metric: string, runs: readonly Laid[], { smoothing, ...look }: Look, lives: Map<string, LiveFigure>): HTMLElement {
  const live = lives.get(metric) ?? liveFigure();
  lives.set(metric, live);
  const direction = runs.flatMap(({ file }) => file.metrics).find(({ name }) => name === metric)?.direction ?? null;
  const figure = element(
    'figure',
    'figure',
    element(
      'figcaption',
      '',
      element('h3', '', isolated(metric, 80)),
      element(
        'p',
        'sub',
        direction === null ? 'Which way is better is not known.' : `${direction === 'higher' ? 'Higher' : 'Lower'} is better.`,
      ),
    ),
    live.root,
  );
  queueMicrotask(() => live.show(runs, { metric, ...look, smoothing: strength(smoothing) }));
  return figure;
}

/** Metrics with a curve: the primary one first, then those whose direction is known, held-out ones before others, then those that most runs have; counters last. */
function shared(runs: readonly Laid[], primary: string | null): readonly string[] {
  const counts = new Map<string, { runs: number; worth: number }>();
  for (const { file } of runs) {
    for (const { name, step, direction } of file.metrics) {
      if (step.length < 2) continue;
      const worth = name === primary ? 0 : isCounter(name) ? 3 : (direction === null ? 2 : 1) + (isHeldOut(name) ? 0 : 0.5);
      counts.set(name, { runs: (counts.get(name)?.runs ?? 0) + 1, worth });
    }
  }
  return [...counts].sort(([, a], [, b]) => a.worth - b.worth || b.runs - a.runs).map(([name]) => name);
}

function headline(runs: readonly Laid[], { primary }: SeriesIndex): HTMLElement {
  const values = runs.flatMap((run) => {
    const metric = run.file.metrics.find(({ name }) => name === primary);
    const value = metric?.selected === null || metric === undefined ? Number.NaN : Number(metric.selected);
    return Number.isFinite(value) && metric !== undefined && metric.direction !== null ? [{ run, value, better: metric.direction }] : [];
  });
  const sorted = values.sort((a, b) => (a.better === 'higher' ? b.value - a.value : a.value - b.value));
  const [best, second] = sorted;
  const start = runs.length === 0 ? 'No run to compare.' : runs.length === 1 ? 'One run.' : `${counted(runs.length, 'run')} side by side.`;
  if (best === undefined || second === undefined || best.value === second.value) return element('p', 'headline', start);
  const words = best.better === 'higher' ? 'highest' : 'lowest';
  return element(
    'p',
    'headline',
    `Of ${counted(runs.length, 'run')}, `,
    isolated(best.run.label, 60),
    ` has the ${words} `,
    isolated(primary ?? '', 60),
    ': ',
    element('strong', '', shortNumber(best.value)),
    '.',
  );
}

function metricList(metrics: readonly string[], drawn: readonly string[], change: (metrics: readonly string[]) => void): HTMLElement {
  let chosen = drawn;
  const boxes = metrics.slice(0, 300).map((name) => {
    const { label, input } = tick('', chosen.includes(name), (on) => {
      chosen = on ? [...chosen, name].slice(-MOST_METRICS) : chosen.filter((other) => other !== name);
      change(chosen);
    });
    label.append(isolated(name, 60));
    input.value = name;
    return element('li', '', label);
  });
  return element(
    'details',
    'cols',
    element('summary', '', `Metrics: ${drawn.length} of ${metrics.length} drawn`),
    element('ul', 'picks', ...boxes),
  );
}

function section(title: string | null, ...children: readonly HTMLElement[]): HTMLElement {
  return element('section', title === null ? 'sec first' : 'sec', ...(title === null ? [] : [element('h2', '', title)]), ...children);
}

function between(parts: readonly HTMLElement[]): (HTMLElement | string)[] {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [', ', part]));
}
