import path from 'node:path';
import { defineConfig } from 'astro/config';

/**
 * For `astro check` and `astro dev` on the demo; the site is built, verified and served by `runfolio`. `srcDir` keeps Astro
 * from routing `src/pages` a second time beside our integration.
 */
export default defineConfig({
  srcDir: './content',
  devToolbar: { enabled: false },
  integrations: process.argv.includes('dev') ? [await demo()] : [],
});

async function demo() {
  const { openReport } = await import('./src/build.ts');
  const { runfolio } = await import('./src/integration.ts');
  const { ROUTES } = await import('./src/pages/routes.ts');
  const folder = path.resolve('content');
  const cache = path.join(folder, '.runfolio', 'dev');
  const open = () => openReport({ folder, cache, roots: [], skip: [path.join(folder, '.runfolio')], fingerprint: 'dev', tool: 'Runfolio' });
  return runfolio(async () => (await open()).report, ROUTES);
}
