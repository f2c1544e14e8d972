import { hashOf } from '../../model/hash.ts';
import { slugOf } from '../../model/slug.ts';

/** Addresses of sweeps: their names, with four digits of where they were recorded where two have the same. */
export function sweepSlugs(sweeps: readonly { readonly name: string; readonly place: string }[]): readonly string[] {
  const plain = sweeps.map(({ name }) => slugOf(name).slice(0, 48));
  const taken = new Set<string>();
  return plain.map((slug, at) => {
    const alone = plain.filter((other) => other === slug).length === 1;
    const place = hashOf((sweeps[at] as { place: string }).place);
    let chosen = alone ? slug : `${slug}-${place.slice(0, 4)}`;
    for (let digits = 8; taken.has(chosen) && digits <= place.length; digits += 4) chosen = `${slug}-${place.slice(0, digits)}`;
    taken.add(chosen);
    return chosen;
  });
}
