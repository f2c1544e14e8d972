import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Diagnostic, type DiagnosticArgs, type DiagnosticCode, diagnostic, SEVERITY } from '../../src/model/diagnostic.ts';
import { sentence, words } from '../../src/model/wording.ts';

const notFinite = { metric: 'loss', metrics: 1, value: 'NaN', step: 7, points: 3, of: 10, after: '', afterStep: null, seconds: null };

/** For every code the arguments that lead to different words: one and several, present and absent. */
const SAMPLES: { readonly [C in DiagnosticCode]: readonly DiagnosticArgs[C][] } = {
  'unreadable-file': [{ reason: 'EACCES: permission denied' }, { reason: 'it is a folder.' }],
  'unreadable-folder': [{ reason: 'EACCES: permission denied' }],
  'not-a-plain-file': [{ kind: 'socket' }],
  'outside-folder': [{ target: '/srv/data' }],
  'lfs-pointer': [{ size: '12345' }],
  'file-too-large': [{ bytes: 9_000_000, limit: 8_000_000 }],
  'empty-file': [{ format: 'W&B log' }],
  'text-encoding': [
    { encoding: 'UTF-16', replaced: 0 },
    { encoding: 'Latin-1', replaced: 1 },
  ],
  'changed-while-reading': [{}],
  'not-this-format': [{ format: 'SQLite database', found: 'a zip archive' }],
  'unsupported-version': [{ format: 'Optuna schema', version: '99', supported: '1 to 12' }],
  'torn-tail': [
    { format: 'W&B log', bytes: 1 },
    { format: 'W&B log', bytes: 14 },
  ],
  'bad-checksum': [{ format: 'event file', what: 'A record', bytes: 20 }],
  'damaged-bytes': [{ format: 'event file', what: 'A record', bytes: 20 }],
  'undecodable-record': [{ format: 'event file', what: 'field 3 has no end' }],
  'write-ahead-log': [{ state: 'its -wal file is not here' }],
  'limit-reached': [{ what: 'metrics of one run', limit: 10_000 }],
  'bad-line': [{ format: 'metric file', what: 'three fields are missing' }],
  'bad-value': [{ format: 'record', key: 'started', text: 'yesterday', wanted: 'a time' }],
  'duplicate-key': [{ key: 'lr' }],
  'unsafe-yaml-tag': [{ tag: '!!python/object' }],
  'missing-metadata': [{ what: 'meta.yaml' }],
  'no-exit-record': [{}],
  'experiment-mismatch': [{ recorded: '1', found: '2' }],
  'integer-precision': [{ what: 'tokens at step 3' }],
  'empty-name': [{ shown: '(empty)' }],
  'steps-counted': [{ rows: 1 }, { rows: 3 }],
  'points-put-aside': [
    { series: 'loss', count: 1, rule: 'of equal steps the last one' },
    { series: 'loss', count: 5, rule: 'of equal steps the last one' },
  ],
  'path-refused': [{ path: '/etc/passwd', reason: 'it leads out of the folder' }],
  'reader-failed': [{ reader: 'wandb', reason: 'TypeError: x is not a function' }],
  'same-id-different-content': [{ id: 'abc', paths: 'a, b' }],
  'rank-duplicate': [{ runs: 'a, b', count: 2 }],
  'resume-overlap': [
    { series: 'loss', steps: 1 },
    { series: 'loss', steps: 4 },
  ],
  'secret-held-back': [{ field: 'config.token', kind: 'GitHub token' }],
  'unknown-key': [
    { key: 'titel', nearest: 'title' },
    { key: 'xyz', nearest: '' },
  ],
  'invalid-key': [
    { key: 'alpha', reason: 'expected a number below 1' },
    { key: 'baseline', reason: 'column 3: “variant” cannot be asked for here.' },
  ],
  'invalid-yaml': [{ reason: 'a colon is missing' }],
  'reserved-slug': [{ slug: 'api', used: 'api-2' }],
  'unclear-query': [{ query: 'lr<1', reason: 'no run has “lr”' }],
  'runs-excluded': [
    { count: 1, query: 'tag:junk' },
    { count: 3, query: 'tag:junk' },
  ],
  'query-finds-nothing': [{ key: 'baseline', query: 'tag:x' }],
  'seed-not-wired': [{ variant: 'baseline', metric: 'loss' }],
  'repeated-seed': [
    { variant: 'plain', count: 1, runs: 'a, b' },
    { variant: 'plain', count: 2, runs: 'a, b, c' },
  ],
  'variant-merges': [{ variant: 'plain', keys: 'lr, width' }],
  'markdown-dropped': [{ what: 'An HTML element' }],
  'link-dropped': [{ target: '/gone/', reason: 'leads to no page of the site' }],
  'anchor-dropped': [{ target: '/docs/start/#gone' }],
  'image-dropped': [{ target: 'x.bmp', reason: 'is in no format that browsers show' }],
  'commit-not-found': [{ commit: '1a2b3c', where: 'the repository' }],
  'git-unavailable': [{ reason: 'git is not installed' }],
  'non-finite': [
    notFinite,
    { ...notFinite, metrics: 4, after: 'grad', afterStep: 7, seconds: 12 },
    { ...notFinite, points: 10, after: 'grad', afterStep: 5 },
    { ...notFinite, points: 1, of: 1 },
  ],
  'non-finite-points': [notFinite, { ...notFinite, metrics: 2, after: 'grad', afterStep: 5 }],
  diverged: [{ metric: 'loss', metrics: 1, step: 9, best: 0.1, bestStep: 5, end: 9, seconds: null }],
  'loss-spike': [
    { metric: 'loss', metrics: 1, step: 9, value: 9, before: 1, count: 1, back: 1 },
    { metric: 'loss', metrics: 3, step: 9, value: 9, before: 1, count: 4, back: 5 },
  ],
  'gradient-norm-rise': [
    { metric: 'grad', metrics: 1, step: 9, value: 90, usual: 1, lead: 0, followed: 'loss', what: 'loss-spike', rate: 0 },
    { metric: 'grad', metrics: 1, step: 9, value: 90, usual: 1, lead: 1, followed: 'loss', what: 'diverged', rate: 0.5 },
    { metric: 'grad', metrics: 1, step: 9, value: 90, usual: 1, lead: 3, followed: 'loss', what: 'plateau', rate: 2 },
  ],
  overfit: [{ metric: 'val/loss', metrics: 1, step: 9, best: 0.1, end: 0.4, lastStep: 50, training: 'loss', share: 0.5 }],
  'dead-metric': [
    { metric: 'gpu', metrics: 1, value: 0, step: 3, points: 10, of: 10 },
    { metric: 'gpu', metrics: 1, value: 0, step: 3, points: 5, of: 10 },
  ],
  'throughput-drop': [{ metric: 'it/s', metrics: 1, step: 3, before: 9, after: 4 }],
  'time-gap': [
    { metric: 'loss', metrics: 1, step: 3, next: 4, seconds: 900, usual: 1, gaps: 1 },
    { metric: 'loss', metrics: 1, step: 3, next: 4, seconds: 900, usual: 1, gaps: 3 },
  ],
  'repeated-steps': [{ metric: 'loss', metrics: 1, times: 4, points: 400, steps: 100, processes: '4 processes' }],
  'inflated-steps': [{ metric: 'loss', metrics: 1, times: 4, last: 400, planned: 100, key: 'max_steps', processes: '4 processes' }],
  'loss-scale': [{ metric: 'scale', metrics: 1, step: 4, value: 0.5, before: 65536 }],
  'still-improving': [{ metric: 'acc', metrics: 1, step: 3, last: 9, change: 0.01, share: 0.2 }],
  plateau: [
    { metric: 'acc', metrics: 1, step: 3, last: 9, share: 0.5, reached: 4, part: 0.4 },
    { metric: 'acc', metrics: 1, step: 3, last: 9, share: 0.5, reached: 8, part: 0.9 },
  ],
};

