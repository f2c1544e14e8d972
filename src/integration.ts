import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { AstroInlineConfig, AstroIntegration } from 'astro';
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
  readonly incremental: boolean;
}

/**
 * Runs Astro once; gives the files that it made or left as they were, relative to `out`, without its assets.
 * Its root is the folder of this package, wherever that is: what Astro derives from the paths of sources (scoped class
 * names, ids of scripts) is then the same on every machine. Its types, which it would write there, are left out.
 */
export async function buildPages(own: AstroIntegration, options: PagesOptions): Promise<Set<string>> {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const { build } = await import('astro');
  const made = new Set<string>();
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
    experimental: { incrementalBuild: options.incremental },
    integrations: [own, files(options.out, made)],
    vite: { build: { emptyOutDir: false } },
  };
  const withoutTypes: Parameters<typeof build>[1] & { sync: boolean } = { sync: false };
  await build(config, withoutTypes);
  return made;
}

/** Notes what was made, and keeps the program that renders the pages out of the working directory, where Astro would put it. */
function files(out: string, made: Set<string>): AstroIntegration {
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
      'astro:build:done': ({ assets }) => {
        for (const url of [...assets.values()].flat()) made.add(path.relative(out, fileURLToPath(url)).split(path.sep).join('/'));
      },
    },
  };
}
