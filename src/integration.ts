import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { AstroInlineConfig, AstroIntegration } from 'astro';
import { sha256 } from './model/hash.ts';
import type { Report } from './model/report/report.ts';
import type { PageRoute } from './pages/routes.ts';
import { chartRenderer, type Renderer } from './render/cache.ts';

/** Where the pages find the Report: it is handed over beside the module graph, so that new data voids no rendered page. */
const REPORT = Symbol.for('runfolio.report');
const RENDER = Symbol.for('runfolio.render');

/** Holds `src/`, in the repository as in the published package. */
const PACKAGE = path.resolve(import.meta.dirname, '..');

/** What the pages need of Astro, whoever runs it: the command line, or a configuration file of one's own. */
export function runfolio(
  report: () => Report | Promise<Report>,
  routes: readonly PageRoute[],
  render: Renderer = chartRenderer(null),
): AstroIntegration {
  return {
    name: 'runfolio',
    hooks: {
      'astro:config:setup': async ({ injectRoute, updateConfig }) => {
        for (const { pattern, entrypoint } of routes) injectRoute({ pattern, entrypoint: sourceOf(entrypoint), prerender: true });
        updateConfig({
          trailingSlash: 'always',
          build: { format: 'directory', inlineStylesheets: 'never' },
          image: { service: { entrypoint: 'astro/assets/services/noop' } },
          devToolbar: { enabled: false },
          vite: {
            build: { assetsInlineLimit: 0 },
            // Without this a site built outside the tree that holds node_modules cannot find its own packages.
            environments: { prerender: { resolve: { noExternal: true } } },
          },
        });
        handOver(await report());
        (globalThis as { [RENDER]?: Renderer })[RENDER] = render;
      },
    },
  };
}

/** Astro compiles the sources of pages itself, also where the rest of the program runs compiled. */
function sourceOf(entrypoint: string): string {
  const compiled = path.join(PACKAGE, 'lib', path.sep);
  const place = path.resolve(entrypoint);
  return place.startsWith(compiled) ? path.join(PACKAGE, 'src', place.slice(compiled.length)) : place;
}

/**
 * Changes whenever the same Report could give another page, or verification come to another result: all sources of this
 * package, those of `routes` from elsewhere, and the packages that are installed beside it.
 */
export function sourcesFingerprint(routes: readonly PageRoute[]): string {
  const hash = createHash('sha256').update(process.version);
  const take = (file: string, name: string) => hash.update(`\n${name} `).update(sha256(fs.readFileSync(file)));
  for (const folder of ['lib', 'src']) {
    const place = path.join(PACKAGE, folder);
    if (fs.existsSync(place)) for (const name of sourcesBelow(place)) take(path.join(place, name), `${folder}/${name}`);
  }
  for (const { pattern, entrypoint } of routes)
    if (path.relative(PACKAGE, sourceOf(entrypoint)).split(path.sep)[0] !== 'src') {
      const folder = path.dirname(entrypoint);
      for (const name of sourcesBelow(folder)) take(path.join(folder, name), `${pattern} ${name}`);
    }
  for (const name of ['package.json', 'node_modules/.package-lock.json', '../.package-lock.json', '../node_modules/.package-lock.json']) {
    const file = path.join(PACKAGE, name);
    if (fs.existsSync(file)) take(file, name);
  }
  return hash.digest('hex');
}

