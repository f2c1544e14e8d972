import path from 'node:path';
import { makeReport } from './analysis/report.ts';
import { runDocuments } from './exports/run-documents.ts';
import { programOf } from './fill.ts';
import { answersOf, askHistory, type HistoryFacts, type OwnHistory, ownHistory, questionsOf } from './history.ts';
import { NO_IMAGES, readImages, type SiteImages } from './images.ts';
import { sourcesFingerprint } from './integration.ts';
import { type Loaded, type LoadOptions, load, type Surveyed, survey } from './load.ts';
import { type Diagnostic, isConfigurationFault } from './model/diagnostic.ts';
import type { HealthEvent } from './model/report/health.ts';
import type { ProjectInput, ReportInput } from './model/report/input.ts';
import type { Report } from './model/report/report.ts';
import type { ObjectiveAnalysis } from './model/report/sweep.ts';
import type { Run } from './model/run.ts';
import type { Written } from './prose.ts';
import type { SiteDocument } from './publish/assembly.ts';
import { NOBODY } from './publish/identities.ts';
import { renamed, renamedIn, secretIds } from './publish/ids.ts';
import { CREDENTIALS_ONLY, NO_NEEDLES, type Opening, openCommits, openDiagnostics, openGraph, openRuns } from './publish/open.ts';
import { forgetBuild, inputsOf, keepBuild, lastBuild } from './repeat.ts';
import { byProject } from './runs/placed.ts';
import { openSite, type Published, type SiteContent, siteInPlace } from './site.ts';
import { openMemory } from './store/memory.ts';

export interface BuildOptions extends LoadOptions {
  /** Absolute folder of the site. */
  readonly out: string;
  /** The path under which the site is served; null: as `site.yaml` says. */
  readonly base: string | null;
  readonly incremental: boolean;
  /** Name and version of the tool, shown in the foot line. */
  readonly tool: string;
  readonly signal: AbortSignal;
}

export interface Built {
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Loaded['counts'];
  readonly projects: number;
  /** null: nothing was built, because the configuration has mistakes. */
  readonly site: Published | null;
}

/**
 * ```
 *  archives ─► readers ─► Fragment ─► runs ─► Run ─► redact ─► analysis ─► Report ─► pages ─► verify, swap ─► site
 *  journal.md, docs ──► journal ─► Entry ─────────────────────────►│
 *  project.yaml ──────► project ─► Project ───────────────────────►│
 *  git history ───────► git ─────► Commit ────────────────────────►│
 *                 Diagnostic[] from every stage ─► checks page, terminal
 * ```
 */
export async function buildSite(options: BuildOptions, say: (words: string) => void): Promise<Built> {
  const own = ownHistory(options);
  const surveyed = await survey(options, say);
  const inputs = inputsOf(surveyed, options);
  const last = options.incremental ? await lastBuild(options, inputs, say, own) : null;
  const needles = { ...NO_NEEDLES, allow: new Set(surveyed.found.site.publish.allow) };
  const standing = last === null ? null : siteInPlace({ ...options, base: last.base, url: last.url, maxBytes: SITE_LIMIT, needles });
  if (last !== null && standing?.manifest === last.manifest) {
    say('Nothing has changed since the last build');
    return { diagnostics: last.diagnostics, counts: { ...last.counts, read: 0 }, projects: last.projects, site: standing };
  }
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const { base, url } = surveyed.found.site;
  const frame = { ...options, base: options.base ?? base, url, maxBytes: SITE_LIMIT, allow: needles.allow, signal };
  // The pages are compiled, and the last site is copied, while the archives are read.
  const site = openSite(frame, say);
  try {
    const program = programOf(frame);
    program.catch(() => {});
    return await buildAnew(options, surveyed, own, inputs, (report, content) => site.publish(report, { ...content, program }, say), say);
  } finally {
    stop.abort();
    await site.close();
  }
}

