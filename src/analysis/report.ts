import type { Diagnostic } from '../model/diagnostic.ts';
import { hashOf } from '../model/hash.ts';
import type { ReportInput } from '../model/report/input.ts';
import type { Frame, ProjectReport, Report } from '../model/report/report.ts';
import { ablationsOf } from './ablations/ablations.ts';
import { type Overview, overviewOf } from './overview.ts';
import { projectFoot } from './provenance.ts';
import { checksPage } from './slices/checks.ts';
import { comparisonsOf } from './slices/comparisons.ts';
import { dataPage } from './slices/data.ts';
import { homePage } from './slices/home.ts';
import { journalOf } from './slices/journal.ts';
import { leaderboardOf } from './slices/leaderboard.ts';
import { projectPage } from './slices/project.ts';
import { proseAddress, prosePages } from './slices/prose.ts';
import { runCacheKey, runPage } from './slices/run.ts';
import { runsPage } from './slices/runs.ts';
import { searchIndex } from './slices/search.ts';
import { variantPages } from './slices/variants.ts';

/** All that pages show. Pages of runs are made when they are asked for; the rest is ready. */
export function makeReport(input: ReportInput): Report {
  const views = input.projects.map((project) => overviewOf(project, input.columns));
  const frame = frameOf(input);
  return {
    frame,
    home: homePage(input, views),
    projects: views.map((view) => projectReport(input, views, view, frame)),
    prose: prosePages(input.prose),
    checks: checksPage(input, views, null),
    data: dataPage(input, views, null),
    search: searchIndex(input, views),
  };
}

function projectReport(input: ReportInput, views: readonly Overview[], view: Overview, frame: Frame): ProjectReport {
  const ablations = ablationsOf(view);
  const ofRun = diagnosticsByRun(view);
  const around = hashOf(frame, view.project.title);
  return {
    slug: view.slug,
    title: view.project.title,
    page: projectPage(view, leaderboardOf(view)),
    runs: runsPage(view),
    ablations: { ...ablations, foot: projectFoot(view.input) },
    variants: variantPages(view, ablations),
    comparisons: comparisonsOf(view),
    journal: journalOf(view),
    checks: checksPage(input, views, view),
    data: dataPage(input, views, view),
    runPages: view.runs.map((run) => ({ id: run.id, cacheKey: runCacheKey(view, run, ofRun.get(run.id) ?? [], around) })),
    run(id) {
      const run = view.byId.get(id);
      return run === undefined ? undefined : runPage(view, run, ofRun.get(id) ?? []);
    },
    record: (id) => view.byId.get(id),
  };
}

/** By the run that a diagnostic names, else by the file that it stands at. */
function diagnosticsByRun(view: Overview): ReadonlyMap<string, readonly Diagnostic[]> {
  const owners = new Map(view.runs.flatMap(({ id, sources }) => sources.map(({ path }) => [path, id] as const)));
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostic of view.input.diagnostics) {
    const id = diagnostic.run ?? owners.get(diagnostic.place.path);
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), diagnostic]);
  }
  return found;
}

function frameOf({ site, prose, projects, built }: ReportInput): Frame {
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
    projects: projects.map(({ project: { slug, title } }) => ({ slug, title })),
  };
}
