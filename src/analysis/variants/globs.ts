/** What `factors: ignore` says of configuration keys. The last glob that fits decides. */
export type KeyOverride = (key: string) => { readonly role: 'ignored' | 'factor'; readonly glob: string } | null;

/**
 * Globs of keys: `*` stands for any characters, dots too, `?` for one; `/` and `.` are the same. A glob that begins with
 * `-` is the opposite: its keys make a difference, whatever their names and values look like.
 */
export function keyOverrides(globs: readonly string[]): KeyOverride {
  const rules = globs.map((written) => {
    const factor = written.startsWith('-');
    return { role: factor ? ('factor' as const) : ('ignored' as const), glob: written, fits: keyGlob(factor ? written.slice(1) : written) };
  });
  return (key) => rules.findLast(({ fits }) => fits(key)) ?? null;
}

/** Whether a key fits a glob. */
export function keyGlob(glob: string): (key: string) => boolean {
  const source = glob
    .replaceAll('/', '.')
    .replace(/[\\^$.|?*+()[\]{}]/g, (sign) => (sign === '*' ? '.*' : sign === '?' ? '.' : `\\${sign}`));
  const pattern = new RegExp(`^${source.replace(/(\.\*)+/g, '.*')}$`, 's');
  return (key) => pattern.test(key.replaceAll('/', '.'));
}
