import type { Diagnostic } from '../model/diagnostic.ts';
import type { ProjectInput, ReportInput } from '../model/report/input.ts';
import type { Frame, ProjectReport, Report } from '../model/report/report.ts';
import type { Sweeps } from '../model/report/sweep.ts';
import type { Leaderboard } from '../model/report/variant.ts';
import type { Run } from '../model/run.ts';
import { ablationsOf } from './ablations/ablations.ts';
import { diagnosed } from './diagnosed.ts';
import { curveDiagnostics } from './health/of-project.ts';
import { type HealthSource, healthSource } from './health/source.ts';
import { keptLines } from './kept-lines.ts';
import { directionsOf, type Overview, overviewOf } from './overview.ts';
import { projectFoot } from './provenance.ts';
import { checksPage } from './slices/checks.ts';
import { comparisonsOf } from './slices/comparisons.ts';
import { projectData, siteData } from './slices/data.ts';
import { homePage } from './slices/home.ts';
import { journalOf } from './slices/journal.ts';
import { leaderboardOf } from './slices/leaderboard.ts';
import { projectPage } from './slices/project.ts';
import { proseAddress, prosePages } from './slices/prose.ts';
import { aroundRuns, runCacheKey, runPage } from './slices/run.ts';
import { runsPage } from './slices/runs.ts';
import { searchIndex } from './slices/search.ts';
import { sweepsSlice } from './slices/sweeps.ts';
import { variantPages } from './slices/variants.ts';
import { withVariantDiagnostics } from './variants/diagnose.ts';

/** All that pages show. Pages of runs are made when they are asked for; the rest is ready. */
export function makeReport(given: ReportInput): Report {
  const health = healthSource(given.columns, given.curves);
  const directions = given.projects.map(({ project, runs }) => directionsOf(project, runs));
  const input = { ...given, projects: given.projects.map((project, at) => withHealth(project, health, directions[at])) };
  const views = input.projects.map((project, at) => withVariantDiagnostics(overviewOf(project, input.columns, health, directions[at])));
  const sweeps = new Map(views.map((view) => [view.slug, sweepsSlice(view, given.sweeps)]));
  const boards = new Map(views.map((view) => [view.slug, leaderboardOf(view)]));
  const frame = frameOf(input, sweeps);
  const projects = views.map((view) =>
    projectReport(input, views, view, frame, sweeps.get(view.slug) as Sweeps, boards.get(view.slug) ?? null),
  );
  return {
    frame,
    home: homePage(input, views, boards),
    projects,
    prose: prosePages(input.prose),
    checks: checksPage(input, views, null),
    data: siteData(input, views, projects),
    inputs: input.inputs,
    search: searchIndex(input, views, projects),
    found: views.flatMap(({ input: { diagnostics } }, i) => diagnostics.slice(given.projects[i]?.diagnostics.length ?? 0)),
  };
}

/** With what curves show among the diagnostics. */
function withHealth(input: ProjectInput, health: HealthSource, directionOf = directionsOf(input.project, input.runs)): ProjectInput {
  const found = curveDiagnostics(input.runs, directionOf, health);
  return found.length === 0 ? input : { ...input, diagnostics: [...input.diagnostics, ...found] };
}

function projectReport(
  input: ReportInput,
  views: readonly Overview[],
  view: Overview,
  frame: Frame,
  sweeps: Sweeps,
  leaderboard: Leaderboard | null,
): ProjectReport {
  const ablations = ablationsOf(view);
  const comparisons = comparisonsOf(view, ablations.tables, leaderboard?.title ?? null);
  const ofRun = diagnosticsByRun(view);
  const around = aroundRuns(view, frame);
  const lines = keptLines(view.columns);
  return {
    slug: view.slug,
    title: view.project.title,
    page: projectPage(view, leaderboard),
    runs: runsPage(view),
    ablations: { ...ablations, foot: projectFoot(view.input) },
    variants: variantPages(view, ablations),
    sweeps,
    comparisons,
    journal: journalOf(view),
    checks: checksPage(input, views, view),
    data: projectData(input, views, view, { ablations, sweeps, comparisons }),
    runPages: byVariant(view).map((run) => {
      const cacheKey = runCacheKey(view, run, ofRun.get(run.id) ?? [], around);
      return { id: run.id, cacheKey, recordKey: view.digests.record(run) };
    }),
    run(id) {
      const run = view.byId.get(id);
      return run === undefined ? undefined : runPage(view, run, ofRun.get(id) ?? [], lines);
    },
    record: (id) => view.byId.get(id),
  };
}

/** Runs of one variant one after the other: their pages show each other's curves, which are then at hand. */
function byVariant({ runs, variants }: Overview): readonly Run[] {
  return [...new Set([...variants.list.flatMap((variant) => variant.runs), ...runs])];
}

/** A file that several runs were read from, a database, concerns all of them. */
function diagnosticsByRun(view: Overview): ReadonlyMap<string, readonly Diagnostic[]> {
  const about = diagnosed(view);
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostic of view.input.diagnostics) {
    for (const { id } of about(diagnostic)) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [diagnostic]);
      else list.push(diagnostic);
    }
  }
  return found;
}

function frameOf({ site, prose, projects, built }: ReportInput, sweeps: ReadonlyMap<string, Sweeps>): Frame {
  const docs = prose.filter(({ slug }) => slug !== 'about');
  const [first] = docs;
  return {
    title: site.title,
    description: site.description,
    language: site.language,
    url: site.url,
    repository: site.repository,
    tool: built.tool,
    links: [
      ...(first === undefined ? [] : [{ href: proseAddress(first.slug), title: 'Docs' }]),
      ...(prose.some(({ slug }) => slug === 'about') ? [{ href: '/about/', title: 'About' }] : []),
    ],
    projects: projects.map(({ project: { slug, title } }) => ({ slug, title, sweeps: (sweeps.get(slug)?.slugs.length ?? 0) > 0 })),
  };
}
