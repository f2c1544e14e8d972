import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fragment } from '../../../src/model/fragment.ts';
import { optuna } from '../../../src/readers/optuna/index.ts';
import { made, numbers } from '../../formats/sqlite-support.ts';
import { expectation, readMemory } from '../memory-archive.ts';

const PAGE = 512;
const TRIALS = 24;
const FLOAT = '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}';
const { main, log } = made((database) => {
  database.exec(`PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
    CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512)); INSERT INTO studies VALUES (1, 'digits'), (2, 'letters');
    CREATE TABLE version_info (version_info_id INTEGER PRIMARY KEY, schema_version INTEGER, library_version TEXT); INSERT INTO version_info VALUES (1, 12, '4.6.0');
    CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY, direction TEXT, study_id INTEGER, objective INTEGER);
    INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0), (2, 'MAXIMIZE', 2, 0);
    CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER, state TEXT, datetime_start TEXT, datetime_complete TEXT);
    CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER, param_name TEXT, param_value FLOAT, distribution_json TEXT);
    CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER, objective INTEGER, value FLOAT, value_type TEXT);
    CREATE TABLE trial_intermediate_values (id INTEGER PRIMARY KEY, trial_id INTEGER, step INTEGER, intermediate_value FLOAT, intermediate_value_type TEXT);
    CREATE TABLE trial_user_attributes (id INTEGER PRIMARY KEY, trial_id INTEGER, "key" TEXT, value_json TEXT);
    CREATE INDEX ix_trials_study_id ON trials (study_id)`);
  for (let id = 1; id <= TRIALS; id += 1) {
    const time = `2026-11-20 20:37:${String(id).padStart(2, '0')}.5`;
    database
      .prepare("INSERT INTO trials VALUES (?, ?, ?, 'COMPLETE', ?, ?)")
      .run(id, Math.floor((id - 1) / 2), 1 + ((id - 1) % 2), time, time);
    for (const name of ['lr', 'dropout'])
      database.prepare('INSERT INTO trial_params VALUES (NULL, ?, ?, ?, ?)').run(id, name, id / 100, FLOAT);
    for (let step = 0; step < 4; step += 1)
      database.prepare("INSERT INTO trial_intermediate_values VALUES (NULL, ?, ?, ?, 'FINITE')").run(id, step, id / (step + 1));
    database.prepare("INSERT INTO trial_values VALUES (NULL, ?, 0, ?, 'FINITE')").run(id, id / 7);
    database.prepare("INSERT INTO trial_user_attributes VALUES (NULL, ?, 'remark', ?)").run(id, JSON.stringify('note '.repeat(id * 8)));
    if (id === TRIALS / 2) database.exec('PRAGMA wal_checkpoint(RESTART)');
  }
});

/** One damage to some bytes: a flip, another byte, a cut, a part doubled or left out, foreign text. */
function damaged(bytes: Uint8Array, kind: number, next: (limit: number) => number): Uint8Array {
  const at = next(bytes.length);
  const end = Math.min(bytes.length, at + 1 + next(30));
  const parts = (...list: Uint8Array[]) => new Uint8Array(Buffer.concat(list));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (kind) {
    case 0:
      return parts(before, Uint8Array.of((bytes[at] as number) ^ (1 << next(8))), bytes.subarray(at + 1));
    case 1:
      return parts(before, Uint8Array.of(next(256)), bytes.subarray(at + 1));
    case 2:
      return before;
    case 3:
      return parts(before, part, part, after);
    case 4:
      return parts(before, after);
    default:
      return parts(
        before,
        Buffer.from(['{"op_code":', '}\n{', '\0', '\n', 'NaN', '9'.repeat(40), ']]}', '"', '\xff\xfe'][next(9)] as string, 'latin1'),
        after,
      );
  }
}

