import { eachLeaf, lastWord, type Value, type ValueMap, valueMap } from '../model/value.ts';

const SEED =
  /^(seed|seeds|random_seed|random_state|rng_seed|manual_seed|global_seed|seed_everything|torch_seed|numpy_seed|np_seed|data_seed|split_seed|init_seed)$/;

/** Every key of the configuration that names a seed, by the last word of its path. */
export function seedsOf(config: ValueMap): { [key: string]: Value } {
  const seeds = valueMap();
  eachLeaf(config, (key, value) => {
    if (value !== null && typeof value !== 'boolean' && namesSeed(key)) seeds[key] = value;
  });
  return seeds;
}

function namesSeed(key: string): boolean {
  return SEED.test(lastWord(key).replaceAll('-', '_').toLowerCase());
}
