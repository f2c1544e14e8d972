import type { Scale } from './scale.ts';

/** A logarithmic axis whose ends are those of the data; labels at powers of ten, or at 1, 2 and 5 of them where fewer than three fit. */
export function exactLogScale(low: number, high: number, count: number): Scale {
  const [from, to] = [Math.log(low), Math.log(high)];
  const ticks = (factors: readonly number[]) => {
    const found: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1)
      for (const factor of factors) {
        const tick = Number(`${factor}e${power}`);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) found.push(tick);
      }
    return found;
  };
  const tens = ticks([1]);
  const all = tens.length >= 3 ? tens : ticks([1, 2, 5]);
  const every = Math.ceil(all.length / count);
  return {
    log: true,
    domain: [low, high],
    ticks: all.filter((_, i) => i % every === 0),
    place: (value) => (to > from ? Math.min(1, Math.max(0, (Math.log(value) - from) / (to - from))) : 0.5),
  };
}
