import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { healthOf } from '../../../src/analysis/health/health.ts';
import { directionsOf } from '../../../src/analysis/overview.ts';
import { load } from '../../../src/load.ts';
import type { HealthEvent } from '../../../src/model/report/health.ts';
import { only } from '../../support/health.ts';
import { shared } from '../../support/read.ts';

const CONTENT = path.resolve(import.meta.dirname, '../../../content');

interface Expected {
  readonly digits: { readonly non_finite: { id: string; first_step: Record<string, number>; wall_seconds_after: number } };
  readonly tabular: { readonly overfit: Record<string, { argmin_iteration: number[]; min: number[]; last: number[] }> };
}

/** What is found in the demo's runs by project, name and id. */
async function foundInDemo(t: TestContext) {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-'));
  t.after(() => fs.rmSync(cache, { recursive: true }));
  const loaded = await load({ folder: CONTENT, cache, roots: [], skip: [], fingerprint: 'test' }, () => {});
  const found = loaded.projects.flatMap(({ project, runs }) => {
    const directionOf = directionsOf(project, runs);
    return runs.map((run) => ({
      project: project.slug,
      name: run.name,
      id: run.id,
      events: healthOf(run, directionOf, (series) => loaded.columns(run, series)),
    }));
  });
  loaded.close();
  return found;
}

function expected(): Expected | null {
  const place = shared('demo', 'expected.json');
  return place === null ? null : (JSON.parse(fs.readFileSync(place, 'utf8')) as Expected);
}

test('the demo has one run that is not finite, with the first steps that numpy finds', async (t) => {
  const truth = expected()?.digits.non_finite;
  if (truth === undefined) return t.skip('the facts of the demo are not beside the repository');
  const found = await foundInDemo(t);
  const ofKind = (events: readonly HealthEvent[]) => events.filter(({ kind }) => kind.startsWith('non-finite'));
  assert.deepEqual(
    found.filter(({ events }) => ofKind(events).length > 0).map(({ id }) => id),
    [truth.id],
  );
  const events = ofKind(found.find(({ id }) => id === truth.id)?.events ?? []);
  const steps = Object.fromEntries(events.map(({ metric, from }) => [metric, from]));
  assert.deepEqual({ ...steps, ...truth.first_step }, steps);
  assert.deepEqual(
    Object.keys(steps).filter((metric) => !(metric in truth.first_step)),
    ['test/loss'],
  );
  const first = events.find(({ metric }) => metric === 'train/loss');
  const seconds = first?.kind === 'non-finite' ? first.args.seconds : null;
  assert.ok(Math.abs((seconds ?? 0) - truth.wall_seconds_after) < 0.02, String(seconds));
});

test('overfitting boosters of the demo are found with the iteration of their lowest loss', async (t) => {
  const truth = expected()?.tabular.overfit;
  if (truth === undefined) return t.skip('the facts of the demo are not beside the repository');
  const found = await foundInDemo(t);
  const told: string[] = [];
  for (const [variant, { argmin_iteration, min, last }] of Object.entries(truth)) {
    for (const [seed, step] of argmin_iteration.entries()) {
      const run = found.find(({ project, name }) => project === 'tabular' && name === `${variant}-s${seed}`);
      assert.ok(run !== undefined, `${variant}-s${seed}`);
      const event = only(run.events, 'overfit');
      const lost = (last[seed] as number) / (min[seed] as number) - 1;
      if (lost > 0.2) assert.ok(event !== undefined, `${run.name} ends ${lost} above its lowest`);
      if (lost < 0.03) assert.equal(event, undefined, `${run.name} ends ${lost} above its lowest`);
      if (event === undefined) continue;
      told.push(run.name);
      assert.deepEqual([event.from, event.args.best, event.args.end], [step, min[seed], last[seed]], run.name);
    }
  }
  assert.ok(told.length >= 10, told.join());
  const others = found.filter(
    ({ project, events, name }) => project === 'tabular' && !told.includes(name) && only(events, 'overfit') !== undefined,
  );
  assert.deepEqual(
    others.map(({ name }) => name),
    [],
  );
});

test('no run of the demo is said to have diverged, stalled or logged by several processes', async (t) => {
  const found = await foundInDemo(t);
  const wrong = new Set(['diverged', 'time-gap', 'repeated-steps', 'inflated-steps', 'dead-metric', 'throughput-drop', 'loss-scale']);
  assert.deepEqual(
    found.flatMap(({ name, events }) => events.filter(({ kind }) => wrong.has(kind)).map(({ kind }) => `${name} ${kind}`)),
    [],
  );
});
