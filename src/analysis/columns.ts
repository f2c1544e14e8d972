import { columnFormat, type NumberFormat } from '../model/number.ts';
import type { Column, ColumnKind, RunRow, RunTable } from '../model/report/table.ts';
import type { Run } from '../model/run.ts';
import { identityKey, show } from '../model/show.ts';
import { CLOCK, isoTime, secondsFormat } from '../model/time.ts';
import { eachLeaf, type Value } from '../model/value.ts';
import type { Overview } from './overview.ts';
import { variantSlot } from './palette.ts';

type Cell = Value | undefined;

/** Cells with a value that a table can hold beyond its first columns; the pages of the runs have the rest. */
const MOST_CELLS = 2_000_000;
const FIRST_COLUMNS = 200;
const SHOWN = 12;

export interface TableSpace {
  /** Characters that fit beside each other. */
  readonly room?: number;
  readonly cells?: number;
}

/** A table of runs: what varies and matters first, what is equal in all of them said once. */
export function runTable(view: Overview, runs: readonly Run[], primary: string | null, space: TableSpace = {}): RunTable {
  const all = [...fields(view, runs), ...configColumns(runs), ...metricColumns(view, runs)];
  const constant = runs.length > 1 ? all.filter((column) => column.distinct === 1 && !ALWAYS.has(column.kind)) : [];
  const equal = new Set(constant);
  const same = constant.filter(({ cells }) => cells[0] !== undefined).map(({ key, cells }) => ({ key, value: cells[0] as Value }));
  const varying = all.filter((column) => !equal.has(column) && column.cells.some((cell) => cell !== undefined));
  const first = runs.length === 0 ? [] : choose(varying, view, runs, space.room ?? ROOM);
  const chosen = new Set(first);
  const columns = [...first, ...varying.filter((column) => !chosen.has(column))];
  const most = fitting(columns, space.cells ?? MOST_CELLS);
  return {
    rows: runs.map((run) => rowOf(view, run)),
    columns: columns.slice(0, most),
    shown: first.length,
    left: columns.length - most,
    same,
    primary,
  };
}

function rowOf(view: Overview, run: Run): RunRow {
  const slot = variantSlot(view, run);
  const row = { id: run.id, name: run.name, status: run.status };
  return slot === null ? row : { ...row, slot };
}

/** How many columns from the first on hold no more cells with a value than this. */
function fitting(columns: readonly Column[], cells: number): number {
  let held = 0;
  const beyond = columns.findIndex((column, i) => {
    held += column.cells.reduce<number>((sum, cell) => (cell === undefined ? sum : sum + 1), 0);
    return i >= FIRST_COLUMNS && held > cells;
  });
  return beyond < 0 ? columns.length : beyond;
}

const ALWAYS: ReadonlySet<ColumnKind> = new Set(['started', 'duration', 'id']);

/** The order in which the kinds of columns stand, and how many of each are shown at first. */
const LAYOUT: readonly (readonly [ColumnKind, number])[] = [
  ['metric', 3],
  ['status', 1],
  ['seed', 1],
  ['group', 1],
  ['config', 4],
  ['tags', 1],
  ['duration', 1],
  ['started', 1],
  ['sweep', 1],
  ['tracker', 1],
];

interface Candidate {
  readonly column: Column;
  readonly i: number;
  readonly worth: number;
}

/** The same value in every row: showing both would say it twice. */
function alike(a: Column, b: Column): boolean {
  return a.distinct === b.distinct && a.cells.every((cell, row) => Object.is(cell, b.cells[row]));
}

/**
 * So many of one kind, none of them twice. Of those that are worth the same first the one that fills most rows which are
 * empty in all before it, so that a table of runs with different metrics is not empty for most of them.
 */
function best(candidates: readonly Candidate[], most: number, rows: number): Candidate[] {
  const taken: Candidate[] = [];
  let left = [...candidates].sort((a, b) => a.worth - b.worth || a.i - b.i);
  let empty = Array.from({ length: rows }, (_, row) => row);
  while (taken.length < most) {
    const next = fullest(left, empty);
    if (next === undefined) break;
    taken.push(next);
    left = left.filter((other) => other !== next && !alike(other.column, next.column));
    empty = empty.filter((row) => next.column.cells[row] === undefined);
  }
  return taken;
}

