/** Addresses of the site itself, which no project can have. */
export const RESERVED: ReadonlySet<string> = new Set([
  'api',
  'docs',
  'f',
  'runs',
  'checks',
  'data',
  'search',
  'about',
  'index',
  '404',
  'pagefind',
  'assets',
  '_astro',
]);

/** Lower case, safe in an address and as a file name on every system; never empty. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 64)
    .replace(/[-.]+$/, '');
  return slug === '' ? 'project' : slug;
}
