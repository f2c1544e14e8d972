/** The smallest of some numbers; there must be one. Any number of them: they are no arguments of a function. */
export function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

/** The largest of some numbers; there must be one. */
export function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
