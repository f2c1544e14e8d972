import { type Generator, uniform } from './generator.ts';

/** A resample of n values: how often each is in it, and the chance to draw it. */
export interface Resample {
  readonly counts: readonly number[];
  readonly weight: number;
}

/** All resamples of n values that differ, C(2n − 1, n) of them (6,435 at n = 8), with their multinomial chances. */
export function* allResamples(n: number): Resamples {
  const counts = Array<number>(n).fill(0);
  const factorials = [1];
  for (let i = 1; i <= n; i += 1) factorials.push((factorials[i - 1] as number) * i);
  const whole = (factorials[n] as number) / n ** n;
  function* from(at: number, left: number, weight: number): Resamples {
    if (at === n - 1) {
      counts[at] = left;
      yield { counts: [...counts], weight: weight / (factorials[left] as number) };
      return;
    }
    for (let count = 0; count <= left; count += 1) {
      counts[at] = count;
      yield* from(at + 1, left - count, weight / (factorials[count] as number));
    }
  }
  if (n > 0) yield* from(0, n, whole);
}

type Resamples = IterableIterator<Resample>;

/** n of some values, drawn with replacement. */
export function drawn(values: readonly number[], next: Generator): number[] {
  return values.map(() => values[Math.floor(uniform(next) * values.length)] as number);
}
