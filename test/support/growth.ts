import assert from 'node:assert/strict';

const ROUNDS = 6;
/** Microseconds. */
const MEASURABLE = 20_000;

/**
 * Fails where the work at eight times the size takes more than eight to the power of `power` the processor time: 1.5 lies midway
 * between what is linear (1) and what is quadratic (2); a text whose own length grows with the square of the size wants 2.5. The thread's own processor time is compared with itself, so that neither
 * the machine nor what else it does counts; of each size the least of several rounds does.
 */
export function assertGrowth(name: string, size: number, work: (size: number) => void, power = 1.5): void {
  const limit = 8 ** power;
  let small = Number.POSITIVE_INFINITY;
  let large = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    // The first is slower than the rest, until the code is compiled.
    for (let again = 0; again < 3; again += 1)
      small = Math.min(
        small,
        processorTime(() => work(size)),
      );
    large = Math.min(
      large,
      processorTime(() => work(size * 8)),
    );
    if (large < small * limit) return;
  }
  assert.fail(`${name}: ${(large / small).toFixed(1)} times the work at eight times the size`);
}

/** Microseconds that the thread computed for one time of the work, which is repeated until the clock can tell. */
function processorTime(work: () => void): number {
  const before = process.threadCpuUsage();
  for (let times = 1; ; times += 1) {
    work();
    const { user, system } = process.threadCpuUsage(before);
    if (user + system >= MEASURABLE) return (user + system) / times;
  }
}
