import type { RouteData } from 'astro';
import { createApp } from 'astro/app/entrypoint';
import { localsOf, TIMES_SHORTER } from '../components/room.ts';
import { MAX_PAGE_BYTES } from '../model/page-size.ts';
import type { Address, Pages } from './routes.ts';

interface StaticPath {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly cacheKey?: string;
}

const app = createApp({ streaming: false });

// A build has no visitor to whom a page of its own could tell an error.
app.renderError = (request, { error, status }) => {
  throw error ?? new Error(`${request.url} gave no page (${status})`);
};

export const load: Pages['load'] = async () => {
  for (const page of app.getManifest().pageMap?.values() ?? []) await (await page()).page();
};

/** The compiled program begins here: Astro's own, asked for pages instead of listening to visitors. */
export const addresses: Pages['addresses'] = async (origin) => {
  const { routes, pageMap, base } = app.getManifest();
  const known = new Map<string, Address>();
  for (const { routeData } of routes) {
    const load = pageMap?.get(routeData.component);
    // Astro adds addresses of its own, for images that a server would scale.
    if (load === undefined || routeData.origin === 'internal') continue;
    const { getStaticPaths } = (await (await load()).page()) as { getStaticPaths?: unknown };
    const paths = typeof getStaticPaths === 'function' ? ((await getStaticPaths()) as readonly StaticPath[]) : [{ params: {} }];
    for (const { params, cacheKey = null } of paths) {
      const parts = routeData.segments.map((segment) =>
        segment.map(({ content, dynamic }) => (dynamic ? (params[content] ?? '') : content)).join(''),
      );
      const file = fileOf(parts.join('/'), routeData.type);
      if (known.has(file)) continue;
      const end = routeData.type === 'endpoint' || parts.length === 0 ? '' : '/';
      const address = `${origin}${base}${parts.map(encodeURIComponent).join('/')}${end}`;
      known.set(file, { file, key: cacheKey, render: () => render(address, routeData) });
    }
  }
  return [...known.values()];
};

/** A page that is too large is made again with less room. */
async function render(address: string, routeData: RouteData): Promise<Uint8Array> {
  for (let tooLarge = 0; ; tooLarge += 1) {
    const content = await renderOnce(address, routeData, tooLarge);
    if (routeData.type !== 'page' || content.length <= MAX_PAGE_BYTES || tooLarge === TIMES_SHORTER) return content;
  }
}

async function renderOnce(address: string, routeData: RouteData, tooLarge: number): Promise<Uint8Array> {
  const answer = await app.render(new Request(address), { routeData, locals: localsOf(tooLarge) });
  if (answer.body === null || (answer.status >= 300 && answer.status < 400)) throw new Error(`${address} gave no page`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** `digits/runs` → `digits/runs/index.html`; endpoints have their own endings. */
function fileOf(pathname: string, type: string): string {
  if (type === 'endpoint') return pathname;
  if (pathname === '404') return '404.html';
  return pathname === '' ? 'index.html' : `${pathname}/index.html`;
}
