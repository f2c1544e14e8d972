import type { SearchPlace } from '../model/report/search.ts';

/**
 * An address of the journal leads to its entry also where that stands on a later page: by the list of earlier entries, or
 * for the oldest by the index of the search field.
 */
async function follow(): Promise<void> {
  const { hash } = location;
  if (hash === '') return;
  const link = [...document.querySelectorAll<HTMLAnchorElement>('[data-earlier] a')].find((one) => one.hash === hash);
  if (link !== undefined) return location.replace(link.href);
  const { index = '', base = '/' } = document.querySelector<HTMLElement>('.find')?.dataset ?? {};
  if (document.querySelector(':target') !== null) return;
  const places = (await (await fetch(index)).json()) as readonly SearchPlace[];
  const home = location.pathname.slice(base.length - 1);
  const place = places.find(({ path }) => path.startsWith(home) && path.endsWith(hash));
  if (place !== undefined) location.replace(base.replace(/\/$/, '') + place.path);
}

const start = () => void follow().catch(() => null);
addEventListener('hashchange', start);
start();
