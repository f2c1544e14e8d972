import { isSeed } from '../model/seed-key.ts';
import { eachLeaf, type Value, type ValueMap, valueMap } from '../model/value.ts';

/** Every key of the configuration that holds a seed, by the rule that repetitions of a variant are told apart with. */
export function seedsOf(config: ValueMap): { [key: string]: Value } {
  const seeds = valueMap();
  eachLeaf(config, (key, value) => {
    if (isSeed(key, value)) seeds[key] = value;
  });
  return seeds;
}
