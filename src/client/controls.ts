import type { Over } from '../analysis/over.ts';
import type { CompareState } from './compare-state.ts';
import { element } from './elements.ts';

/** What the controls of live figures change. */
export type Look = Pick<CompareState, 'over' | 'logX' | 'logY' | 'smoothing'>;

/** How strong the smoothing is at a place of its slider, as a part of the x axis: fine at its start. */
export function strength(smoothing: number): number {
  return (smoothing / 100) ** 2 / 4;
}

/** The choice of the x axis, of logarithmic axes and of smoothing. `counters`: metrics that others can stand over. */
export function controls(start: Look, counters: readonly string[], timed: boolean, change: (look: Look) => void): HTMLElement {
  let look = start;
  const set = (next: Partial<Look>) => {
    look = { ...look, ...next };
    logX.input.disabled = look.over === 'wall';
    change(look);
  };
  const over = element('select', '');
  const choices: readonly (readonly [Over, string])[] = [
    ['step', 'steps'],
    ...counters.map((name) => [`metric:${name}`, name] as const),
    ...(timed
      ? ([
          ['relative', 'time since the first record'],
          ['wall', 'time of day, UTC'],
        ] as const)
      : []),
  ];
  over.append(...choices.map(([value, text]) => new Option(text, value, false, value === look.over)));
  over.addEventListener('change', () => set({ over: choices[over.selectedIndex]?.[0] ?? 'step' }));
  const logX = tick('log x', look.logX, (logX) => set({ logX }));
  const logY = tick('log y', look.logY, (logY) => set({ logY }));
  logX.input.disabled = look.over === 'wall';
  const slider = element('input', '');
  slider.type = 'range';
  slider.min = '0';
  slider.max = '100';
  slider.step = '1';
  slider.value = String(look.smoothing);
  slider.addEventListener('input', () => set({ smoothing: Number(slider.value) }));
  const bar = element(
    'div',
    'controls',
    element('label', '', 'over ', over),
    logX.label,
    logY.label,
    element('label', '', 'smoothing ', slider),
  );
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'How the curves are drawn');
  return bar;
}

/** A box to tick with its words. */
export function tick(
  text: string,
  checked: boolean,
  change: (checked: boolean) => void,
): { readonly label: HTMLLabelElement; readonly input: HTMLInputElement } {
  const input = element('input', '');
  input.type = 'checkbox';
  input.checked = checked;
  input.addEventListener('change', () => change(input.checked));
  return { label: element('label', '', input, ' ', text), input };
}
