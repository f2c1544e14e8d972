import { createHash, type Hash } from 'node:crypto';
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
export const PACKAGE = path.resolve(import.meta.dirname, '..');

/** What the pages need of Astro where it serves them itself, by a configuration file of one's own. */
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
        updateConfig(SETTINGS);
        handOver(await report(), render);
      },
    },
  };
}

const SETTINGS = {
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never' },
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 10_000 },
    // Without this what is built outside the tree that holds node_modules cannot find its own packages.
    environments: { prerender: { resolve: { noExternal: true } }, ssr: { resolve: { noExternal: true } } },
  },
} as const;

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
  ownFingerprint ??= fingerprintOfPackage();
  const hash = createHash('sha256').update(ownFingerprint);
  for (const { pattern, entrypoint } of routes)
    if (path.relative(PACKAGE, sourceOf(entrypoint)).split(path.sep)[0] !== 'src') {
      const folder = path.dirname(entrypoint);
      for (const name of sourcesBelow(folder)) take(hash, path.join(folder, name), `${pattern} ${name}`);
    }
  return hash.digest('hex');
}

/** Of the sources that this process has loaded: what is changed meanwhile counts in the next one. */
let ownFingerprint: string | undefined;

function fingerprintOfPackage(): string {
  const hash = createHash('sha256').update(process.version);
  for (const folder of new Set([path.basename(import.meta.dirname), 'src'])) {
    const place = path.join(PACKAGE, folder);
    for (const name of sourcesBelow(place)) take(hash, path.join(place, name), `${folder}/${name}`);
  }
  for (const name of ['package.json', 'node_modules/.package-lock.json', '../.package-lock.json', '../node_modules/.package-lock.json']) {
    const file = path.join(PACKAGE, name);
    if (fs.existsSync(file)) take(hash, file, name);
  }
  return hash.digest('hex');
}

function take(hash: Hash, file: string, name: string): void {
  hash.update(`\n${name} `).update(sha256(fs.readFileSync(file)));
}

function sourcesBelow(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

/** Lets the pages see a Report and what draws its charts, or nothing: then the next page that asks for it stops the build. */
export function handOver(report: Report | undefined, render?: Renderer): void {
  const given = globalThis as { [REPORT]?: Report | undefined; [RENDER]?: Renderer | undefined };
  given[REPORT] = report;
  given[RENDER] = render;
}

/** What the pages are compiled for. All folders are absolute. */
export interface Compiling {
  readonly routes: readonly PageRoute[];
  /** Gets `server/entry.mjs`, which is of the type `Pages`, and `client/`, what browsers load. */
  readonly out: string;
  /** For what is of no use afterwards. */
  readonly scratch: string;
  /** Starts and ends with `/`. */
  readonly base: string;
  readonly url: string | null;
}

/**
 * Has Astro compile the pages to a program that renders each of them when it is asked to. Its root is the folder of this
 * package, wherever that is: what Astro derives from the paths of sources (scoped class names, ids of scripts) is then the
 * same on every machine. Its types, which it would write there, are left out.
 */
export async function compilePages({ routes, out, scratch, base, url }: Compiling): Promise<void> {
  const { build } = await import('astro');
  const sources = path.join(scratch, 'src');
  // Sources without pages, for ours are injected.
  fs.mkdirSync(path.join(sources, 'pages'), { recursive: true });
  const config: AstroInlineConfig = {
    ...{ configFile: false, logLevel: 'silent', root: PACKAGE, srcDir: sources, publicDir: path.join(sources, 'public') },
    ...{ outDir: out, cacheDir: path.join(scratch, 'cache'), base, output: 'server' },
    ...(url === null ? {} : { site: url }),
    adapter: asked(routes),
    vite: { build: { emptyOutDir: false } },
  };
  const withoutTypes: Parameters<typeof build>[1] & { sync: boolean } = { sync: false };
  await build(config, withoutTypes);
}

/** Pages on demand, and our entry to them instead of a server. */
function asked(routes: readonly PageRoute[]): AstroIntegration {
  return {
    name: 'runfolio',
    hooks: {
      'astro:config:setup': ({ injectRoute, updateConfig }) => {
        for (const { pattern, entrypoint } of routes) injectRoute({ pattern, entrypoint: sourceOf(entrypoint), prerender: false });
        updateConfig(SETTINGS);
      },
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'runfolio',
          entrypointResolution: 'auto',
          serverEntrypoint: path.join(PACKAGE, 'src/pages/entry.ts'),
          supportedAstroFeatures: { serverOutput: 'stable' },
        }),
    },
  };
}
