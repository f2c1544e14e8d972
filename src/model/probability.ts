/** A p-value as papers print it: `.18`, `.052`, `< .001`; two significant digits, no leading zero. */
export function probabilityText(p: number): string {
  if (!Number.isFinite(p)) return '—';
  if (p < 0.001) return '< .001';
  if (p >= 0.995) return '1';
  return p.toFixed(p < 0.01 ? 4 : p < 0.1 ? 3 : 2).replace(/^0\./, '.');
}
