import type { Inventory } from './manifest.ts';

/** Where a site will be served. */
export interface Address {
  /** Starts and ends with `/`. */
  readonly base: string;
  /** Absolute address of the site, null where nobody gave one. */
  readonly url: string | null;
}

/** The address as it is asked for, with the slashes that its base needs. */
export function siteAddress({ base, url }: Address): Address {
  const trimmed = base.replace(/^\/+|\/+$/g, '');
  return { base: trimmed === '' ? '/' : `/${trimmed}/`, url };
}

/** What an address in a page leads to. */
export type Target =
  | { readonly kind: 'file'; readonly file: string; readonly fragment: string }
  | { readonly kind: 'foreign'; readonly scheme: string }
  | { readonly kind: 'fault'; readonly what: string };

const ORIGIN = 'http://site.invalid';

/** `digits/index.html` → `/base/digits/`. */
export function addressOf(file: string, base: string): string {
  return (
    base +
    file
      .replace(/(^|\/)index\.html$/, '$1')
      .split('/')
      .map(encodeURIComponent)
      .join('/')
  );
}

/** Follows an address from a file of the site; a query is ignored. */
export function follow(href: string, from: string, address: Address, inventory: Inventory): Target {
  let url: URL;
  try {
    url = new URL(href.trim(), ORIGIN + addressOf(from, address.base));
  } catch {
    return { kind: 'fault', what: 'is no address' };
  }
  if (url.origin !== ORIGIN && !isOwn(url, address)) return { kind: 'foreign', scheme: url.protocol };
  if (from === '404.html' && !/^(\/|#|[a-z]+:)/i.test(href))
    return { kind: 'fault', what: 'is relative, and 404.html is shown at any address' };
  if (!url.pathname.startsWith(address.base)) return { kind: 'fault', what: `leads out of the base path ${address.base}` };
  const path = decode(url.pathname.slice(address.base.length));
  const fragment = decode(url.hash.slice(1));
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (inventory.has(file) || file === 'manifest.json') return { kind: 'file', file, fragment };
  const what = inventory.has(`${file}/index.html`) ? 'lacks the slash at its end' : 'leads nowhere';
  return { kind: 'fault', what };
}

/** Follows addresses; what begins with a slash leads to one place from anywhere and is followed once. */
export function followerOf(address: Address, inventory: Inventory): (href: string, from: string) => Target {
  const known = new Map<string, Target>();
  return (href, from) => {
    if (!href.startsWith('/')) return follow(href, from, address, inventory);
    const target = known.get(href) ?? follow(href, from, address, inventory);
    known.set(href, target);
    return target;
  };
}

function isOwn(url: URL, address: Address): boolean {
  if (address.url === null) return false;
  const own = new URL(address.url);
  return url.origin === own.origin && url.pathname.startsWith(address.base);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