const all: readonly Diagnostic[] = (Object.keys(SAMPLES) as DiagnosticCode[]).flatMap((code) =>
  SAMPLES[code].map((args) => diagnostic(code, { path: 'x' }, args as never)),
);

test('every code is worded, and every sentence is whole: one space between words, one stop at each end, nothing left open', () => {
  assert.deepEqual(Object.keys(SAMPLES).sort(), Object.keys(SEVERITY).sort());
  for (const one of all) {
    const text = sentence(one);
    const fault = (what: string) => `${one.code}: ${what}: ${text}`;
    assert.doesNotMatch(text, /\s\s|\s$|^\s|\n/, fault('spaces'));
    assert.doesNotMatch(text, /\s[.,;:](\s|$)|[.,;:]{2}|[?!]\.|,\.|\(\)|“”|``/, fault('punctuation'));
    assert.doesNotMatch(text, /undefined|null|\[object|\bNaN of\b/, fault('a hole'));
    assert.match(text, /\.$/, fault('no stop'));
    for (const [open, close] of ['()', '“”', '[]']) {
      const counted = (mark: string | undefined) => text.split(mark ?? '').length;
      assert.equal(counted(open), counted(close), fault(`${open}${close}`));
    }
    assert.equal(text.split('`').length % 2, 1, fault('an open `'));
  }
});

test('what was kept is a fragment, what to do is a sentence, and the message begins like one', () => {
  for (const one of all) {
    const { message, kept, action } = words(one);
    assert.match(kept, /^[a-z`][^.]*[^.\s]$/, `${one.code}: ${kept}`);
    assert.match(action, /^[A-Z].*\.$/, `${one.code}: ${action}`);
    assert.doesNotMatch(message, /[.\s]$/, `${one.code}: ${message}`);
    const named = 'metric' in one.args && message.startsWith(String(one.args.metric));
    const quoted = /^(`|[0-9])/.test(message);
    const said = Object.values(one.args).some((value) => typeof value === 'string' && value !== '' && message.startsWith(value));
    assert.ok(named || quoted || said || /^[A-Z]/.test(message), `${one.code}: ${message}`);
  }
});
