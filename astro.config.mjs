import { defineConfig } from 'astro/config';

// Only for `astro check`, which wants a configuration: `srcDir` keeps Astro from routing `src/pages` by itself.
// The site is built, verified and served by `runfolio build` and `runfolio dev`.
export default defineConfig({ srcDir: './content', devToolbar: { enabled: false } });
