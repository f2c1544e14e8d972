import type { Markup } from './svg.ts';

/** What the style sheet says of the classes of drawings, as attributes: for a picture that has no style sheet with it. */
const STYLES: Readonly<Record<string, string>> = {
  ax: 'stroke="var(--edge)"',
  g: 'stroke="var(--grid)"',
  b: 'font-weight="650"',
  wh: 'stroke="var(--c1)" stroke-width="1.75"',
  dot: 'fill="var(--c1)" stroke="var(--c1)" stroke-width="1.5"',
  hollow: 'fill="var(--paper)" stroke="var(--c1)" stroke-width="1.5"',
  far: 'fill="var(--c1)"',
  step: 'stroke="var(--c1)" stroke-width="7" stroke-opacity="0.35"',
  seeds: 'fill="none" stroke="var(--c1)" stroke-width="5" stroke-linecap="round" vector-effect="non-scaling-stroke" stroke-opacity="0.7"',
};

/** Of charts with several lines: in the colour of the line. */
export const OF_LINES: Readonly<Record<string, string>> = {
  line: 'fill="none" stroke="currentColor" stroke-width="1.6" vector-effect="non-scaling-stroke" stroke-linejoin="round"',
  wh: 'stroke="currentColor" stroke-width="1.25"',
  seeds:
    'fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round" vector-effect="non-scaling-stroke" stroke-opacity="0.7"',
  mean: 'fill="currentColor"',
  name: 'fill="currentColor"',
  far: 'fill="currentColor"',
};

/** Of charts of sweeps. The best trial is drawn over its dot, so that the dot needs no look of its own. */
export const OF_SWEEPS: Readonly<Record<string, string>> = {
  dot: '',
  best: 'fill="var(--c2)" stroke="var(--paper)" stroke-width="1.5"',
  'to-best': 'stroke="var(--c2)" stroke-opacity="0.6"',
  lost: 'fill="none" stroke="var(--bad)" stroke-width="1.5"',
  marks: 'fill="none" stroke="var(--c1)" stroke-width="6" stroke-linecap="round" vector-effect="non-scaling-stroke" stroke-opacity="0.7"',
  one: 'fill="none" stroke="var(--rest)" vector-effect="non-scaling-stroke" stroke-opacity="0.6"',
  ln: 'fill="none" stroke="var(--c1)" stroke-width="1.75" vector-effect="non-scaling-stroke" stroke-linejoin="round"',
  stair: 'fill="none" stroke="var(--edge)" vector-effect="non-scaling-stroke"',
  ink: 'fill="var(--ink)"',
  halo: 'paint-order="stroke" stroke="var(--paper)" stroke-width="4" stroke-linejoin="round"',
};

/** The same drawing with attributes in place of its classes. Text was escaped when it was made, so no quote in it is taken for one. */
export function plainStyle({ markup }: Markup, more: Readonly<Record<string, string>> = {}): Markup {
  const styles = { ...STYLES, ...more };
  const said = (names: string) => {
    const found = names.split(' ').flatMap((name) => styles[name] || []);
    return found.length === 0 ? '' : ` ${found.join(' ')}`;
  };
  return { markup: markup.replace(/<[^>]*>/g, (tag) => tag.replace(/ class="([^"]*)"/, (_, names: string) => said(names))) };
}
