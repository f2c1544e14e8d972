import { isCurveCode } from '../../model/curve-diagnostic.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { hashOf } from '../../model/hash.ts';
import { counted, shortNumber } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Frame } from '../../model/report/report.ts';
import type { Links, RunPage } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import { show } from '../../model/show.ts';
import { isoTime } from '../../model/time.ts';
import type { KeptLines } from '../kept-lines.ts';
import { linkTo, type Overview } from '../overview.ts';
import { variantSlot } from '../palette.ts';
import { footOf, newestTime } from '../provenance.ts';
import { seriesOf } from '../selection.ts';
import { checkGroups, checkItem } from './checks.ts';
import { hasPage } from './leaderboard.ts';
import { commandsOf, runCode } from './run-code.ts';
import { runConfig, runConfigKey } from './run-config.ts';
import { type Damage, damageOf } from './run-damage.ts';
import { artifactRows, dataFacts, environmentFacts, runFacts, sourceRows } from './run-facts.ts';
import { runHealth } from './run-health.ts';
import { runMetrics } from './run-metrics.ts';
import { partsOf, partsTitle } from './run-parts.ts';
import { runSiblings } from './run-siblings.ts';

const CHARTS = 48;
const SYSTEM_CHARTS = 12;
const LINKS = 12;

/** Everything on the page of one run. Made when the page is rendered: it loads the run's columns. `lines` are those of other runs. */
export function runPage(view: Overview, run: Run, diagnostics: readonly Diagnostic[], lines: KeptLines): RunPage {
  const own = diagnostics.filter(({ code }) => !isCurveCode(code));
  const damage = damageOf(own);
  const { headline, evidence } = said(view, run, damage);
  const parts = partsOf(run, damage);
  const metrics = runMetrics(view, run, 'metric', CHARTS, lines);
  const { commands, notes } = commandsOf(run, damage);
  const { environment } = run;
  return {
    project: view.slug,
    id: run.id,
    name: run.name,
    headline,
    evidence,
    facts: runFacts(run, damage),
    damage: damage === null ? null : { severity: damage.severity, text: damage.text },
    notes: run.notes,
    parts,
    partsTitle: partsTitle(parts),
    metrics,
    health: runHealth(view, run, metrics),
    system: runMetrics(view, run, 'system', SYSTEM_CHARTS, lines),
    config: runConfig(view, run),
    configLost: damage !== null && damage.lost('Config') !== null,
    code: runCode(view, run),
    commands,
    commandNotes: notes,
    environment: environmentFacts(run),
    packages: Object.entries(environment?.packages ?? {}).map(([name, version]) => ({ name, version: show(version) })),
    seeds: Object.entries(run.seeds).map(([key, value]) => ({ key, value })),
    data: dataFacts(run),
    images: view.input.images?.get(run.id) ?? null,
    artifacts: artifactRows(run),
    sources: sourceRows(run),
    ...family(view, run),
    diagnostics: checkGroups(own.map((diagnostic) => ({ item: checkItem(diagnostic, view, run), place: diagnostic.place }))),
    console: run.console,
    foot: footOf(
      run.sources.map(({ path }) => path),
      isoTime(newestTime([run])),
    ),
  };
}

/**
 * Hash of all that the page of a run shows, without loading a point: the record (its sources' hashes stand for the
 * points, and for what their curves show with the directions), its relatives, the usual values of its configuration, what
 * git knows, and `around`, which all pages of the project's runs show.
 */
export function runCacheKey(view: Overview, run: Run, diagnostics: readonly Diagnostic[], around: string): string {
  const commit = run.code?.commit === undefined ? null : (view.input.commits.get(run.code.commit) ?? null);
  return hashOf(
    around,
    view.digests.record(run),
    runConfigKey(view, run),
    variantSlot(view, run),
    runSiblings(view, run).map(view.digests.curves),
    family(view, run),
    view.input.images?.get(run.id) ?? null,
    diagnostics,
    commit,
  );
}

/** What all pages of a project's runs show: the frame with the tool, and how its metrics are meant. */
export function aroundRuns({ project, primary }: Overview, frame: Frame): string {
  return hashOf(frame, project.title, primary?.name, primary?.unit, project.metrics);
}

function said(view: Overview, run: Run, damage: Damage | null): { headline: Phrase; evidence: Phrase } {
  const { primary } = view;
  const series = primary === null ? undefined : seriesOf(run, primary.name);
  if (primary === null || series === undefined) {
    const own = run.series.filter(({ kind }) => kind === 'metric').length;
    const lost = damage?.lost('Metrics') ?? null;
    if (own === 0) {
      return {
        headline: lost === null ? ['No metric was logged by this run.'] : ['No metric can be read: ', ...lost, '.'],
        evidence: [`Its ${Object.keys(run.config).length === 0 ? '' : 'configuration and its '}files are below.`],
      };
    }
    const evidence: Phrase = [`Every metric that ${lost === null ? 'it logged' : 'can be read'} is below.`];
    if (primary === null) return { headline: [`${counted(own, 'metric')} in this run.`], evidence };
    const name = { code: primary.name };
    return {
      headline: lost === null ? ['This run did not log ', name, '.'] : ['No ', name, ' can be read: ', ...lost, '.'],
      evidence,
    };
  }
  const { last, lastStep, min, max, minStep, maxStep } = series.stats;
  const unit = primary.unit === null ? '' : ` ${primary.unit}`;
  const better = primary.direction.better;
  const [best, bestStep] = better === 'lower' ? [min, minStep] : [max, maxStep];
  const end: Phrase =
    last === null
      ? [{ code: primary.name }, ' has no value.']
      : [
          { code: primary.name },
          ' ends at ',
          { strong: `${shortNumber(last)}${unit}` },
          lastStep === null || series.stats.points === 1 ? '.' : ` at step ${shortNumber(lastStep, 9)}.`,
        ];
  const evidence: Phrase =
    best === null || better === null || series.stats.points === 1
      ? []
      : [
          `${better === 'lower' ? 'Lowest' : 'Highest'}: ${shortNumber(best)}${unit}${bestStep === null ? '' : ` at step ${shortNumber(bestStep, 9)}`}. `,
        ];
  const rests = series.stats.nan + series.stats.infinite;
  return {
    headline: end,
    evidence: [
      ...evidence,
      better === null ? '' : `${better === 'lower' ? 'Lower' : 'Higher'} is better (${primary.direction.source}). `,
      rests > 0 ? `${rests} of ${series.stats.points} points not finite. ` : '',
      { strong: 'n = 1' },
      ': a single run.',
    ],
  };
}

function family(view: Overview, run: Run): Pick<RunPage, 'parent' | 'children' | 'siblings' | 'variant'> {
  const variant = view.variants.of(run.id);
  const parent = run.parent === null ? null : view.byId.get(run.parent);
  const group = run.group === null ? [] : (view.groups.get(run.group) ?? []);
  return {
    parent: run.parent === null ? null : parent === undefined || parent === null ? run.parent : linkTo(parent),
    children: links(view.children.get(run.id) ?? []),
    siblings: links(group, run),
    variant: variant === undefined || !hasPage(variant) ? null : { slug: variant.slug, label: variant.label, runs: variant.runs.length },
  };
}

/** The first of some runs, without one of them. */
function links(runs: readonly Run[], without?: Run): Links {
  const shown = runs.slice(0, LINKS + 1).filter((run) => run !== without);
  const others = runs.length - (without === undefined ? 0 : 1);
  return { runs: shown.slice(0, LINKS).map(linkTo), more: Math.max(0, others - LINKS) };
}
