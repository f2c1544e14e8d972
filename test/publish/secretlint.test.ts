import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { askRules, presetSecrets } from '../../src/publish/secretlint.ts';

/** The preset is one file; its patterns are read from it, so that a new one is met by the test that follows. */
const SOURCE = fs.readFileSync(fileURLToPath(import.meta.resolve('@secretlint/secretlint-rule-preset-recommend')), 'utf8');
/** Patterns with one of these are no credentials, or belong to rules that are left out. */
const OTHERS = /mongodb|mysql|postgres|<protocol>|secretlint-|variablePatterns|regexp/i;
const RULES_START =
  SOURCE.indexOf('const reportAWSAccessKey') > 0 ? SOURCE.indexOf('const reportAWSAccessKey') : SOURCE.indexOf('AWSAccessKeyIDPattern');

/** What stands in assertions before and behind a credential is no part of it. */
const bare = (pattern: string) =>
  pattern
    .replace(/\(\?<?[!=](?:[^()[\]\\]|\\[^p]|\\p\{\w+\}|\[[^\]]*\])*\)/g, '')
    .replace(/\\b/g, '')
    .replace(/\(\?<\w+>/g, '(?:')
    .replace(/\\\//g, '/');

const patterns = [...SOURCE.slice(RULES_START).matchAll(/=\s*\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[gimsu]+[;,\n]/g)]
  .map(([, pattern = '']) => pattern)
  .filter((pattern) => !OTHERS.test(pattern) && /[A-Za-z]{2}/.test(pattern.replace(/\[[^\]]*\]/g, '')));

const AWS = [
  'AWS_SECRET_ACCESS_KEY',
  'aws_secret_access_key',
  'AwsSecretAccessKey',
  'SECRET_ACCESS_KEY',
  'secretaccesskey',
  '_Secret_Access_Key',
];
const CONNECT = ['=', ': ', ' => '];
/** What a credential may stand behind: nothing, a word sign, a quote, a letter. */
const BEFORE = ['', '_', '1', '"', ' key '];

const places = (found: readonly { start: number; end: number }[]) => found.map(({ start, end }) => [start, end]);

test('the patterns of the rules were read', () => {
  assert.ok(patterns.length >= 25, `${patterns.length} patterns`);
  for (const word of ['ghp|gho', 'glpat', 'hf_', 'gsk_', 'sk-ant', 'T3BlbkFJ', 'xoxb', 'tskey', 'dckr', 'hvs', 'npm_', 'PRIVATE KEY'])
    assert.ok(
      patterns.some((pattern) => pattern.includes(word)),
      word,
    );
});

test('the look before the rules hides nothing that they would find', async () => {
  const met = new Set<string>();
  for (const pattern of patterns) {
    const samples = fc.sample(fc.stringMatching(new RegExp(`^(?:${bare(pattern)})$`)), { numRuns: 4, seed: 7 });
    for (const [at, sample] of samples.entries()) {
      for (const before of at === 0 ? BEFORE : ['']) {
        const text = `${before}${sample}`;
        const wanted = await askRules(text);
        if (wanted.length > 0) met.add(pattern);
        assert.deepEqual(places(await presetSecrets(text)), places(wanted), `${pattern}: ${text}`);
      }
    }
  }
  assert.ok(met.size >= patterns.length * 0.7, `rules spoke for ${met.size} of ${patterns.length} patterns`);
});

test('every spelling of the name of an AWS secret key is looked at', async () => {
  const secret = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3xY4wV6u';
  for (const name of AWS)
    for (const connect of CONNECT)
      for (const quote of ['', '"']) {
        const text = `${quote}${name}${quote}${connect}${quote}${secret}${quote} `;
        const wanted = await askRules(text);
        if (quote === '') assert.ok(wanted.length > 0, `${text}: the rule itself finds it`);
        assert.deepEqual(places(await presetSecrets(text)), places(wanted), text);
      }
});
