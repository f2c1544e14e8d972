import { generatorOf, uniform } from '../../src/analysis/statistics/generator.ts';

export interface Noise {
  /** Standard normal (Box and Muller). */
  normal(): number;
  /** Student's t with four degrees of freedom: heavy tails. */
  heavy(): number;
}

/** The same numbers for the same seed. */
export function noiseOf(seed: number): Noise {
  const next = generatorOf(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform(next))) * Math.cos(2 * Math.PI * uniform(next));
  const squares = (n: number) => Array.from({ length: n }, () => normal() ** 2).reduce((a, b) => a + b, 0);
  return { normal, heavy: () => normal() / Math.sqrt(squares(4) / 4) };
}

/** Values at 0 … n − 1. */
export function line(n: number, at: (i: number) => number): number[] {
  return Array.from({ length: n }, (_, i) => at(i));
}
