/** The fields that a chart may read: names of ours, so that no name of a run is ever code. */
const FIELDS = new Set(['series', 'piece', 'x', 'y', 'x2', 'y2', 'text', 'label', 'xText', 'yText']);

/** Keys by which a specification computes, loads or links. */
const FORBIDDEN = new Set([
  'expr',
  'labelExpr',
  'signal',
  'transform',
  'calculate',
  'filter',
  'url',
  'href',
  'loader',
  'usermeta',
  'on',
  'update',
  'bind',
]);

/**
 * What in a specification could run or load something, or read a field that is not ours; empty where nothing could.
 * Datasets are data and are not looked into.
 */
export function faultsOf(spec: unknown, path = '$'): readonly string[] {
  if (Array.isArray(spec)) return spec.flatMap((item, i) => faultsOf(item, `${path}[${i}]`));
  if (typeof spec !== 'object' || spec === null) return [];
  return Object.entries(spec).flatMap(([key, value]) => {
    const here = `${path}.${key}`;
    if (path === '$' && key === 'datasets') return [];
    if (FORBIDDEN.has(key)) return [`${here} is not allowed`];
    if (key === 'values' && path.endsWith('.data')) return [`${here}: data stands in datasets`];
    if (key === 'field' && !(typeof value === 'string' && FIELDS.has(value))) return [`${here} is no field of a chart`];
    return faultsOf(value, here);
  });
}
