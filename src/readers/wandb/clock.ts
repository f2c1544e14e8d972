import type { Facts } from '../../model/fragment.ts';
import type { ValueMap } from '../../model/value.ts';
import { type Layout, timeOfName } from './detect.ts';
import type { Surroundings } from './environment.ts';
import type { Records } from './records.ts';
import type { Exit } from './run.ts';

/** Before SDK 0.10 the metadata had the exit code; since then they say "running" for ever. */
export function exitOfMetadata(metadata: ValueMap | null): Exit | null {
  const code = metadata?.exitcode;
  return typeof code === 'number' && Number.isInteger(code) ? { code, runtime: null, complete: true } : null;
}

/**
 * When the run started and how long it ran by its own clock. The history has that clock more finely, the exit record also what
 * came behind the last row: the longer of the two counts, without what earlier processes of a resumed run had counted.
 */
export function clockOf(layout: Layout, records: Records, surroundings: Surroundings, internal: ValueMap): Partial<Facts> {
  const { run, history, exit } = records;
  const ofConfig = typeof internal.start_time === 'number' ? internal.start_time : undefined;
  const recorded = run.startedAt ?? surroundings.startedAt ?? ofConfig;
  const named = recorded === undefined ? timeOfName(layout.directory) : null;
  const startedAt = recorded ?? named ?? undefined;
  const counted = [history.runtime, exit?.runtime ?? Number.NaN].filter((seconds) => Number.isFinite(seconds));
  const longest = counted.length === 0 ? undefined : Math.max(0, ...counted);
  const earlier = run.earlierSeconds ?? 0;
  const durationSeconds = longest !== undefined && longest >= earlier ? longest - earlier : longest;
  const over = exit?.complete === true && startedAt !== undefined && durationSeconds !== undefined;
  return {
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(over ? { endedAt: startedAt + durationSeconds } : {}),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(named === null ? {} : { timeZoneAssumed: true }),
  };
}