/** Trials, parameters, values and reports. */
function counted(fragments: readonly Fragment[]): number[] {
  const sum = (of: (fragment: Fragment) => number) => fragments.reduce((all, fragment) => all + of(fragment), 0);
  return [
    fragments.length,
    sum(({ facts }) => Object.keys(facts.config ?? {}).length),
    sum(({ facts }) => Object.keys(facts.summary ?? {}).length),
    sum(({ series }) => series.reduce((points, { step }) => points + step.length, 0)),
  ];
}

test('2,500 damaged databases and logs: no crash, no trial made up, no loss without a word', () => {
  assert.ok(log !== null);
  const whole = readMemory(optuna, { 'study.db': main, 'study.db-wal': log });
  assert.deepEqual(whole.diagnostics, []);
  const all = counted(whole.fragments);
  assert.deepEqual(all, [TRIALS, TRIALS * 2, TRIALS, TRIALS * 5]);
  const next = numbers(29);
  for (let mutant = 0; mutant < 2500; mutant += 1) {
    const inLog = mutant % 3 === 0;
    const bytes = damaged(inLog ? log : main, next(5), next);
    const read = readMemory(optuna, { 'study.db': inLog ? main : bytes, 'study.db-wal': inLog ? bytes : log });
    const found = counted(read.fragments);
    found.forEach((count, kind) => {
      assert.ok(count <= (all[kind] as number), `mutant ${mutant}: more than there was`);
    });
    const lost = found.some((count, kind) => count < (all[kind] as number));
    if (lost && !isWholeLog(inLog, bytes)) assert.ok(read.diagnostics.length > 0, `mutant ${mutant}: a loss without a word`);
  }
});

/** The start of the log up to some commit is a whole log, and an empty one is none. What is no start of it is damage. */
function isWholeLog(inLog: boolean, bytes: Uint8Array): boolean {
  if (!inLog || !Buffer.from(bytes).equals((log as Uint8Array).subarray(0, bytes.length))) return false;
  const last = bytes.length - PAGE - 24;
  return (
    bytes.length === 0 ||
    bytes.length === 32 ||
    (last >= 32 && (last - 32) % (PAGE + 24) === 0 && Buffer.from(bytes).readUInt32BE(last + 4) > 0)
  );
}

const line = (op_code: number, fields: object) => `${JSON.stringify({ op_code, worker_id: 'b0c1-140137785544768', ...fields })}\n`;

/** Two studies whose trials were created turn by turn, by two workers. */
const journal = (() => {
  const lines = [line(0, { study_name: 'digits', directions: [1] }), line(0, { study_name: 'letters', directions: [2] })];
  lines.push(line(3, { study_id: 1, system_attr: { 'study:metric_names': ['acc'] } }));
  for (let pair = 0; pair < 8; pair += 1) {
    const [a, b] = [pair * 2, pair * 2 + 1];
    const at = (second: number) => `2026-11-20T20:37:${String(second + pair).padStart(2, '0')}.250000+00:00`;
    lines.push(line(4, { study_id: 0, datetime_start: at(1) }));
    for (const trial_id of pair === 0 ? [a] : [a, a - 1])
      lines.push(
        line(5, { trial_id, param_name: trial_id === a ? 'lr' : 'late', param_value_internal: (trial_id + 1) / 64, distribution: FLOAT }),
      );
    lines.push(line(4, { study_id: 1, datetime_start: at(20) }));
    lines.push(line(5, { trial_id: b, param_name: 'lr', param_value_internal: (b + 1) / 64, distribution: FLOAT }));
    for (const trial_id of [a, b])
      for (let step = 0; step < 3; step += 1) lines.push(line(7, { trial_id, step, intermediate_value: trial_id + step / 8 }));
    lines.push(line(8, { trial_id: a, user_attr: { remark: `trial ${a}` } }));
    lines.push(line(6, { trial_id: a, state: 1, values: [a / 8], datetime_complete: at(30) }));
    if (pair > 0) lines.push(line(6, { trial_id: a - 1, state: 1, values: [(a - 1) / 8], datetime_complete: at(31) }));
  }
  return lines;
})();