/** Of those worth as much as the first, the one with a value in most of these rows. */
function fullest(sorted: readonly Candidate[], rows: readonly number[]): Candidate | undefined {
  let next = sorted[0];
  let most = -1;
  for (const candidate of sorted) {
    if (candidate.worth !== sorted[0]?.worth || most === rows.length) break;
    const filled = rows.reduce((sum, row) => (candidate.column.cells[row] === undefined ? sum : sum + 1), 0);
    if (filled > most) [next, most] = [candidate, filled];
  }
  return next;
}

/** The columns that are worth most, as many as fit beside each other, in the order of their kinds. */
function choose(columns: readonly Column[], view: Overview, runs: readonly Run[], room: number): Column[] {
  const candidates = LAYOUT.flatMap(([kind, most]) =>
    best(
      columns.filter((column) => column.kind === kind).map((column, i) => ({ column, i, worth: worthOf(column, view) })),
      most,
      runs.length,
    ).map((candidate, n) => ({ ...candidate, worth: candidate.worth + n * 2 })),
  );
  const chosen = new Set<Column>();
  let left =
    room -
    Math.min(
      NAME,
      runs.reduce((longest, { name }) => Math.max(longest, name.length), 0),
    );
  for (const { column } of [...candidates].sort((a, b) => a.worth - b.worth || a.i - b.i)) {
    const width = widthOf(column);
    if (chosen.size >= SHOWN || width > left) continue;
    chosen.add(column);
    left -= width;
  }
  return candidates.map(({ column }) => column).filter((column) => chosen.has(column));
}

/** Characters that fit into the widest table, and that a name takes at most. */
const ROOM = 146;
const NAME = 42;
const PADDING = 3;

/** The smaller, the sooner shown. */
function worthOf({ kind, label, distinct, cells, direction }: Column, { primary }: Overview): number {
  if (kind === 'status') return 1;
  if (kind === 'started' || kind === 'group') return 3;
  const present = cells.filter((cell) => cell !== undefined).length;
  // One value that some runs lack tells less than two.
  const lone = distinct - (present < cells.length ? 1 : 0) < 2 ? 4 : 0;
  const rare = present * 2 < cells.length ? 9 : 0;
  if (kind === 'seed') return 1 + lone + rare;
  if (kind === 'metric' && label === primary?.name) return 0;
  if (kind === 'metric') return (direction === null ? 12 : HELD_OUT.test(label) ? 2 : 4) + rare;
  const unique = distinct <= Math.max(3, present / 2) ? 0 : 3;
  const long = cells.some((cell) => typeof cell === 'string' && cell.length > 30) ? 4 : 0;
  const base: Partial<Record<ColumnKind, number>> = { config: 2, duration: 5, tags: 6, tracker: 7, sweep: 9 };
  return (base[kind] ?? 12) + unique + long + rare + lone;
}

const HELD_OUT = /(^|[^a-z])(val|valid|validation|eval|dev|test)/i;

function widthOf({ kind, label, unit, format, cells }: Column): number {
  if (kind === 'started') return (unit === 'UTC' ? 19 : 14) + PADDING;
  const head = Math.max(...label.split(/\s/).map((word) => word.length));
  const longest = cells.reduce<number>((most, cell) => Math.max(most, cell === undefined ? 1 : format === null ? show(cell).length : 7), 1);
  return Math.max(Math.min(head, 40), Math.min(longest, 34)) + PADDING;
}

function column(key: string, kind: ColumnKind, label: string, cells: readonly Cell[], extra: Partial<Column> = {}): Column {
  const { distinct, numeric } = contents(cells);
  const format = extra.format ?? (numeric ? columnFormat(cells.filter((cell) => typeof cell === 'number')) : null);
  return { key, kind, label, unit: null, direction: null, format, cells, distinct, ...extra };
}

/** How many different cells there are, an absent one is one of them, and whether all values are numbers. */
function contents(cells: readonly Cell[]): { distinct: number; numeric: boolean } {
  const found = new Set<unknown>();
  let numeric = true;
  let some = false;
  for (const cell of cells) {
    found.add(cell === undefined ? undefined : identityKey(cell));
    const kind = typeof cell;
    if (kind === 'number' || kind === 'bigint') some = true;
    else if (cell !== undefined && cell !== null) numeric = false;
  }
  return { distinct: found.size, numeric: numeric && some };
}

