/**
 * Exponential moving average over x with a half-life in units of x, without the bias of the start: a value counts
 * 0.5^(Δx / halfLife) of what it counts at its own place, and the weights are divided out (for even steps the debiased
 * average of Kingma & Ba, "Adam", ICLR 2015, §3). x ascending; points at one x weigh the same. All values finite.
 */
export function smooth(x: readonly number[], y: readonly number[], halfLife: number): number[] {
  if (!(halfLife > 0)) return [...y];
  let sum = 0;
  let weight = 0;
  return y.map((value, i) => {
    const distance = i === 0 ? 0 : Math.max(0, (x[i] as number) - (x[i - 1] as number));
    const keep = 0.5 ** (distance / halfLife);
    sum = sum * keep + value;
    weight = weight * keep + 1;
    return sum / weight;
  });
}
