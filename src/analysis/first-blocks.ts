const TAG = /<(\/?)([a-z][a-z0-9-]*)(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/gi;
const EMPTY = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col']);

/**
 * As many whole blocks of written HTML as fit into so many characters, a heading never last; null where not even the
 * first does. The HTML must be sound, as the renderer of prose makes it.
 */
export function firstBlocks(html: string, most: number): string | null {
  let depth = 0;
  let end = 0;
  for (const { 0: tag, 1: closing, 2: name = '', 3: self, index } of html.matchAll(TAG)) {
    const behind = index + tag.length;
    if (behind > most) break;
    if (closing === '/') depth -= 1;
    else if (self !== '/' && !EMPTY.has(name.toLowerCase())) depth += 1;
    if (depth === 0 && !/^h[1-6]$/i.test(name)) end = behind;
  }
  return end === 0 ? null : html.slice(0, end);
}