function fields(view: Overview, runs: readonly Run[]): Column[] {
  const of = (key: string, kind: ColumnKind, label: string, cell: (run: Run) => Cell | null, unit: string | null = null) =>
    column(
      key,
      kind,
      label,
      runs.map((run) => cell(run) ?? undefined),
      { unit },
    );
  return [
    of('status', 'status', 'Status', ({ status }) => status),
    of('group', 'group', 'Group', ({ group }) => group),
    of('sweep', 'sweep', 'Sweep', ({ sweep }) => sweep),
    of('job_type', 'jobType', 'Job type', ({ jobType }) => jobType),
    of('tag', 'tags', 'Tags', ({ tags }) => (tags.length === 0 ? null : tags)),
    of('tracker', 'tracker', 'Tracker', ({ tracker }) => tracker),
    of('parent', 'parent', 'Parent', ({ parent }) => (parent === null ? null : (view.byId.get(parent)?.name ?? parent))),
    of('started', 'started', 'Started', ({ startedAt }) => startedAt, dayOf(runs)),
    durations(runs),
    of('commit', 'commit', 'Commit', ({ code }) => code?.commit?.slice(0, 10) ?? null),
    of('id', 'id', 'Id', ({ id }) => id),
  ];
}

/** `UTC`, with the day in front where all runs started on the same: the cells then hold the time alone. */
function dayOf(runs: readonly Run[]): string {
  const days = new Set(runs.map(({ startedAt }) => isoTime(startedAt)?.slice(0, 10)));
  const [day] = days;
  return days.size === 1 && day !== undefined ? `${day} UTC` : 'UTC';
}

/** In seconds where all are short, otherwise as hours, minutes and seconds: one way a column, so that it can be read down. */
function durations(runs: readonly Run[]): Column {
  const cells = runs.map(({ durationSeconds }) => durationSeconds ?? undefined);
  const longest = cells.reduce<number>((most, cell) => Math.max(most, cell ?? 0), 0);
  return column('duration', 'duration', 'Duration', cells, {
    unit: longest < 600 ? 's' : CLOCK,
    ...(longest < 600 ? { format: secondsFormat(runs.map(({ durationSeconds }) => durationSeconds)) } : {}),
  });
}

/** Seeds are configuration too, with a place of their own: they tell repetitions apart. */
function configColumns(runs: readonly Run[]): Column[] {
  const cells = new Map<string, Cell[]>();
  const seeds = new Set(runs.flatMap((run) => Object.keys(run.seeds)));
  runs.forEach((run, i) => {
    eachLeaf(run.config, (key, value) => {
      let list = cells.get(key);
      if (list === undefined) {
        list = new Array<Cell>(runs.length).fill(undefined);
        cells.set(key, list);
      }
      list[i] = value;
    });
  });
  return [...cells.keys()].sort().map((key) => column(`config.${key}`, seeds.has(key) ? 'seed' : 'config', key, cells.get(key) ?? []));
}

function metricColumns(view: Overview, runs: readonly Run[]): Column[] {
  const ordered = [...view.metrics].sort((a, b) => Number(b.primary) - Number(a.primary));
  const some = runs.length < view.runs.length;
  const values = new Map(ordered.map(({ name }) => [name, new Array<number | undefined>(runs.length).fill(undefined)]));
  runs.forEach((run, row) => {
    for (const series of run.series) {
      const cells = values.get(series.name);
      if (cells !== undefined) cells[row] = view.valueIn(run, series);
    }
  });
  return ordered.map(({ name, unit, direction, format }) => {
    const cells = values.get(name) ?? [];
    return column(`metric:${name}`, 'metric', name, cells, {
      unit,
      direction: direction.better,
      format: some && format.kind === 'significant' ? formatOf(runs, name, cells) : format,
    });
  });
}

/** Of some runs of a project, whose numbers may lie closer together than those of all. */
function formatOf(runs: readonly Run[], name: string, cells: readonly (number | undefined)[]): NumberFormat {
  const bits = runs.some(({ series }) => series.some((one) => one.name === name && one.bits === 32)) ? 32 : 64;
  return columnFormat(
    cells.filter((cell) => cell !== undefined),
    bits,
  );
}