async function buildAnew(
  options: BuildOptions,
  surveyed: Surveyed,
  own: OwnHistory,
  inputs: string,
  publish: (report: Report, content: Omit<SiteContent, 'program'>) => Promise<Published>,
  say: (words: string) => void,
): Promise<Built> {
  const loaded = await withSafeIds(await load(options, say, surveyed));
  try {
    const made = await reportOf(loaded, { ...options, own }, say, readImages);
    const { base, url, written, history, questions, diagnostics, opening, images } = made;
    const result = { counts: loaded.counts, projects: loaded.projects.length, diagnostics: told([...diagnostics, ...made.report.found]) };
    if (diagnostics.some(isConfigurationFault)) return { ...result, site: null };
    const { needles } = opening;
    const site = await publish(made.report, { assets: written.images, documents: documentsOf(made.report, images), needles });
    // Sweeps are looked at when their pages are made.
    made.sweeps.keep();
    if (options.incremental && !diagnostics.some(({ code }) => PASSING.has(code)))
      keepBuild(options, { inputs, manifest: site.manifest, questions, answers: answersOf(history, questions), base, url, ...result });
    else forgetBuild(options);
    return { ...result, site };
  } finally {
    loaded.close();
  }
}

/** The Report of a folder for who renders pages himself, as `astro dev` does; `close` when no page is rendered any more. */
export async function openReport(options: LoadOptions & { readonly tool: string }): Promise<{ report: Report; close(): void }> {
  const loaded = await withSafeIds(await load(options, () => {}));
  const { report } = await reportOf(
    loaded,
    { ...options, base: null, own: ownHistory(options) },
    () => {},
    () => NO_IMAGES,
  );
  return { report, close: () => loaded.close() };
}

function* documentsOf(report: Report, { files }: SiteImages): Generator<SiteDocument> {
  yield* runDocuments(report);
  yield* files;
}

async function reportOf(
  loaded: Loaded,
  options: LoadOptions & Pick<BuildOptions, 'base' | 'tool'> & { readonly own: OwnHistory },
  say: (words: string) => void,
  imagesOf: (loaded: Loaded, opening: Opening) => SiteImages,
) {
  const base = options.base ?? loaded.site.base;
  const written = await writtenIn(loaded, base);
  const questions = questionsOf(loaded.projects);
  const history = await askHistory(questions, options, say, options.own);
  say('Making the report');
  const opening = await openLoaded(loaded, written);
  const diagnostics = [...loaded.diagnostics, ...written.diagnostics, ...history.diagnostics, ...opening.diagnostics];
  const images = imagesOf(loaded, opening);
  const curves = openMemory<readonly HealthEvent[]>(path.join(options.cache, 'curves.jsonl'), options.fingerprint);
  const sweeps = openMemory<ObjectiveAnalysis>(path.join(options.cache, 'sweeps.jsonl'), sourcesFingerprint([]));
  const input = reportInput(loaded, written, history, diagnostics, opening, images, options.tool);
  const report = makeReport({ ...input, curves, sweeps });
  curves.keep();
  return { report, base, url: loaded.site.url, written, history, questions, diagnostics, opening, images, sweeps };
}

/** What people wrote; the parser of Markdown is only loaded where there is something to read. */
async function writtenIn(loaded: Loaded, base: string): Promise<Written> {
  const some = loaded.ground.index.files.some(({ name }) => /\.(?:md|markdown)$/i.test(name));
  return some ? (await import('./prose.ts')).readProseAndJournals(loaded, base) : NOTHING_WRITTEN;
}

const NOTHING_WRITTEN: Written = { prose: [], entries: () => [], images: [], diagnostics: [] };

/** Faults that may be gone in the next build although no file has changed. */
const PASSING: ReadonlySet<string> = new Set<Diagnostic['code']>([
  'reader-failed',
  'unreadable-file',
  'unreadable-folder',
  'changed-while-reading',
]);

/** For the terminal and the logs of a build, which may be public too. */
export function told(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return openDiagnostics(diagnostics, CREDENTIALS_ONLY, NOBODY);
}

