import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { check, jsonSchema, nearest, SCHEMAS } from '../../src/model/schema.ts';

type Node = { [key: string]: unknown };
const NAMES = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[];

/** Every part of a schema, with the way to it. */
function* parts(node: unknown, way = ''): Generator<[string, Node]> {
  if (typeof node !== 'object' || node === null) return;
  yield [way, node as Node];
  for (const [key, inner] of Object.entries(node)) yield* parts(inner, `${way}/${key}`);
}

test('every key has a sentence, no object takes unknown keys', () => {
  for (const name of NAMES) {
    for (const [way, part] of parts(jsonSchema(name))) {
      if (part['type'] === 'object' && part['properties'] !== undefined) {
        assert.equal(part['additionalProperties'], false, `${name}${way}`);
        for (const [key, value] of Object.entries(part['properties'] as Node)) {
          const { description } = value as { description?: string };
          assert.match(description ?? '', /^[A-Z`a-z].{10,}\.$/, `${name}${way}/${key}`);
        }
      }
    }
  }
});

test('the schemas take the documents that people write, and no misspelt key', () => {
  const documents = {
    'site.yaml': { title: 'Lab', url: 'https://example.org/lab/', publish: { diff: true }, ignore: ['scratch'] },
    'project.yaml': { title: 'Digits', primary: 'test/accuracy', metrics: { 'test/accuracy': { direction: 'higher', unit: '%' } } },
    'registry.yaml': {
      promotions: [{ artifact: 'digits-cnn', version: 3, stage: 'production', run: 'abc', date: '2026-11-20', finding: 'norm-helps' }],
    },
  };
  for (const name of NAMES) {
    const good = documents[name];
    assert.ok('value' in check(SCHEMAS[name], good), name);
    const [first = ''] = Object.keys(good);
    const { [first as never]: value, ...rest } = good as Node;
    const bad = check(SCHEMAS[name], { ...rest, [`${first.slice(0, -1)}x`]: value });
    assert.ok('breaches' in bad && bad.breaches.some((breach) => breach.nearest === first), name);
    assert.deepEqual(Object.keys(jsonSchema(name)['properties'] as Node), Object.keys(SCHEMAS[name].shape));
  }
});

test('the script writes a schema a file', () => {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'schemas-'));
  execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../../scripts/schemas.ts'), out]);
  assert.deepEqual(fs.readdirSync(out).sort(), [
    'ablation.schema.json',
    'project.schema.json',
    'registry.schema.json',
    'run.schema.json',
    'site.schema.json',
    'sweep.schema.json',
    'variant.schema.json',
  ]);
  const written = JSON.parse(fs.readFileSync(path.join(out, 'project.schema.json'), 'utf8'));
  assert.deepEqual(written, JSON.parse(JSON.stringify(jsonSchema('project.yaml'))));
  fs.rmSync(out, { recursive: true });
});

test('the nearest word', () => {
  assert.equal(nearest('tilte', ['title', 'tags']), 'title');
  assert.equal(nearest('Titel', ['title']), 'title');
  assert.equal(nearest('xyz', ['title', 'tags']), '');
  assert.equal(nearest('', ['a']), 'a');
});
