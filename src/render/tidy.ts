/** Said once for the whole picture, or of no use in it: the figure's own words speak for its parts. */
const DROPPED =
  / (?:role|aria-[a-z]+|class|pointer-events|font-family)="[^"]*"| (?:opacity|stroke-opacity|fill-opacity)="1"| transform="translate\(0,0\)"| [xy]2="0"| stroke-dasharray=""/g;
const MEASURES = / (?:d|transform|[xy][12]?|width|height)="[^"]*"/g;
const PARTS = /<[^>]*>|[^<]+/g;

/**
 * The SVG of a chart without what no one sees: empty frames, groups that say nothing, digits beyond a tenth of a pixel.
 * Only tags are touched, never text; a `>` inside either is escaped.
 */
export function tidy(svg: string): string {
  const [font = ''] = / font-family="[^"]*"/.exec(svg) ?? [];
  const out: string[] = [];
  const open: boolean[] = [];
  for (const part of svg.match(PARTS) ?? []) {
    if (/^<path class="(?:background|foreground)"/.test(part)) continue;
    if (part === '</g>') {
      const kept = open.pop() ?? false;
      if (kept && /^<g( [^>]*)?>$/.test(out.at(-1) ?? '')) out.pop();
      else if (kept) out.push(part);
      continue;
    }
    const short = part.startsWith('<') ? tag(part, font) : part;
    if (/^<g[ >]/.test(short) && !short.endsWith('/>')) open.push(short !== '<g>');
    if (!/^<g\/?>$/.test(short)) out.push(short);
  }
  return out.join('');
}

function tag(text: string, font: string): string {
  if (text.startsWith('<svg ')) {
    const [, box = ''] = /viewBox="([^"]*)"/.exec(text) ?? [];
    const [, , width = '', height = ''] = box.split(' ');
    return `<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="${width}" height="${height}" viewBox="${box}"${font}>`;
  }
  return text.replace(DROPPED, '').replace(MEASURES, (measure) => measure.replace(/-?\d+\.\d+(?:e-?\d+)?/g, rounded));
}

function rounded(digits: string): string {
  return String(Math.round(Number(digits) * 10) / 10 + 0);
}