const read = (text: string | Uint8Array) => readMemory(optuna, { 'journal.log': text });
const textOf = (fragment: Fragment) => expectation({ fragments: [fragment], diagnostics: [] });
const whole = read(journal.join(''));
/** Every trial of this journal started at a moment of its own. */
const truth = new Map(whole.fragments.map((fragment) => [fragment.facts.startedAt, ownOf(fragment)]));

/** Without what belongs to the study, which a damaged creation can change: its name, when it began, the number of the trial. */
function ownOf(fragment: Fragment): string {
  const { trial: _, study: __, ...extra } = fragment.facts.extra ?? {};
  const { sweep: ___, metrics: ____, ...facts } = fragment.facts;
  return textOf({ ...fragment, keys: { directory: '', role: 'run' }, facts: { ...facts, extra } });
}

test('a journal cut anywhere is read up to its last whole line', () => {
  assert.deepEqual(whole.diagnostics, []);
  const bytes = Buffer.from(journal.join(''));
  let start = 0;
  for (const [number, text] of journal.entries()) {
    const before = read(bytes.subarray(0, start));
    for (let cut = 1; cut < text.length - 1; cut += 5 + (number % 9)) {
      const torn = read(bytes.subarray(0, start + cut));
      assert.deepEqual(torn.fragments.map(textOf), before.fragments.map(textOf), `line ${number + 1} cut at ${cut}`);
      if (number > 0) assert.deepEqual(torn.diagnostics.at(-1)?.code, 'torn-tail', `line ${number + 1} cut at ${cut}`);
    }
    start += text.length;
  }
});

test('3,000 damaged journals: a damage changes the trial it hits and no other, and no loss goes without a word', () => {
  const next = numbers(31);
  const all = counted(whole.fragments);
  for (let mutant = 0; mutant < 3000; mutant += 1) {
    const number = 2 + next(journal.length - 2);
    const text = Buffer.from(journal[number] as string);
    const inside = damaged(text.subarray(0, -1), [0, 1, 3, 4, 5][next(5)] as number, next);
    const lines = journal.map((one, at) => (at === number ? Buffer.concat([inside, Buffer.from('\n')]) : Buffer.from(one)));
    const found = read(Buffer.concat(lines));
    const which = `mutant ${mutant}, line ${number + 1}: ${Buffer.from(inside).toString('latin1')}`;
    const operation = JSON.parse(journal[number] as string) as { op_code: number };
    const changed = found.fragments.filter((fragment) => truth.get(fragment.facts.startedAt) !== ownOf(fragment));
    if (operation.op_code > 3) assert.ok(changed.length <= 2, `${which}: changed ${changed.map(({ keys }) => keys.trackerId).join(', ')}`);
    const lost = counted(found.fragments).some((count, kind) => count < (all[kind] as number));
    if (lost) assert.ok(found.diagnostics.length > 0, `${which}: a loss without a word`);
  }
});

test('whole lines lost, doubled or in another order: no crash, and nothing that was never logged', () => {
  const next = numbers(37);
  const values = new Set(whole.fragments.flatMap(({ series }) => series.flatMap(({ value }) => [...value])));
  for (let mutant = 0; mutant < 1000; mutant += 1) {
    const lines = [...journal];
    const [from, to] = [next(lines.length), next(lines.length)];
    if (mutant % 3 === 0) lines.splice(from, 1);
    else if (mutant % 3 === 1) lines.splice(to, 0, lines[from] as string);
    else [lines[from], lines[to]] = [lines[to] as string, lines[from] as string];
    for (const { series } of read(lines.join('')).fragments)
      for (const { value } of series) for (const one of value) assert.ok(values.has(one), `mutant ${mutant}`);
  }
});
