import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Reader } from '../../src/readers/reader.ts';
import { FIXTURES, readFolder } from '../support/read.ts';
import { expectation } from './memory-archive.ts';

/**
 * A test for each folder of `test/fixtures/<format>`: what the reader gives must be the lines of `<folder>.jsonl` beside it.
 * With UPDATE set, what is missing is written.
 */
export function runFixtures(format: string, reader: Reader): void {
  const root = path.join(FIXTURES, format);
  for (const entry of fs.readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    test(`${format}/${entry.name}`, async () => {
      const found = expectation(await readFolder(path.join(root, entry.name), reader));
      const file = path.join(root, `${entry.name}.jsonl`);
      if (!fs.existsSync(file) && process.env.UPDATE !== undefined) fs.writeFileSync(file, found);
      assert.deepEqual(found.split('\n'), fs.readFileSync(file, 'utf8').split('\n'));
    });
  }
}
