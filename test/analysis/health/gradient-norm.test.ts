import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, only } from '../../support/health.ts';
import { line, noiseOf } from '../../support/noise.ts';

const noise = noiseOf(1);
const loss = line(500, (i) => 2 + 0.03 * noise.normal() + (i >= 300 && i < 304 ? 2 : 0));

test('a rise of the gradient norm before a spike is told with its lead and how often it happens elsewhere', () => {
  const grad_norm = line(500, (i) => Math.exp(0.2 * noise.normal() + (i === 280 || i === 100 ? 4 : 0)));
  const event = only(found({ loss, grad_norm }), 'gradient-norm-rise');
  assert.deepEqual(
    [event?.from, event?.to, event?.args.lead, event?.args.followed, event?.args.what],
    [280, 300, 20, 'loss', 'loss-spike'],
  );
  assert.ok(Math.abs((event?.args.usual ?? 0) - 1) < 0.1);
  assert.ok(Math.abs((event?.args.rate ?? 0) - 1000 / 449) < 1e-9, String(event?.args.rate));
});

test('a rise alone, or too long before, says nothing', () => {
  const alone = line(500, (i) => Math.exp(0.2 * noise.normal() + (i === 280 ? 4 : 0)));
  const calm = line(500, () => 2 + 0.03 * noise.normal());
  assert.equal(only(found({ loss: calm, grad_norm: alone }), 'gradient-norm-rise'), undefined);
  const early = line(500, (i) => Math.exp(0.2 * noise.normal() + (i === 200 ? 4 : 0)));
  assert.equal(only(found({ loss, grad_norm: early }), 'gradient-norm-rise'), undefined);
});

test('a rise before the first NaN is told, whatever comes after', () => {
  const grad_norm = line(200, (i) => (i < 150 ? Math.exp(0.2 * noise.normal() + (i > 140 ? 3 : 0)) : Number.NaN));
  const values = line(200, (i) => (i < 150 ? 2 + 0.03 * noise.normal() : Number.NaN));
  const event = only(found({ loss: values, grad_norm }), 'gradient-norm-rise');
  assert.deepEqual([event?.from, event?.args.lead, event?.args.what, event?.args.rate], [141, 9, 'non-finite', 0]);
});
