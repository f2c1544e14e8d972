/** So large a part of the trials, and how many times its reach an axis may be long before it ends a little beyond that part. */
const PARTS = [
  [0.9, 2.5],
  [0.75, 5],
  [0.5, 12],
] as const;
const FEWEST = 10;

/**
 * Ends of an axis for values that come best first: from the best to the worst, or, where the best nine tenths, three quarters or
 * half would fill less than 2/5, 1/5 or 1/12 of it, a quarter beyond that part, so that the better trials can be told apart.
 * `log`: lengths as on a logarithmic axis, of positive values.
 */
export function limitsOf(values: readonly number[], log = false): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const best = values[0] as number;
  const place = log ? Math.log : (value: number) => value;
  // Quarters, so that the difference of two numbers of any size is one, too.
  const reach = (value: number) => Math.abs(place(value) / 4 - place(best) / 4);
  let end = values.at(-1) as number;
  for (const [part, times] of values.length < FEWEST ? [] : PARTS) {
    const last = values[Math.floor((values.length - 1) * part)] as number;
    if (last === best || !(reach(end) > times * reach(last))) continue;
    const beyond = place(last) + (place(last) / 4 - place(best) / 4);
    const cut = log ? Math.exp(beyond) : beyond;
    if (Number.isFinite(cut)) end = cut;
  }
  return best < end ? [best, end] : [end, best];
}