/** With other ids for the runs in whose ids a credential stands, before anything is made of them. */
async function withSafeIds(loaded: Loaded): Promise<Loaded> {
  const names = new Map<string, string>();
  for (const { project, runs, excluded } of loaded.projects) {
    const own = [...runs, ...excluded.map(({ run }) => run)];
    for (const [id, name] of await secretIds(own, project.publish.allow)) names.set(id, name);
  }
  if (names.size === 0) return loaded;
  return {
    ...loaded,
    projects: loaded.projects.map((project) => ({
      ...project,
      runs: project.runs.map((run) => renamed(run, names)).sort((a, b) => (a.id < b.id ? -1 : 1)),
      excluded: project.excluded.map((out) => ({ ...out, run: renamed(out.run, names) })),
    })),
    diagnostics: loaded.diagnostics.map((found) => renamedIn(found, names)),
  };
}

/** Redacts every run. What people wrote themselves and the site shows tells what is no secret of theirs. */
export function openLoaded({ projects, site }: Loaded, written: Written): Promise<Opening> {
  const authored = [
    ...[site.title, site.description, site.url, site.repository],
    ...projects.flatMap(({ project }) => [project.slug, project.title, project.description, project.folder, ...project.archives]),
    ...projects.flatMap(({ project }) => [...project.metrics.keys(), ...project.variants.keys()]),
    ...projects.flatMap((project) => written.entries(project).flatMap(({ title, html }) => [title, html])),
    ...written.prose.flatMap(({ title, html }) => [title, html]),
    ...projects.flatMap(({ runs }) => runs.map(({ id }) => id)),
  ];
  return openRuns(
    projects.map(({ project, runs, excluded }) => ({ publish: project.publish, runs: [...runs, ...excluded.map(({ run }) => run)] })),
    authored.filter((text) => text !== null),
    site.publish.allow,
  );
}

/** GitHub Pages takes sites up to 1 GB. */
const SITE_LIMIT = 900_000_000;

function reportInput(
  loaded: Loaded,
  written: Written,
  history: HistoryFacts,
  diagnostics: readonly Diagnostic[],
  opening: Opening,
  images: SiteImages,
  tool: string,
): ReportInput {
  const placed = byProject(loaded.projects, diagnostics);
  const shown = new Map<Run, Run>();
  const projects: ProjectInput[] = loaded.projects.map((own) => {
    const runs = own.runs.map((run) => {
      const open = shownAs(run, opening);
      shown.set(open, run);
      return open;
    });
    const { publish, slug } = own.project;
    return {
      project: own.project,
      runs,
      excluded: own.excluded.map(({ run, reason }) => ({ run: shownAs(run, opening), reason })),
      entries: written.entries(own),
      diagnostics: openDiagnostics(placed.get(slug) ?? [], publish, opening.who),
      commits: openCommits(history.commits(slug), publish, opening.who),
      images: images.ofRuns.get(slug) ?? new Map(),
      ...openGraph(history.graph(slug), publish, opening.who),
    };
  });
  const inputs = new Map(projects.flatMap(({ runs }) => runs.flatMap(({ sources }) => sources)).map((source) => [source.path, source]));
  return {
    site: loaded.site,
    projects,
    prose: written.prose,
    diagnostics: openDiagnostics(placed.get('') ?? [], loaded.site.publish, opening.who),
    columns: (run, series) => loaded.columns(shown.get(run) ?? run, series),
    built: { tool, commit: history.head?.commit ?? null, date: newest(projects, history.head?.date ?? null), ...loaded.counts },
    inputs: [...inputs.values()].map(({ path, size, sha256 }) => ({ path, size, sha256 })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function shownAs(run: Run, { runs }: Opening): Run {
  const redacted = runs.get(run);
  if (redacted === undefined) throw new Error(`run ${run.id} was not redacted`);
  return redacted.run;
}

function newest(projects: readonly ProjectInput[], commitDate: string | null): string | null {
  let last = Number.NEGATIVE_INFINITY;
  for (const { runs } of projects) for (const { startedAt, endedAt } of runs) last = Math.max(last, endedAt ?? startedAt ?? last);
  const record =
    Number.isFinite(last) && Math.abs(last) < 8.64e12 ? new Date(Math.floor(last) * 1000).toISOString().replace('.000', '') : null;
  return record !== null && (commitDate === null || record > commitDate) ? record : commitDate;
}
