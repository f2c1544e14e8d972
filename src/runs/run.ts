import type { MetricDefinition, RegistryVersion, Source, StoredFragment } from '../model/fragment.ts';
import type { Run, RunSource } from '../model/run.ts';
import { valueMap } from '../model/value.ts';
import { mergeConfigs } from './config.ts';
import { mergeFacts } from './facts.ts';
import type { Group } from './group.ts';
import { rank } from './precedence.ts';
import { seedsOf } from './seeds.ts';
import { type MeasureParts, mergeSeries } from './series.ts';

/** Trackers that ask for a name; the others' runs are named by their folder. */
const NAMES = new Set(['wandb', 'mlflow', 'optuna', 'record']);

/** A group as a run. `id` and `project` are given; `parent` still is the tracker's id. */
export function runOf(group: Group, id: string, project: string, measure: MeasureParts): Run {
  const fragments = [...group.fragments].sort((a, b) => rank(a.tracker) - rank(b.tracker));
  const facts = mergeFacts(fragments);
  const [primary] = fragments;
  if (primary === undefined) throw new Error(`run ${id} has no fragments`);
  const config = mergeConfigs(
    [...group.fragments]
      .reverse()
      .sort((a, b) => rank(a.tracker, 'config') - rank(b.tracker, 'config'))
      .map((fragment) => fragment.facts.config ?? valueMap()),
  );
  const named = facts.source('name');
  const startedAt = facts.startedAt;
  const ended = statusSource(fragments)?.facts;
  return {
    id,
    trackerId: trackerIdOf(group),
    tracker: primary.tracker,
    project,
    path: group.directory,
    sources: sourcesOf(group),
    name: facts.pick('name') ?? lastWords(group.directory),
    nameRecorded: named !== null && NAMES.has(named.tracker),
    recordedProject: facts.pick('project'),
    entity: facts.pick('entity'),
    group: facts.pick('group'),
    sweep: facts.pick('sweep'),
    jobType: facts.pick('jobType'),
    parent: facts.pick('parent'),
    tags: facts.list((said) => said.tags),
    notes: facts.pick('notes'),
    status: ended?.status ?? 'unknown',
    statusReason: ended?.statusReason ?? null,
    startedAt,
    endedAt: facts.endedAt,
    durationSeconds: facts.durationSeconds ?? (startedAt !== null && facts.endedAt !== null ? facts.endedAt - startedAt : null),
    timeZoneAssumed: facts.source('startedAt')?.facts.timeZoneAssumed ?? false,
    config,
    summary: facts.pick('summary') ?? valueMap(),
    seeds: seedsOf(config),
    metrics: byName(facts.list<MetricDefinition>((said) => said.metrics)),
    series: mergeSeries(fragments, measure),
    code: facts.code,
    data: facts.list((said) => said.data),
    environment: facts.environment,
    artifacts: facts.list((said) => said.artifacts),
    media: facts.list((said) => said.media),
    console: facts.pick('console'),
    registry: facts.list<RegistryVersion>((said) => said.registry),
    hosted: facts.pick('hosted'),
    alerts: facts.list((said) => said.alerts),
    overrides: facts.pick('overrides') ?? [],
    deleted: fragments.some((fragment) => fragment.facts.deleted === true),
    extra: facts.extra,
  };
}

/** The tracker's own id of the run, of the source that counts most. */
export function trackerIdOf(group: Group): string | null {
  const [first] = group.fragments.filter(({ keys }) => keys.trackerId !== undefined).sort((a, b) => rank(a.tracker) - rank(b.tracker));
  return first?.keys.trackerId ?? null;
}

/**
 * Whose word on the status counts: of the source that counts most its latest process; where that does not know, another
 * tracker that does. That a trial was pruned only the search can say: loggers have no word for it. The reason is always
 * of the same source.
 */
function statusSource(fragments: readonly StoredFragment[]): StoredFragment | undefined {
  const pruned = fragments.find(({ facts }) => facts.status === 'pruned');
  if (pruned !== undefined) return pruned;
  const asked = [...fragments]
    .reverse()
    .sort((a, b) => rank(a.tracker, 'status') - rank(b.tracker, 'status'))
    .filter(({ facts }) => facts.status !== undefined);
  const [first] = asked;
  if (first?.facts.status !== 'unknown') return first;
  return asked.find(({ tracker, facts }) => tracker !== first.tracker && facts.status !== 'unknown') ?? first;
}

function sourcesOf(group: Group): RunSource[] {
  const byPath = new Map<string, RunSource>();
  for (const { tracker, format, sources } of [...group.fragments, ...group.copies]) {
    for (const source of sources) if (!byPath.has(source.path)) byPath.set(source.path, { ...(source satisfies Source), tracker, format });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function byName(metrics: readonly MetricDefinition[]): MetricDefinition[] {
  const first = new Map<string, MetricDefinition>();
  for (const metric of metrics) if (!first.has(metric.name)) first.set(metric.name, metric);
  return [...first.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function lastWords(directory: string): string {
  return directory.split('/').slice(-2).join('/') || 'run';
}
