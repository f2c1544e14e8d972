/**
 * One page or endpoint: its address pattern in Astro's notation, and the absolute path of its source. What it is about it
 * knows by its parameters alone; `getStaticPaths` says which there are, and their cache keys.
 */
export interface PageRoute {
  readonly pattern: string;
  readonly entrypoint: string;
}

const route = (pattern: string, file: string): PageRoute => ({ pattern, entrypoint: `${import.meta.dirname}/${file}` });

/** A page or document of one site, before it is rendered. */
export interface Address {
  /** `digits/runs/index.html` */
  readonly file: string;
  /** Hash of all that it shows, null where it is rendered in every build. */
  readonly key: string | null;
  /** Throws what the page throws. */
  render(): Promise<Uint8Array>;
}

/** What the compiled pages offer whoever builds a site; the Report must have been handed over before. */
export interface Pages {
  /** Loads all modules. */
  load(): Promise<void>;
  /** Of two routes with one address the first counts. `origin` stands for the host that the site has while it is rendered. */
  addresses(origin: string): Promise<readonly Address[]>;
}

/** The documents that each run has. A build writes them itself (`exports/run-documents.ts`), for they are many. */
const RUN_ROUTES: readonly PageRoute[] = [
  route('/api/projects/[project]/runs/[id].json', 'api/run.ts'),
  route('/api/projects/[project]/series/[id].json', 'api/series.ts'),
];

/** What a build renders: every page, and the documents of the JSON API that each project has. */
export const BUILT_ROUTES: readonly PageRoute[] = [
  route('/', 'index.astro'),
  route('/checks', 'checks.astro'),
  route('/data', 'data.astro'),
  route('/about', 'about.astro'),
  route('/404', '404.astro'),
  route('/docs/[slug]', 'docs.astro'),
  route('/[project]', 'project.astro'),
  route('/[project]/runs', 'runs.astro'),
  route('/[project]/runs/[id]', 'run.astro'),
  route('/[project]/ablations', 'ablations.astro'),
  route('/[project]/variants/[name]', 'variant.astro'),
  route('/[project]/sweeps', 'sweeps.astro'),
  route('/[project]/sweeps/[sweep]', 'sweep.astro'),
  route('/[project]/compare', 'compare.astro'),
  route('/[project]/compare/[name]', 'comparison.astro'),
  route('/[project]/journal', 'journal.astro'),
  route('/[project]/journal/[page]', 'journal-page.astro'),
  route('/[project]/checks', 'project-checks.astro'),
  route('/[project]/data', 'project-data.astro'),
  route('/api/site.json', 'api/site.ts'),
  route('/api/inputs.json', 'api/inputs.ts'),
  route('/api/search.json', 'api/search.ts'),
  route('/api/search-runs.json', 'api/search-runs.ts'),
  route('/api/projects/[project]/runs.json', 'api/runs.ts'),
  route('/api/projects/[project]/runs.csv', 'api/runs-csv.ts'),
  route('/api/projects/[project]/table.json', 'api/table.ts'),
  route('/api/projects/[project]/checks.json', 'api/checks.ts'),
  route('/api/projects/[project]/series.json', 'api/series-index.ts'),
  route('/api/projects/[project]/ablations/[table].json', 'api/ablation-json.ts'),
  route('/api/projects/[project]/ablations/[table].csv', 'api/ablation-csv.ts'),
  route('/api/projects/[project]/ablations/[table].md', 'api/ablation-md.ts'),
  route('/api/projects/[project]/ablations/[table].tex', 'api/ablation-tex.ts'),
  route('/api/projects/[project]/ablations/[table].svg', 'api/ablation-svg.ts'),
  route('/api/projects/[project]/sweeps/[sweep].csv', 'api/sweep-csv.ts'),
  route('/api/projects/[project]/sweeps/[sweep].json', 'api/sweep-json.ts'),
  route('/api/projects/[project]/sweeps/[sweep]/[figure].svg', 'api/sweep-svg.ts'),
  route('/api/projects/[project]/sweeps/[sweep]/[figure].csv', 'api/sweep-budget-csv.ts'),
  route('/api/projects/[project]/sweeps/[sweep]/[figure].vl.json', 'api/sweep-spec.ts'),
  route('/api/projects/[project]/compare/[figure].svg', 'api/figure-svg.ts'),
  route('/api/projects/[project]/compare/[figure].csv', 'api/figure-csv.ts'),
  route('/api/projects/[project]/compare/[figure].vl.json', 'api/figure-spec.ts'),
];

/** Everything, for who serves the pages by Astro alone. */
export const ROUTES: readonly PageRoute[] = [...BUILT_ROUTES, ...RUN_ROUTES];
