import type { Run } from '../../model/run.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';
import type { Parameter } from '../importance/space.ts';
import { canonical } from '../variants/canonical.ts';

/**
 * What the search was told of its parameters (`extra.distributions`), by name. Trials that were told different ends or
 * choices of one parameter give the range that holds them all.
 */
export function recordedSpace(runs: readonly Run[]): ReadonlyMap<string, Parameter> {
  const space = new Map<string, Parameter>();
  for (const { extra } of runs) {
    const told = extra['distributions'];
    if (!isMap(told)) continue;
    for (const name of Object.keys(told)) {
      const one = parameterOf(name, told[name]);
      if (one === null) continue;
      const before = space.get(name);
      space.set(name, before === undefined ? one : (union(before, one) ?? before));
    }
  }
  return space;
}

function parameterOf(name: string, told: Value | undefined): Parameter | null {
  if (!isMap(told)) return null;
  if (told['type'] === 'categorical') {
    const choices = Array.isArray(told['choices']) ? (told['choices'] as readonly Value[]).map(canonical) : [];
    return { kind: 'category', name, choices: [...new Set(choices)] };
  }
  const [low, high] = [numberIn(told, 'low'), numberIn(told, 'high')];
  if (low === null || high === null || !(low <= high)) return null;
  const log = told['log'] === true && low > 0;
  return { kind: 'number', name, low, high, scale: log ? 'log' : 'linear', step: numberIn(told, 'step') };
}

function numberIn(map: ValueMap, key: string): number | null {
  const value = map[key];
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function union(a: Parameter, b: Parameter): Parameter | null {
  if (a.kind === 'category' && b.kind === 'category') return { ...a, choices: [...new Set([...a.choices, ...b.choices])] };
  if (a.kind === 'category' || b.kind === 'category') return null;
  return { ...a, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), step: a.step === b.step ? a.step : null };
}
