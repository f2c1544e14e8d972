import { counted } from '../model/number.ts';
import type { SeriesIndex } from '../model/report/compare.ts';
import { MOST_RUNS } from './compare-state.ts';
import { tick } from './controls.ts';
import { element, isolated } from './elements.ts';

const SHOWN = 60;

/** A list of the project's runs to tick, found by words of their names; tells the ids that are ticked. */
export function runPicker(index: SeriesIndex, start: readonly string[], change: (ids: readonly string[]) => void): HTMLElement {
  const chosen = new Set(start);
  const find = element('input', '');
  find.type = 'search';
  find.placeholder = 'words of a name';
  find.setAttribute('aria-label', 'Find runs');
  const list = element('ul', 'picks');
  const note = element('p', 'caption');
  note.setAttribute('role', 'status');

  const fill = () => {
    const words = find.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = index.runs.filter(({ id, name }) => words.every((word) => name.toLowerCase().includes(word) || id.includes(word)));
    const ordered = [...found.filter(({ id }) => chosen.has(id)), ...found.filter(({ id }) => !chosen.has(id))];
    list.replaceChildren(...ordered.slice(0, SHOWN).map(({ id, name }) => element('li', '', pick(id, name))));
    const more = ordered.length > SHOWN ? `; the first ${SHOWN} of ${counted(ordered.length, 'run')} shown` : '';
    note.textContent = `${counted(chosen.size, 'run')} chosen, at most ${MOST_RUNS}${more}.`;
  };

  const pick = (id: string, name: string) => {
    const { label, input } = tick('', chosen.has(id), (on) => {
      if (on) chosen.add(id);
      else chosen.delete(id);
      change([...chosen]);
      note.textContent = `${counted(chosen.size, 'run')} chosen, at most ${MOST_RUNS}.`;
    });
    input.disabled = !chosen.has(id) && chosen.size >= MOST_RUNS;
    label.append(isolated(name, 60), ' ', element('span', 'dim id', id.slice(0, 10)));
    return label;
  };

  find.addEventListener('input', fill);
  fill();
  return element('div', 'picker', find, list, note);
}
