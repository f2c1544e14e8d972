import { type Cursor, double, inside, int32, int64, next, text, timestamp } from '../../formats/protobuf.ts';
import type { Status } from '../../model/fragment.ts';

/** What RunRecords say; the first one creates the run, later ones change it. */
export interface RunRecord {
  id?: string;
  entity?: string;
  project?: string;
  group?: string;
  jobType?: string;
  name?: string;
  notes?: string;
  tags?: readonly string[];
  sweep?: string;
  host?: string;
  remote?: string;
  commit?: string;
  /** Seconds since 1970. */
  startedAt?: number;
  /** Seconds that earlier processes of the run had counted, and the step that this one goes on at. */
  earlierSeconds?: number;
  startingStep?: number;
  /** It goes on with an earlier process, or was asked to if there is one. */
  resumed?: boolean;
  branch?: { run?: string; metric?: string; value?: number };
}

/** The fields of RunRecord that are plain text. */
const TEXTS: Readonly<Record<number, 'id' | 'entity' | 'project' | 'group' | 'jobType' | 'name' | 'notes' | 'sweep' | 'host'>> = {
  1: 'id',
  2: 'entity',
  3: 'project',
  6: 'group',
  7: 'jobType',
  8: 'name',
  9: 'notes',
  12: 'sweep',
  13: 'host',
};

/** Takes a RunRecord; `other` gets the fields that hold configuration (4), summary (5) and telemetry (19). */
export function readRunRecord(field: Cursor, run: RunRecord, other: (c: Cursor) => void): void {
  const c = inside(field);
  const tags: string[] = [];
  while (next(c)) {
    const name = TEXTS[c.field];
    if (name !== undefined) {
      const value = text(c);
      if (value !== '') run[name] = value;
    } else if (c.field === 10) tags.push(text(c));
    else if (c.field === 4 || c.field === 5 || c.field === 19) other(c);
    else if (c.field === 14 && c.wire === 0) run.startingStep = Number(int64(c));
    else if (c.field === 17) run.startedAt ??= timestamp(c);
    else if ((c.field === 18 || c.field === 24) && c.wire === 0) run.resumed = run.resumed === true || int32(c) !== 0;
    else if (c.field === 20 && c.wire === 0) run.earlierSeconds = int32(c);
    else if (c.field === 21) readGit(c, run);
    else if (c.field === 23) run.branch = readBranch(c);
  }
  if (tags.length > 0) run.tags = tags;
}

/** Takes a GitRepoRecord. */
export function readGit(field: Cursor, git: { remote?: string; commit?: string }): void {
  const c = inside(field);
  while (next(c)) {
    const value = text(c);
    if (value === '') continue;
    if (c.field === 1) git.remote = value;
    else if (c.field === 2) git.commit = value;
  }
}

function readBranch(field: Cursor): NonNullable<RunRecord['branch']> {
  const c = inside(field);
  const branch: NonNullable<RunRecord['branch']> = {};
  while (next(c)) {
    if (c.field === 1) branch.run = text(c);
    else if (c.field === 2) branch.value = double(c);
    else if (c.field === 3) branch.metric = text(c);
  }
  return branch;
}

/** How the process ended. */
export interface Exit {
  readonly code: number;
  /** Whole seconds. */
  readonly runtime: number | null;
  readonly complete: boolean;
}

/** Takes a RunExitRecord; an absent code is 0. */
export function readExit(field: Cursor): Exit {
  const c = inside(field);
  let code = 0;
  let runtime: number | null = null;
  let complete = true;
  while (next(c)) {
    if (c.wire !== 0) continue;
    if (c.field === 1) code = int32(c);
    else if (c.field === 2) runtime = int32(c);
    else if (c.field === 3) complete = int32(c) === 0;
  }
  return { code, runtime, complete };
}

/** W&B exits with 255 on KeyboardInterrupt. */
const INTERRUPTED = 255;

export function statusOf(exit: Exit | null): { status: Status; statusReason?: string } {
  if (exit === null) return { status: 'unknown' };
  if (!exit.complete) return { status: 'running' };
  if (exit.code === 0) return { status: 'finished' };
  return { status: exit.code === INTERRUPTED ? 'killed' : 'failed', statusReason: `exit code ${exit.code}` };
}
