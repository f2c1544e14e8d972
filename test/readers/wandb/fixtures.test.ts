import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { wandb } from '../../../src/readers/wandb/index.ts';
import { FIXTURES, readFolder } from '../../support/read.ts';
import { expectation } from '../memory-archive.ts';

const HOME = path.join(FIXTURES, 'wandb');
const CASES = fs.readdirSync(HOME, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name } of CASES)
  test(`fixture ${name}`, async () => {
    const found = expectation(await readFolder(path.join(HOME, name), wandb));
    const file = path.join(HOME, `${name}.json`);
    if (!fs.existsSync(file) && process.env['UPDATE'] !== undefined) fs.writeFileSync(file, found);
    assert.equal(found, fs.readFileSync(file, 'utf8'));
  });
