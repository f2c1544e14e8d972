import type { MetricRow } from '../model/report/metric.ts';
import { words } from './direction.ts';

const HELD_OUT = new Set(['val', 'valid', 'validation', 'eval', 'evaluation', 'dev']);

/**
 * The metric that a project's runs are ranked by, where nobody declared one: a direction must be known; a metric that
 * more runs have, of the validation before the test before the training set, a score before a loss. What trials reported on
 * the way to an objective of another name only where there is nothing else.
 */
export function guessPrimary(all: readonly MetricRow[]): string | null {
  const final = all.filter(({ interim }) => interim !== true);
  const metrics = final.some(({ direction, low }) => direction.better !== null && low !== null) ? final : all;
  const most = Math.max(0, ...metrics.filter(({ direction }) => direction.better !== null).map(({ runs }) => runs));
  let best: { name: string; points: number } | null = null;
  for (const { name, direction, runs, low } of metrics) {
    if (direction.better === null || runs * 2 < most || low === null) continue;
    const points = setPoints(name) + (direction.source === 'tracker' ? 4 : 0) + runs / most + kindPoints(name);
    if (best === null || points > best.points) best = { name, points };
  }
  return best?.name ?? null;
}

function setPoints(name: string): number {
  const all = words(name);
  if (all.some((word) => HELD_OUT.has(word))) return 3;
  if (all.includes('test')) return 2;
  return all.includes('train') || all.includes('training') ? 0 : 1;
}

/** Speed is not what a run is for; a loss is rarely what is reported. */
function kindPoints(name: string): number {
  const all = words(name);
  if (
    /per[^a-z]*(s|sec|second)s?$/i.test(name) ||
    ['throughput', 'fps', 'ips', 'latency', 'speedup', 'mfu'].some((word) => all.includes(word))
  )
    return -4;
  return all.some((word) => word === 'loss' || word === 'losses') ? 0 : 0.3;
}
