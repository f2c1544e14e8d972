import type { Environment } from '../../model/fragment.ts';
import type { ArtifactRow, Fact, SourceRow } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import { show } from '../../model/show.ts';
import { duration, utc } from '../../model/time.ts';
import { statusWord } from '../status.ts';
import type { Damage } from './run-damage.ts';
import { heldIn } from './run-files.ts';

/** The line below the headline: when, how long, how it ended, by which tracker. */
export function runFacts(run: Run, damage: Damage | null): readonly Fact[] {
  const facts: Fact[] = [];
  const add = (label: string, value: string | null, href?: string | null) => {
    if (value !== null && value !== '') facts.push({ label, value, ...(href ? { href } : {}) });
  };
  const started = utc(run.startedAt);
  const ended = utc(run.endedAt);
  const zone = run.timeZoneAssumed ? ' (zone not recorded, UTC assumed)' : '';
  add('Started', started === null ? null : started + zone);
  add(
    run.status === 'unknown' ? 'Last record' : 'Ended',
    ended !== null && started?.slice(0, 10) === ended.slice(0, 10) ? ended.slice(11) : ended,
  );
  add('Ran for', run.durationSeconds === null ? null : duration(run.durationSeconds));
  const status = run.status === 'unknown' && damage?.lost(null) ? 'without an end that can be read' : statusWord(run.status);
  add('Status', `${status}${run.statusReason === null ? '' : ` (${run.statusReason})`}`);
  add('Tracker', [...new Set(run.sources.map(({ format }) => format))].sort().join('; ') || run.tracker);
  add('Group', run.group);
  add('Sweep', run.sweep);
  add('Job type', run.jobType);
  add('Tags', run.tags.join(', '));
  add('At the tracker', run.hosted, run.hosted);
  if (run.deleted) add('Deleted', 'in the tracker, still in the archive');
  return facts;
}

const ENVIRONMENT: readonly (readonly [keyof Environment, string])[] = [
  ['os', 'Operating system'],
  ['python', 'Python'],
  ['container', 'Container'],
  ['cuda', 'CUDA'],
  ['gpu', 'GPU'],
  ['gpuCount', 'GPUs'],
  ['cpu', 'CPU'],
  ['cpuCount', 'CPU cores'],
  ['memoryBytes', 'Memory'],
  ['host', 'Host'],
  ['user', 'User'],
  ['email', 'E-mail'],
  ['executable', 'Executable'],
  ['workingDirectory', 'Working directory'],
];

export function environmentFacts({ environment }: Run): readonly Fact[] {
  if (environment === null) return [];
  const facts: Fact[] = [];
  for (const [field, label] of ENVIRONMENT) {
    const value = environment[field];
    if (value === undefined || value === null || typeof value === 'object') continue;
    facts.push({ label, value: field === 'memoryBytes' ? `${(Number(value) / 2 ** 30).toFixed(1)} GiB` : String(value) });
  }
  const noticed = Object.entries(environment.frameworks ?? {});
  for (const [name, version] of noticed) if (version !== true) facts.push({ label: name, value: show(version) });
  const unversioned = noticed.flatMap(([name, version]) => (version === true ? [name] : []));
  if (unversioned.length > 0) facts.push({ label: 'Imported', value: `${unversioned.join(', ')} (versions not recorded)` });
  if (environment.arguments !== undefined) facts.push({ label: 'Arguments', value: environment.arguments.join(' '), mono: true });
  for (const [name, value] of Object.entries(environment.variables ?? {})) facts.push({ label: name, value: show(value), mono: true });
  return facts;
}

export function dataFacts({ data }: Run): readonly Fact[] {
  return data.map(({ name, type, version, digest, uri, context }) => ({
    label: name,
    value: [context, type, version, digest, uri].filter((text) => text !== undefined && text !== '').join(' · ') || 'name only',
    mono: true,
  }));
}

/** Outputs first; in each the order of names. */
export function artifactRows({ artifacts }: Run): readonly ArtifactRow[] {
  return artifacts
    .map((artifact): ArtifactRow => {
      const { name, type = null, direction, version = null, size = null, sha256, digest, path, present, uri } = artifact;
      return {
        name,
        type,
        direction,
        version,
        size,
        digest: sha256 ?? digest ?? null,
        where: present ? (path ?? 'in the archive') : (uri ?? 'not in the archive'),
      };
    })
    .sort((a, b) => (a.direction === b.direction ? (a.name < b.name ? -1 : 1) : a.direction === 'output' ? -1 : 1));
}

export function sourceRows({ sources }: Run): readonly SourceRow[] {
  return sources.map(({ path, size, sha256, format }) => ({ path, size, sha256, holds: heldIn(path, format) }));
}
