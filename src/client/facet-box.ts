import { count } from '../model/number.ts';
import { cellAt, type Query } from '../query/query.ts';
import { numberOf } from '../query/text.ts';
import { button, element, isolated } from './elements.ts';
import { type Counter, counterOf, type Option } from './facet-counts.ts';
import { boundsOf, isChosen, narrowedBy } from './facet-query.ts';
import type { FacetHead, TableData } from './run-data.ts';
import type { Finder } from './run-finder.ts';

/** What a reader asks of a facet. */
export type Wish =
  | { readonly kind: 'value'; readonly facet: FacetHead; readonly option: Pick<Option, 'label' | 'written'>; readonly on: boolean }
  /** To see more values. */
  | { readonly kind: 'more' }
  | { readonly kind: 'range'; readonly facet: FacetHead; readonly low: string; readonly high: string };

/** One facet on the page, brought to life. */
export interface FacetBox {
  readonly facet: FacetHead;
  /** The options of a facet of values; empty before its data is there. */
  options(data: TableData): readonly Option[];
  /** Shows what the query chooses and how many runs each value has among those that the rest of the query finds. */
  show(data: TableData, finder: Finder, query: Query): void;
}

const NAMED = 10;
const MOST = 200;

/** Gives the built list of a facet its boxes or fields; `ask` is told what the reader wants. */
export function facetBox(place: HTMLElement, ask: (wish: Wish) => void): FacetBox {
  const { facet: key = '', kind, written = '', title = '' } = place.dataset;
  const facet: FacetHead = { kind: kind === 'range' ? 'range' : 'values', key, written, title };
  return facet.kind === 'range' ? rangeBox(place, facet, ask) : valueBox(place, facet, ask);
}

function valueBox(place: HTMLElement, facet: FacetHead, ask: (wish: Wish) => void): FacetBox {
  const list = place.querySelector('ul');
  const rest = place.querySelector<HTMLElement>('.more');
  const boxes = new Map<string, { readonly item: HTMLElement; readonly input: HTMLInputElement; readonly tally: HTMLElement }>();
  let counter: Counter | null = null;
  let expanded = false;
  let again: (() => void) | null = null;

  const dress = (item: HTMLElement, name: Node, tally: HTMLElement, option: Pick<Option, 'label' | 'written'>) => {
    const input = element('input', '');
    input.type = 'checkbox';
    input.addEventListener('change', () => ask({ kind: 'value', facet, option, on: input.checked }));
    item.className = 'box';
    item.replaceChildren(element('label', '', input, name, tally));
    boxes.set(option.written, { item, input, tally });
  };
  for (const item of list?.querySelectorAll('li') ?? []) {
    const [name, tally] = [item.querySelector('bdi, .none'), item.querySelector<HTMLElement>('.c')];
    const { written = '', none } = item.dataset;
    if (name !== null && tally !== null) dress(item, name, tally, { written, label: none === undefined ? written : null });
  }
  const boxOf = ({ label, written, runs }: Option) => {
    if (!boxes.has(written)) {
      const name = label === null ? element('span', 'none dim', 'not recorded') : isolated(label, 60);
      dress(element('li', ''), name, element('span', 'c', count(runs)), { label, written });
    }
    return boxes.get(written);
  };
  if (rest !== null) {
    const more = button(rest.textContent ?? '', 'plain', () => {
      expanded = true;
      if (again === null) ask({ kind: 'more' });
      else again();
    });
    rest.replaceChildren(more);
  }

  const counted = (data: TableData): Counter | null => {
    const cells = data.cells(facet.key);
    const column = data.columns.find(({ key }) => key === facet.key);
    if (counter === null && cells !== undefined) counter = counterOf(column?.kind ?? '', cells, data.ids.length);
    return counter;
  };

  const box: FacetBox = {
    facet,
    options: (data) => counted(data)?.options ?? [],
    show(data, finder, query) {
      again = () => box.show(data, finder, query);
      const known = counted(data);
      if (known === null || list === null) return;
      const { own, rest: others } = narrowedBy(query, facet, finder.vocabulary);
      const counts = known.count(finder.select(others).rows);
      const chosen = known.options.map(({ label }) => isChosen(own, label, finder.vocabulary));
      const shown = known.options.flatMap((option, i) => (i < (expanded ? MOST : NAMED) || chosen[i] === true ? [{ option, i }] : []));
      const items = shown.flatMap(({ option, i }) => {
        const made = boxOf(option);
        if (made === undefined) return [];
        const runs = counts[i] ?? 0;
        const text = count(runs);
        if (made.tally.textContent !== text) made.tally.textContent = text;
        if (made.input.checked !== chosen[i]) made.input.checked = chosen[i] === true;
        made.item.classList.toggle('off', runs === 0);
        return [made.item];
      });
      if (items.length !== list.childElementCount || items.some((item, i) => list.children[i] !== item)) list.replaceChildren(...items);
      const hidden = known.options.length - items.length;
      if (rest !== null && expanded) rest.textContent = hidden > 0 ? `and ${count(hidden)} more: ${facet.written}:… in the query` : '';
    },
  };
  return box;
}

function rangeBox(place: HTMLElement, facet: FacetHead, ask: (wish: Wish) => void): FacetBox {
  const { low = '', high = '' } = place.dataset;
  const fields = [low, high].map((bound, i) => {
    const field = element('input', '');
    field.type = 'text';
    field.inputMode = 'decimal';
    field.placeholder = bound;
    field.style.width = `calc(${Math.max(4, bound.length)}ch + 10px)`;
    field.setAttribute('aria-label', `${facet.title}: ${i === 0 ? 'at least' : 'at most'}`);
    field.addEventListener('change', () => {
      const [from = '', to = ''] = fields.map(typedNumber);
      ask({ kind: 'range', facet, low: from, high: to });
    });
    return field;
  });
  const tally = place.querySelector<HTMLElement>('.c');
  const said = place.querySelector('p');
  const [from, to] = fields;
  if (from !== undefined && to !== undefined)
    said?.replaceChildren(element('span', 'range', from, element('span', 'dim', 'to'), to), ...(tally === null ? [] : [tally]));
  return {
    facet,
    options: () => [],
    show(data, finder, query) {
      const { own, rest } = narrowedBy(query, facet, finder.vocabulary);
      const bounds = boundsOf(own);
      if (from !== undefined && document.activeElement !== from) from.value = bounds.low;
      if (to !== undefined && document.activeElement !== to) to.value = bounds.high;
      const cells = data.cells(facet.key);
      if (tally === null || cells === undefined) return;
      const runs = finder.select(rest).rows.reduce((sum, marked, row) => {
        const value = marked === 1 ? cellAt(cells, row) : undefined;
        return typeof value === 'number' && Number.isFinite(value) ? sum + 1 : sum;
      }, 0);
      tally.textContent = count(runs);
    },
  };
}

/** What a reader typed as a query takes it: no commas between thousands, no true minus. What is no number is not taken. */
function typedNumber(field: HTMLInputElement): string {
  const text = field.value.replaceAll(',', '').replaceAll('−', '-').trim();
  const wrong = text !== '' && numberOf(text) === null;
  field.ariaInvalid = String(wrong);
  return wrong ? '' : text;
}
