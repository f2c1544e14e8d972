import { JsonError, parseJson } from '../../formats/json.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import { addPoint, columnOf } from './columns.ts';
import { pathOf, type RunFiles } from './files.ts';
import { EMPTY, seriesName } from './items.ts';
import { metricNumber, tellEmpty, tellInexact } from './json.ts';
import type { Records } from './records.ts';
import { addMap } from './structured.ts';
import { addSystemValue } from './system.ts';
import type { Tree } from './tree.ts';

/** Reads the JSON lines of a run of before SDK 0.10: `wandb-history.jsonl` and `wandb-events.jsonl`. */
export function readJsonLines(run: RunFiles, records: Records): void {
  const texts: Tree = valueMap();
  for (const line of linesOf(run, 'wandb-history.jsonl')) addLine(records, line, texts);
  for (const line of linesOf(run, 'wandb-events.jsonl')) {
    const time = metricNumber(line._timestamp ?? null) ?? Number.NaN;
    for (const key of Object.keys(line))
      if (!key.startsWith('_')) addSystemValue(records.system.columns, `system/${key.replace(/^system\./, '')}`, line[key] as Value, time);
  }
  if (Object.keys(texts).length > 0) records.summary.base = { ...texts, ...records.summary.base };
}

/** One row; the last value of each key that is no number goes to `texts`. */
function addLine(records: Records, line: ValueMap, texts: Tree): void {
  const { history } = records;
  const step = metricNumber(line._step ?? null);
  const counted = step === null || !Number.isSafeInteger(step);
  if (counted) history.counted += 1;
  history.row.step = counted ? history.rows : step;
  history.row.time = metricNumber(line._timestamp ?? null) ?? Number.NaN;
  const runtime = metricNumber(line._runtime ?? null);
  if (runtime !== null && Number.isFinite(runtime) && !(history.runtime >= runtime)) history.runtime = runtime;
  for (const key of Object.keys(line)) {
    if (key === '_step' || key === '_timestamp' || key === '_runtime' || key === '_wandb') continue;
    const value = line[key] as Value;
    const name = seriesName([key]);
    tellEmpty([key], EMPTY, history.told);
    const number = metricNumber(value);
    if (number !== null) {
      if (typeof value === 'bigint' && BigInt(number) !== value) tellInexact(name, history.told);
      addPoint(columnOf(history.columns, name), history.row.step, number, history.row.time);
    } else {
      texts[name] = value;
      addMap(history, [key], value);
    }
  }
  history.rows += 1;
}

/** The objects of a file of JSON lines; a torn last line is a note, any other line that is none is told with its number. */
function* linesOf(run: RunFiles, name: string): Generator<ValueMap> {
  const path = pathOf(run, name);
  const text = path === null ? null : run.files.text(path);
  if (path === null || text === null) return;
  let number = 0;
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    const line = text.slice(from, to);
    from = to + 1;
    number += 1;
    if (line.trim() === '') continue;
    let value: Value | undefined;
    try {
      value = parseJson(line);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      if (newline < 0) run.report(diagnostic('torn-tail', { path, line: number }, { format: name, bytes: Buffer.byteLength(line) }));
      else run.report(diagnostic('bad-line', { path, line: number }, { format: name, what: error.message }));
      continue;
    }
    if (isMap(value)) yield value;
    else run.report(diagnostic('bad-line', { path, line: number }, { format: name, what: 'no object' }));
  }
}
