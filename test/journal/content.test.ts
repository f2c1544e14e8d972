import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { openDoor } from '../../src/folder/door.ts';
import { scan } from '../../src/folder/scan.ts';
import { readJournal } from '../../src/journal/journal.ts';
import { draftProse } from '../../src/journal/prose.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CONTENT = path.join(ROOT, 'content');
const PROJECTS = ['charlm', 'digits', 'tabular'].map((folder) => ({ folder, slug: folder, runs: [] }));

test('the demo and the documentation are written without a mistake', async () => {
  const { index } = await scan(CONTENT);
  const faults: unknown[] = [];
  const door = openDoor(CONTENT, index, (found) => faults.push(found));
  const around = { base: '/', projects: PROJECTS, images: 'assets' };
  const { prose, diagnostics } = draftProse(index, door, around).write(() => undefined);
  const journals = PROJECTS.map(({ folder }) => readJournal(folder, index, door, around));
  door.close();
  assert.deepEqual([...faults, ...diagnostics], []);
  assert.equal(prose.length, 12);
  assert.deepEqual(
    journals.map(({ entries }) => entries.length),
    [3, 7, 4],
  );
  for (const { entries } of journals) for (const { date } of entries) assert.match(date ?? '', /^2026-11-20T2\d:\d\d$/);
  // Runs are not read here, so their links alone lead nowhere.
  const dropped = journals
    .flatMap((journal) => journal.diagnostics)
    .filter(({ args }) => !('target' in args && args.target.startsWith('runs/')));
  assert.deepEqual(dropped, []);
});

test('the tables of keys and fields in the documentation are those of the schemas', () => {
  const words = execFileSync(process.execPath, [path.join(ROOT, 'scripts/docs.ts'), '--check'], { encoding: 'utf8' });
  assert.match(words, /up to date/);
});
