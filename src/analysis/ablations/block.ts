import type { Factor } from '../../model/variant.ts';
import { words } from '../direction.ts';

const NAMES = new Set(['dataset', 'datasets', 'corpus', 'benchmark', 'task', 'env', 'workload', 'fold', 'split']);
const NAMING = new Set(['name', 'id', 'path', 'key', 'file', 'sha256', 'digest', 'hash', 'version', 'target']);

/**
 * Whether a factor says on what is measured: then the numbers of its levels are not comparable, and it never makes a row
 * of a table. A dataset's size, augmentation and the like may well be ablated; its name may not.
 */
export function blocks({ keys, derived = [] }: Pick<Factor, 'keys'> & Partial<Pick<Factor, 'derived'>>): boolean {
  return [...keys, ...derived].some(namesWhatIsMeasured);
}

function namesWhatIsMeasured(key: string): boolean {
  const all = words(key);
  const last = all.at(-1) ?? '';
  if (NAMES.has(last)) return true;
  if (last === 'data' && all.length === 1) return true;
  return NAMING.has(last) && all.slice(0, -1).some((word) => NAMES.has(word) || word === 'data');
}
