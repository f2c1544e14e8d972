import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openDoor } from '../../../src/folder/door.ts';
import { scan } from '../../../src/folder/scan.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import { wandb } from '../../../src/readers/wandb/index.ts';
import { readRecords } from '../../../src/readers/wandb/log.ts';
import { newRecords } from '../../../src/readers/wandb/records.ts';
import { readFolder, shared } from '../../support/read.ts';

/** Counts that another program made of the same archives: `.wandb=9 zero-byte=0 torn=1 no-exit=2 … history-rows=22`. */
function countsOf(notes: string): (name: string) => number {
  return (name) => Number(new RegExp(`(?:^|[ ;])${name.replace('.', '\\.')}=(\\d+)`).exec(notes)?.[1] ?? Number.NaN);
}

test('public archives: the same counts as another reader', async (t) => {
  const root = shared('corpus');
  if (root === null) return t.skip('../shared/corpus is absent: public archives cannot be compared');
  const rows = fs.readFileSync(path.join(root, 'CORPUS.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  for (const [system, repository, , folder, , , , , notes] of rows.map((row) => row.split('\t')) as string[][]) {
    const place = path.join(root, folder as string);
    const { index } = await scan(place);
    const claims = wandb.detect(index);
    if (system !== 'wandb') {
      assert.deepEqual(claims, [], repository);
      continue;
    }
    const count = countsOf(notes as string);
    assert.equal(claims.length, count('.wandb'), repository);
    const found: Diagnostic[] = [];
    const door = openDoor(place, index, (diagnostic) => found.push(diagnostic));
    let history = 0;
    for (const file of index.files.filter(({ name }) => name.endsWith('.wandb'))) {
      const records = newRecords(file.path, (diagnostic) => found.push(diagnostic));
      const bytes = door.bytes(file.path);
      if (bytes !== null) readRecords(bytes, records);
      history += records.history.rows;
    }
    door.close();
    const of = (code: string) => found.filter((diagnostic) => diagnostic.code === code).length;
    assert.equal(history, count('history-rows'), repository);
    assert.equal(of('torn-tail'), count('torn'), repository);
    assert.equal(of('empty-file'), count('zero-byte'), repository);
    assert.equal(found.length, of('torn-tail') + of('empty-file') + of('integer-precision'), repository);
    const { fragments, diagnostics } = await readFolder(place, wandb);
    assert.equal(fragments.length, claims.length);
    // A log of no bytes has no exit record either; the other reader counts it apart.
    assert.equal(diagnostics.filter(({ code }) => code === 'no-exit-record').length, count('no-exit') + count('zero-byte'), repository);
  }
});
