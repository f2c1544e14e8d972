import type { Run } from '../model/run.ts';
import { eachLeaf, lastWord } from '../model/value.ts';

/** A data set that only the configuration names. */
export interface ConfiguredData {
  readonly key: string;
  readonly name: string;
  /** Its digest or version, null where the configuration has none. */
  readonly fixed: string | null;
}

const NAME = /^(?:data|data_?sets?|data_?set_?(?:name|path|id)|data_?(?:name|path|file)|corpus)$/i;
const OF_DATA = /(?:^|[./_-])(?:data|data_?set|corpus)[./_-](?:name|path|file|id)$/i;
const FIXED = /(?:^|[./_-])(?:data|data_?set|corpus)[./_-]?(?:sha_?\d*|digest|hash|md5|version|revision)$/i;
const LONGEST = 200;

/**
 * What the configuration names as data, where the tracker recorded none: keys that say by their last words that they name
 * data, or its digest. One digest is that of all of them, for there is mostly one data set.
 */
export function configuredData({ data, config }: Run): readonly ConfiguredData[] {
  if (data.length > 0) return [];
  const named: { key: string; name: string }[] = [];
  let fixed: string | null = null;
  eachLeaf(config, (key, value) => {
    if (typeof value === 'number' && FIXED.test(key)) fixed ??= String(value);
    if (typeof value !== 'string' || value === '' || value.length > LONGEST) return;
    if (FIXED.test(key)) fixed ??= value;
    else if (NAME.test(lastWord(key)) || OF_DATA.test(key)) named.push({ key, name: value });
  });
  return named.map((one) => ({ ...one, fixed }));
}
