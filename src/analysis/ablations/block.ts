import { words } from '../direction.ts';
import { STUDY } from '../variants/studies.ts';

const NAMES = new Set(['dataset', 'datasets', 'corpus', 'benchmark', 'task', 'env', 'workload', 'fold', 'split']);
const NAMING = new Set(['name', 'id', 'path', 'key', 'file', 'sha256', 'digest', 'hash', 'version', 'target']);

/**
 * Whether a key says on what is measured: then numbers under two values of it are not comparable, and no table has both.
 * A dataset's size, augmentation and the like may well be ablated; its name may not.
 */
export function namesWhatIsMeasured(key: string): boolean {
  if (key === STUDY) return true;
  const all = words(key);
  const last = all.at(-1) ?? '';
  if (NAMES.has(last)) return true;
  if (last === 'data' && all.length === 1) return true;
  return NAMING.has(last) && all.slice(0, -1).some((word) => NAMES.has(word) || word === 'data');
}
