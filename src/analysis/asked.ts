import type { AskedColumn } from '../model/report/runs.ts';
import type { RunTable } from '../model/report/table.ts';
import type { Run } from '../model/run.ts';
import { identity } from '../model/show.ts';
import { eachLeaf, type Value } from '../model/value.ts';
import { type Known, runSubject } from '../query/run.ts';
import { FIELDS } from '../query/subject.ts';

/** Characters of a note that the table can be asked for. */
const LONGEST = 10_000;
/** Cells with a value that these columns hold together. */
const MOST_CELLS = 1_000_000;

/** Fields that stand in the table as they are. */
const AS_THEY_ARE: ReadonlySet<string> = new Set(['status', 'group', 'sweep', 'job_type', 'tag', 'started', 'duration']);

/**
 * What a query can ask of runs and their table does not show: notes, variant, branch, path, further ids, whole commits, metrics that
 * only a summary or the system has. With it a query finds in the browser what it finds on the command line.
 */
export function askedColumns(runs: readonly Run[], { columns, same }: RunTable, known: Known): readonly AskedColumn[] {
  const subjects = runs.map((run) => runSubject(run, known));
  const shown = new Map(columns.map(({ key, cells }) => [key, cells]));
  const constant = new Map(same.map(({ key, value }) => [key, value]));
  const asked: AskedColumn[] = [];
  for (const name of Object.keys(FIELDS)) {
    if (name === 'name' || (AS_THEY_ARE.has(name) && (shown.has(name) || constant.has(name)))) continue;
    const cells = subjects.map((subject) => cut(subject.field(name)));
    if (cells.every((cell) => cell === undefined)) continue;
    const there = shown.get(name);
    if (cells.every((cell, row) => alike(cell, there === undefined ? constant.get(name) : there[row]))) continue;
    asked.push({ key: name, cells });
  }
  let left = MOST_CELLS;
  for (const [name, having] of otherMetrics(runs, new Set([...shown.keys(), ...constant.keys()]))) {
    left -= having;
    if (left < 0) break;
    asked.push({ key: `metric:${name}`, cells: subjects.map((subject) => subject.metric(name)) });
  }
  return asked;
}

/** Nothing, and a list of nothing, are the same answer to every question; a list of one is its item. */
function cut(value: Value | undefined): Value | undefined {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (Array.isArray(value)) {
    if (value.length === 1) return cut(value[0]);
    const different = [...new Set<Value>(value)];
    return different.length === 1 ? cut(different[0]) : different;
  }
  return typeof value === 'string' && value.length > LONGEST ? value.slice(0, LONGEST) : value;
}

function alike(a: Value | undefined, b: Value | undefined): boolean {
  const other = cut(b);
  return a === other || (a !== undefined && other !== undefined && identity(a) === identity(other));
}

/** Names of metrics that the table lacks, with how many runs have them. */
function otherMetrics(runs: readonly Run[], keys: ReadonlySet<string>): readonly (readonly [string, number])[] {
  const found = new Map<string, number>();
  for (const run of runs) {
    const names = new Set(run.series.map(({ name }) => name));
    eachLeaf(run.summary, (name, value) => {
      if (typeof value === 'number') names.add(name);
    });
    for (const name of names) if (!keys.has(`metric:${name}`)) found.set(name, (found.get(name) ?? 0) + 1);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}
