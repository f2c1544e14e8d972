import { leaves, type Value, type ValueMap, valueMap } from '../model/value.ts';

const SEED =
  /^(seed|seeds|random_seed|random_state|rng_seed|manual_seed|global_seed|seed_everything|torch_seed|numpy_seed|np_seed|data_seed|split_seed|init_seed)$/;

/** Every key of the configuration that names a seed, by the last word of its path. */
export function seedsOf(config: ValueMap): { [key: string]: Value } {
  const seeds = valueMap();
  for (const [key, value] of leaves(config)) {
    const last = (key.split(/[./]/).at(-1) as string).replaceAll('-', '_').toLowerCase();
    if (SEED.test(last) && value !== null && typeof value !== 'boolean') seeds[key] = value;
  }
  return seeds;
}
