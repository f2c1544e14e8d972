const SEED = /(?<![a-z])(seeds?[-_=: ]?)\d+/gi;

/** A name without the number after the word seed: `mlp-seed3` → `mlp-seed`. */
export function stemOf(name: string): string {
  return name.replace(SEED, '$1');
}

/** The seed that a name tells; null where it tells none. */
export function seedInName(name: string): string | null {
  const numbers = [...name.matchAll(SEED)].map(([text]) => text.replace(/^\D+/, ''));
  return numbers.length === 0 ? null : numbers.join(', ');
}
