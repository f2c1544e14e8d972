import fs from 'node:fs';
import path from 'node:path';
import { hashOf } from '../model/hash.ts';

/** Makes the picture of a chart's specification. */
export type Renderer = (spec: unknown) => Promise<string>;

/** Part of every name in the cache: other programs draw other pictures. */
const DRAWN_BY = 'vega 6.4.0, vega-lite 6.5.0, 1';

/**
 * Draws charts and keeps them in a folder by the hash of what they were drawn from; null keeps nothing. The files that were
 * asked for are added to `used`.
 */
export function chartRenderer(folder: string | null, used: Set<string> = new Set()): Renderer {
  if (folder === null) return draw;
  return async (spec) => {
    const hash = hashOf(DRAWN_BY, spec);
    const file = path.join(folder, hash.slice(0, 2), `${hash}.svg`);
    used.add(file);
    const kept = read(file);
    if (kept !== null) return kept;
    const svg = await draw(spec);
    keep(file, svg);
    return svg;
  };
}

/** Vega takes a quarter of a second to load: a build that finds all its pictures does without. */
async function draw(spec: unknown): Promise<string> {
  const { renderSvg } = await import('./render.ts');
  return renderSvg(spec);
}

/** A picture that was cut off while it was written is drawn again. */
function read(file: string): string | null {
  try {
    const text = fs.readFileSync(file, 'utf8');
    return text.startsWith('<svg ') && text.endsWith('</svg>') ? text : null;
  } catch {
    return null;
  }
}

/** A cache that cannot be written costs time, nothing else. */
function keep(file: string, svg: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.part`, svg);
    fs.renameSync(`${file}.part`, file);
  } catch {
    // Drawn again next time.
  }
}
