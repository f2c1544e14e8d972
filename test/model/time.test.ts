import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, isoText, isoTime, secondsFormat, utc } from '../../src/model/time.ts';

test('times are UTC; one that no calendar holds is none', () => {
  assert.equal(utc(1795207500.9), '2026-11-20 20:45:00 UTC');
  assert.equal(isoTime(1795207500), '2026-11-20T20:45:00Z');
  for (const seconds of [null, Number.NaN, Number.POSITIVE_INFINITY, 1e30]) assert.equal(utc(seconds), null);
});

test('dates of the journal and of commits are shown in UTC', () => {
  assert.equal(isoText('2026-11-20'), '2026-11-20');
  assert.equal(isoText('2026-11-20T20:33'), '2026-11-20 20:33');
  assert.equal(isoText('2026-11-20T20:33:09Z'), '2026-11-20 20:33 UTC');
  assert.equal(isoText('2026-11-20T20:33:00+02:00'), '2026-11-20 18:33 UTC');
  assert.equal(isoText('last week'), 'last week');
});

test('durations have the units that people use', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0 s'],
    [0.0331, '0.0331 s'],
    [28.71, '28.7 s'],
    [252, '4 min 12 s'],
    [11100, '3 h 05 min'],
    [187200, '2 d 4 h'],
    [-1, '—'],
  ];
  for (const [seconds, text] of cases) assert.equal(duration(seconds), text);
});

test('a column of seconds has decimals enough for its shortest', () => {
  assert.deepEqual(secondsFormat([2.7, 13.6, null]), { kind: 'fixed', digits: 1 });
  assert.deepEqual(secondsFormat([0.039, 58.3]), { kind: 'fixed', digits: 2 });
  assert.deepEqual(secondsFormat([0.4, 250]), { kind: 'fixed', digits: 1 });
  assert.deepEqual(secondsFormat([0.52, 0.593]), { kind: 'fixed', digits: 3 });
  assert.deepEqual(secondsFormat([]), { kind: 'fixed', digits: 3 });
});
