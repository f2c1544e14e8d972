import type { SearchPlace, SearchRuns } from '../model/report/search.ts';
import { shorten, visible } from '../model/visible.ts';
import { element, isolated } from './elements.ts';
import { type Indexed, indexed, ranked, wordsOf } from './search-rank.ts';
import { excerpt, markedPieces } from './search-text.ts';

const MOST = 20;
const EXCERPT = 180;
const TITLE = 120;

const box = document.querySelector<HTMLElement>('.find');
const field = document.querySelector<HTMLInputElement>('#site-search');
const list = document.querySelector<HTMLElement>('.found');
if (box !== null && field !== null && list !== null) start(box, field, list);

/** Brings the search field to life; what it finds is fetched when it is first used. */
function start(box: HTMLElement, field: HTMLInputElement, list: HTMLElement): void {
  const base = (box.dataset['base'] ?? '/').replace(/\/+$/, '');
  const { runs: ownRuns, project } = box.dataset;
  let written: readonly Indexed[] | null = null;
  let runs: readonly Indexed[] | null = null;
  let failed = false;
  let asked = false;

  const load = () => {
    if (asked) return;
    asked = true;
    void Promise.all([
      read<readonly SearchPlace[]>(box.dataset['index']).then((places) => {
        written = places.map(indexed);
        show();
      }),
      read<readonly SearchRuns[]>(box.dataset['runIndex']).then((projects) => {
        runs = projects.flatMap(runPlaces).map(indexed);
        show();
      }),
    ]).catch(() => {
      failed = true;
      show();
    });
  };

  const show = () => {
    const words = wordsOf(field.value);
    list.hidden = words.length === 0;
    if (words.length === 0) return;
    const found = ranked([...(written ?? []), ...(runs ?? [])], words);
    list.replaceChildren(...found.slice(0, MOST).map((place) => link(place, words)), ...last(found.length));
    list.scrollTop = 0;
  };

  const link = ({ title, kind, path, text }: SearchPlace, words: readonly string[]) => {
    const anchor = element(
      'a',
      '',
      element('span', 'what', element('bdi', '', ...marked(shorten(title, TITLE), words)), element('small', '', kind)),
    );
    if (text !== '') anchor.append(element('small', 'excerpt', ...marked(excerpt(text, words, EXCERPT), words)));
    anchor.href = base + path;
    return anchor;
  };

  /** What stands below the places: how many more there are, and the query of the runs table. */
  const last = (found: number): readonly HTMLElement[] => {
    const lines: HTMLElement[] = [];
    if (failed) lines.push(element('p', '', 'The index could not be loaded.'));
    else if (written === null || runs === null) lines.push(element('p', 'dim', 'Loading the index'));
    else if (found === 0) lines.push(element('p', '', 'Nothing has all of these words.'));
    else if (found > MOST) lines.push(element('p', 'dim', `and ${found - MOST} more; another word finds fewer`));
    if (ownRuns !== undefined) {
      const query = element(
        'a',
        'query',
        'Runs of ',
        isolated(project ?? '', 40),
        ' by the query ',
        element('code', '', field.value.trim().slice(0, 60)),
      );
      query.href = `${ownRuns}?q=${encodeURIComponent(field.value.trim())}`;
      lines.push(query);
    }
    return lines;
  };

  const move = (event: KeyboardEvent, step: number) => {
    const links = [...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = at + step < 0 ? field : links[Math.min(links.length - 1, at + step)];
    if (list.hidden || next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  field.addEventListener('focus', load);
  field.addEventListener('input', () => {
    load();
    show();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(event, 1);
    if (event.key === 'ArrowUp') move(event, document.activeElement === field ? 0 : -1);
    if (event.key === 'Enter' && event.target === field && !list.hidden) list.querySelector('a')?.click();
    if (event.key !== 'Escape') return;
    list.hidden = true;
    field.focus();
  });
  // Safari gives links no focus when they are clicked: the list must not go before the click arrives.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  box.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && box.contains(event.relatedTarget))) list.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

async function read<T>(address: string | undefined): Promise<T> {
  const answer = await fetch(address ?? '');
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as T;
}

function runPlaces({ project, title, ids, names, words }: SearchRuns): readonly SearchPlace[] {
  return ids.map((id, i) => ({
    title: names[i] === id ? id : `${names[i]} ${id}`,
    kind: `run of ${title}`,
    path: `/${project}/runs/${encodeURIComponent(id)}/`,
    text: words[i] ?? '',
  }));
}

function marked(text: string, words: readonly string[]): readonly Node[] {
  return markedPieces(text, words).map((piece) =>
    piece.marked ? element('mark', '', visible(piece.text)) : document.createTextNode(visible(piece.text)),
  );
}
