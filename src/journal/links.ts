import path from 'node:path/posix';
import type { DirectoryIndex } from '../model/folder.ts';
import type { Addresses, LinkedProject } from './addresses.ts';

/**
 * What a link of a markdown file becomes: an address, or the reason why it is left out. `lost`: the address is that of the page
 * alone, for what stands behind the `#` is not on it.
 */
export type Resolved = { readonly href: string; readonly lost?: boolean } | { readonly reason: string };

/** A heading of a page that people wrote: its anchor, and the part of the address behind that of the page (`page/2/`). */
export interface FoundHeading {
  readonly id: string;
  readonly below: string;
}

/** A heading by the path of its file and a name; null where the file has none of that name, undefined where nobody knows. */
export type HeadingIn = (path: string, name: string) => FoundHeading | null | undefined;

/** One markdown file as links see it. */
export interface LinkContext {
  readonly file: string;
  readonly index: DirectoryIndex;
  readonly addresses: Addresses;
  /** Address of a heading of this file, named as a code host would or by our own anchor. */
  anchor(name: string): string | null;
  /** A heading in another file. */
  readonly headingIn: HeadingIn;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ALLOWED = /^(?:https?|mailto):/i;

/** Resolves a link as written in a file of the folder. Only web and mail addresses, and pages that are on the site, are kept. */
export function resolveLink(written: string, context: LinkContext): Resolved {
  const href = written.trim();
  if (href.includes('\\') || hasControl(href)) return { reason: 'has characters that no address has' };
  if (href.startsWith('//')) return { reason: 'names a host without https' };
  if (SCHEME.test(href))
    return ALLOWED.test(href)
      ? { href: href.replace(SCHEME, (scheme) => scheme.toLowerCase()) }
      : { reason: 'is neither a web nor a mail address' };
  const [place = '', fragment = ''] = splitOnce(href, '#');
  const [file = '', query = ''] = splitOnce(place, '?');
  if (file === '' && query === '') return within(fragment, context);
  return file.startsWith('/') ? onSite(file, query, fragment, context) : inFolder(file, query, fragment, context);
}

function within(fragment: string, { anchor }: LinkContext): Resolved {
  if (fragment === '') return { reason: 'has no address' };
  const href = anchor(decoded(fragment));
  return href === null ? { reason: 'leads to no heading of this page' } : { href };
}

/** An address from the site's root, as it would be without a base path. */
function onSite(file: string, query: string, fragment: string, context: LinkContext): Resolved {
  const { addresses } = context;
  const rest = file.slice(1);
  const address = addresses.base + (rest === '' || rest.endsWith('/') ? rest : `${rest}/`);
  if (!addresses.all.has(decoded(address))) return { reason: 'leads to no page of the site' };
  if (isOwn(decoded(address), fragment, context)) return within(fragment, context);
  return toPage(decoded(address), query, fragment, context);
}

/** A page of the site, at a heading of it where one is asked for and the page is known to have it. */
function toPage(address: string, query: string, fragment: string, { addresses, headingIn }: LinkContext): Resolved {
  const href = encodeURI(address);
  if (fragment === '') return { href: href + suffix(query, '') };
  const places = addresses.places.get(address);
  if (places !== undefined)
    return places.has(fragment) ? { href: href + suffix(query, fragment) } : { href: href + suffix(query, ''), lost: true };
  const found = (addresses.written.get(address) ?? []).map((path) => headingIn(path, decoded(fragment)));
  const heading = found.find((one) => one !== null && one !== undefined);
  if (heading) return { href: href + encodeURI(heading.below) + suffix(query, encodeURI(heading.id)) };
  const known = found.length > 0 && found.every((one) => one === null);
  return known ? { href: href + suffix(query, ''), lost: true } : { href: href + suffix(query, fragment) };
}

/** A file of the folder that has a page, a run by its folder, or a page of a project as if its folder were its address. */
function inFolder(file: string, query: string, fragment: string, context: LinkContext): Resolved {
  const { index, addresses } = context;
  const place = path.normalize(path.join(path.dirname(context.file), decoded(file))).replace(/\/$/, '');
  if (place.startsWith('../') || place === '..') return { reason: 'leads out of the folder' };
  const page = addresses.pages.get(place);
  if (page !== undefined) {
    if (fragment === '') return { href: encodeURI(page) + suffix(query, '') };
    const heading = context.headingIn(place, decoded(fragment));
    if (!heading) return { href: encodeURI(page) + suffix(query, ''), lost: true };
    return { href: encodeURI(page) + encodeURI(heading.below) + suffix(query, encodeURI(heading.id)) };
  }
  const project = projectOf(place, addresses.projects);
  const below = project === null ? null : place.slice(project.folder.length).replace(/^\//, '');
  const address = project === null ? null : `${addresses.base}${project.slug}/${below === '' ? '' : `${below}/`}`;
  if (address !== null && isOwn(address, fragment, context)) return within(fragment, context);
  if (address !== null && addresses.all.has(address)) return toPage(address, query, fragment, context);
  return { reason: index.file(place) === undefined ? 'leads to nothing in the folder' : 'leads to a file that has no page' };
}

/** Whether an address is that of the file's own page, so that its anchors are known. */
function isOwn(address: string, fragment: string, { file, addresses }: LinkContext): boolean {
  return fragment !== '' && address === addresses.pages.get(file);
}

function projectOf(place: string, projects: readonly LinkedProject[]): LinkedProject | null {
  let found: LinkedProject | null = null;
  for (const project of projects) {
    const { folder } = project;
    const holds = folder === '' || place === folder || place.startsWith(`${folder}/`);
    if (holds && (found === null || folder.length > found.folder.length)) found = project;
  }
  return found;
}

function suffix(query: string, fragment: string): string {
  return (query === '' ? '' : `?${query}`) + (fragment === '' ? '' : `#${fragment}`);
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 127) return true;
  }
  return false;
}
