import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PUBLISH_NOTHING } from '../../src/model/publish.ts';
import { cleanerOf } from '../../src/publish/clean.ts';
import { learnHarmless, suspicious } from '../../src/publish/harmless.ts';
import type { Identities } from '../../src/publish/identities.ts';
import { presetSecrets } from '../../src/publish/secretlint.ts';
import { findSecrets } from '../../src/publish/secrets.ts';

const WHO: Identities = { logins: new Set(['ada', 'bo']), words: new Map([['gpu-node-7', 'host']]) };

/** Put together here, so that no scanner of repositories takes it for a real one. */
const TOKEN = `${'hf'}_${'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH'}`;
const HIDDEN: readonly string[] = [
  ...[
    '/home/ada/runs',
    'runs/ada/1',
    'bo\\x',
    'ada',
    'mail ada@lab.example',
    'gpu-node-7',
    'x gpu-node-7',
    '/a/b/c/d',
    'C:\\Users\\Ada\\x\\y',
  ],
  ...['10.0.0.1', 'ip-10-0-0-1', 'events.out.tfevents.1700000000.laptop.1.0', 'https://u:p@host/x', TOKEN, `token=${TOKEN}`],
  ...[Buffer.from(`key ${TOKEN} key`).toString('base64'), encodeURIComponent(`a/${TOKEN}`), `password=hunter22secret`, 'AKIA', 'hf_'],
];
/** Pieces that are harmless alone, and may not be beside each other. */
const PIECES = [
  'ada',
  'a',
  'bo',
  'gpu',
  '-node-7',
  '/',
  '\\',
  'home',
  'runs',
  'hf',
  '_',
  '=',
  'x'.repeat(23),
  '%41',
  '.',
  '10',
  ' ',
  'C:',
  '~',
  '\t',
];
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((parts) => parts.join(''));
const plain = fc.nat(1e6).map((i) => `runs/${i % 100}/seed-${i}/metrics.csv`);
const text = fc.oneof(
  { weight: 30, arbitrary: plain },
  { weight: 2, arbitrary: pieces },
  { weight: 1, arbitrary: fc.string({ maxLength: 120 }) },
  { weight: 1, arbitrary: fc.constantFrom(...HIDDEN) },
);
const texts = fc.array(text, { maxLength: 150, size: 'max' });

test('what is noted as harmless stays as it is under every rule, whatever stands beside it', () => {
  let noted = 0;
  fc.assert(
    fc.property(texts, (some) => {
      const harmless = new Map<string, boolean>();
      learnHarmless(some, WHO, harmless);
      for (const [one, hinted] of harmless) {
        const cleaner = cleanerOf(PUBLISH_NOTHING, WHO);
        assert.deepEqual([cleaner.text('path', one), cleaner.secrets, hinted], [one, [], cleaner.isHinted()]);
        noted += 1;
      }
    }),
    { numRuns: 1000 },
  );
  assert.ok(noted > 1000, `${noted} texts were noted`);
});

test('plain names are noted, all that is held back is left to who looks closely', () => {
  const names = Array.from({ length: 1000 }, (_, i) => `runs/${i % 10}/digits-seed-${i}/metrics.csv`);
  const harmless = new Map<string, boolean>();
  learnHarmless(names, WHO, harmless);
  assert.equal(harmless.size, names.length);
  for (const one of HIDDEN) {
    const found = new Map<string, boolean>();
    learnHarmless([one], WHO, found);
    assert.equal(found.size, 0, one);
  }
});

test('every text with a credential is suspicious, of many plain ones none', async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (some) => {
      const found = new Set(suspicious(some));
      for (const one of some) if (!found.has(one)) assert.deepEqual([...findSecrets(one), ...(await presetSecrets(one))], [], one);
    }),
    { numRuns: 100 },
  );
  assert.deepEqual(suspicious(Array.from({ length: 1000 }, (_, i) => `digits-seed-${i}`)), []);
});
