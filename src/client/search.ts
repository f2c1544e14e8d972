/** One place that search can lead to. */
interface Found {
  readonly title: string;
  /** What it is: `project`, `run of digits`. */
  readonly kind: string;
  /** From the root of the site. */
  readonly path: string;
}

const MOST = 20;

const box = document.querySelector<HTMLElement>('.find');
const field = document.querySelector<HTMLInputElement>('#site-search');
const list = document.querySelector<HTMLElement>('.found');

if (box !== null && field !== null && list !== null) {
  let index: Promise<readonly Found[]> | null = null;
  const load = () => {
    index ??= fetch(box.dataset['index'] ?? '').then((answer) => answer.json() as Promise<readonly Found[]>);
    return index;
  };
  const show = async () => {
    const words = field.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length === 0) {
      list.hidden = true;
      return;
    }
    const places = await load().catch(() => null);
    list.replaceChildren(...(places === null ? [line('The index could not be loaded.')] : results(places, words)));
    list.hidden = false;
  };
  const results = (places: readonly Found[], words: readonly string[]) => {
    const hits = places.filter(({ title, kind }) => words.every((word) => `${title} ${kind}`.toLowerCase().includes(word)));
    if (hits.length === 0) return [line('Nothing has these words in its name.')];
    const shown: HTMLElement[] = hits.slice(0, MOST).map(link);
    return hits.length > MOST ? [...shown, line(`and ${hits.length - MOST} more`)] : shown;
  };
  const link = ({ title, kind, path }: Found) => {
    const anchor = document.createElement('a');
    anchor.href = (box.dataset['base'] ?? '/').replace(/\/+$/, '') + path;
    const name = document.createElement('bdi');
    name.textContent = title;
    const small = document.createElement('small');
    small.textContent = kind;
    anchor.append(name, small);
    return anchor;
  };
  const line = (text: string) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = text;
    return paragraph;
  };
  field.addEventListener('focus', () => void load().catch(() => null));
  field.addEventListener('input', () => void show());
  field.addEventListener('keydown', (event) => {
    const first = list.querySelector('a');
    if (event.key === 'Enter' && first !== null && !list.hidden) first.click();
    if (event.key === 'ArrowDown' && first !== null) {
      event.preventDefault();
      first.focus();
    }
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    list.hidden = true;
    field.focus();
  });
  box.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && box.contains(event.relatedTarget))) list.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null) return;
    event.preventDefault();
    field.focus();
  });
}