function sourcesBelow(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

/** Lets the pages see a Report, or none: then the next page that asks for it stops the build. */
export function handOver(report: Report | undefined): void {
  (globalThis as { [REPORT]?: Report | undefined })[REPORT] = report;
}

/** What differs from one build to the next. All folders are absolute. */
export interface PagesOptions {
  /** A folder without pages, for ours are injected. */
  readonly sources: string;
  readonly out: string;
  readonly cache: string;
  /** For the program that renders the pages; must be new for every build of a process, for Node remembers modules. */
  readonly program: string;
  /** Starts and ends with `/`. */
  readonly base: string;
  readonly url: string | null;
  /** Whether a page with this hash of all that it shows is there already, so that it need not be rendered. */
  readonly keep: (file: string, key: string) => boolean;
  /** Takes a page that was rendered. */
  readonly write: (file: string, content: Uint8Array, key: string | null) => Promise<void>;
}

/**
 * Runs Astro once; what `keep` keeps is left out. Its root is the folder of this package, wherever that is: what Astro
 * derives from the paths of sources (scoped class names, ids of scripts) is then the same on every machine. Its types,
 * which it would write there, are left out.
 */
export async function buildPages(own: AstroIntegration, options: PagesOptions): Promise<void> {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  // Read by the bundler's allocator when it is loaded: memory that is free goes back to the system at once, not when the program ends.
  process.env['MIMALLOC_PURGE_DELAY'] ??= '0';
  const { build } = await import('astro');
  const config: AstroInlineConfig = {
    configFile: false,
    logLevel: 'silent',
    root: PACKAGE,
    srcDir: options.sources,
    publicDir: path.join(options.sources, 'public'),
    outDir: options.out,
    cacheDir: options.cache,
    base: options.base,
    ...(options.url === null ? {} : { site: options.url }),
    build: { server: options.program },
    integrations: [own, files(options)],
    vite: { build: { emptyOutDir: false }, plugins: [RENDERING] },
  };
  const withoutTypes: Parameters<typeof build>[1] & { sync: boolean } = { sync: false };
  await build(config, withoutTypes);
}

/** Astro names the program that renders pages only where nobody sets a prerenderer, as is done below. */
const RENDERING = {
  name: 'runfolio-rendering',
  configEnvironment: (name: string) =>
    name === 'prerender' ? { build: { rolldownOptions: { input: 'astro/entrypoints/prerender' } } } : undefined,
};

/**
 * Leaves out pages that are there already, takes those that are rendered, and keeps the program that renders them out of
 * the working directory, where Astro would put it.
 */
function files({ base, keep, write }: PagesOptions): AstroIntegration {
  const keys = new Map<string, string>();
  return {
    name: 'runfolio-files',
    hooks: {
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'runfolio',
          entrypointResolution: 'auto',
          adapterFeatures: { buildOutput: 'static', preserveBuildServerDir: true },
          supportedAstroFeatures: { staticOutput: 'stable' },
        }),
      'astro:build:start': ({ setPrerenderer }) =>
        setPrerenderer((astro) => ({
          ...astro,
          async getStaticPaths() {
            const wanted = new Map<string, Awaited<ReturnType<typeof astro.getStaticPaths>>[number]>();
            for (const one of await astro.getStaticPaths()) {
              const file = fileOf(one.pathname, one.route.type);
              // Of two routes with one address the first counts.
              if (wanted.has(file)) continue;
              if (one.cacheKey !== undefined) keys.set(file, one.cacheKey);
              wanted.set(file, one);
            }
            const missing = [...wanted].filter(([file, { cacheKey }]) => cacheKey === undefined || !keep(file, cacheKey));
            return missing.map(([, one]) => one);
          },
          async render(request, how) {
            const rendered = await astro.render(request, how);
            const { body, status } = rendered instanceof Response ? rendered : rendered.response;
            if (body === null || (status >= 300 && status < 400)) throw new Error(`${request.url} gave no page`);
            const file = fileOf(decodeURI(new URL(request.url).pathname).slice(base.length), how.routeData.type);
            await write(file, new Uint8Array(await new Response(body).arrayBuffer()), keys.get(file) ?? null);
            // Nothing is left for Astro to write.
            return new Response(null);
          },
        })),
    },
  };
}

/** `/digits/runs` → `digits/runs/index.html`; endpoints have their own endings. */
function fileOf(pathname: string, type: string): string {
  const plain = pathname.replace(/^\/+|\/+$/g, '');
  if (type === 'endpoint') return plain;
  if (plain === '404') return '404.html';
  return plain === '' ? 'index.html' : `${plain}/index.html`;
}
