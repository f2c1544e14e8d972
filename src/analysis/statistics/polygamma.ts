/** ψ(x), the derivative of ln Γ, for x > 0: the recurrence up to 10, then the asymptotic series (Abramowitz & Stegun 6.3.18). */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 0;
  let at = x;
  for (; at < 10; at += 1) shift -= 1 / at;
  const y = 1 / (at * at);
  return shift + Math.log(at) - 0.5 / at - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - (y * 691) / 32760)))));
}

/** ψ′(x) for x > 0 (Abramowitz & Stegun 6.4.12). */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shift = 0;
  let at = x;
  for (; at < 10; at += 1) shift += 1 / (at * at);
  const y = 1 / (at * at);
  return shift + (1 + 0.5 / at + y * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * (5 / 66 - (y * 691) / 2730)))))) / at;
}

/** The x > 0 with ψ′(x) = y > 0, by Newton's steps on 1/ψ′ (Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004, appendix). */
export function trigammaInverse(y: number): number {
  if (!(y > 0)) return Number.NaN;
  if (y > 1e7) return 1 / Math.sqrt(y);
  if (y < 1e-6) return 1 / y;
  let x = 0.5 + 1 / y;
  for (let i = 0; i < 60; i += 1) {
    const here = trigamma(x);
    const step = (here * (1 - here / y)) / tetragamma(x);
    x += step;
    if (Math.abs(step) < 1e-14 * x) break;
  }
  return x;
}

/** ψ″(x), to the digits that a Newton step needs. */
function tetragamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at += 1) shift -= 2 / at ** 3;
  const y = 1 / (at * at);
  return shift - y * (1 + 1 / at + y * (0.5 - y * (1 / 6 - y * (1 / 6 - 0.3 * y))));
}
