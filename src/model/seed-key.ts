import type { KeyWords } from './key-words.ts';
import { keyWords } from './key-words.ts';
import { isMap, type Value } from './value.ts';

const NAME = /^(random_state|rng|np_random|rng_state)$/;
const WORD = /^(seed|seeds|randomseed|rngseed)$/;
/** `num_seeds`, `use_seed`, `seed_everything_workers`: of seeds, but none itself. */
const NONE = /^(num|n|number|count|use|fix|fixed|set|every|per|max|total|workers|method|type|mode)$/;
/** In every key that names a seed, and in few others: most keys need no look at their words. */
const HINT = /seed|rng|random/i;

/** Whether a key is named as a seed: `seed`, `data.splitSeed`, `gmm_seed`, `random_state`. */
export function namesSeed({ last, words }: KeyWords): boolean {
  return NAME.test(last) || (words.some((word) => WORD.test(word)) && !words.some((word) => NONE.test(word)));
}

/** Whether a value is one that seeds have, by its text: an integer or a list of them. */
export function isSeedText(text: string): boolean {
  return /^-?\d+(\.0+)?$/.test(text) || /^\[-?\d+(, ?-?\d+)*\]$/.test(text);
}

/** Whether a key of a configuration holds a seed: by its name, and by a value that can be one. */
export function isSeed(key: string, value: Value): boolean {
  return HINT.test(key) && isSeedText(textOf(value)) && namesSeed(keyWords(key));
}

function textOf(value: Value): string {
  if (value === null || typeof value === 'boolean' || isMap(value)) return '';
  return typeof value === 'object' ? `[${value.map(textOf).join(', ')}]` : String(value).trim();
}
