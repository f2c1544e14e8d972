import type { ChartSpec, Json } from './spec.ts';
import { escapeText } from './svg.ts';

/**
 * A chart as a file of its own: with its words for those who do not see it, on a ground, and with every colour as a
 * value in place of the style sheet's variables.
 */
export function standaloneSvg(svg: string, colours: Readonly<Record<string, string>>, title: string, description: string): string {
  const words = `<title>${escapeText(title)}</title><desc>${escapeText(description)}</desc>`;
  const ground = `<rect width="100%" height="100%" fill="${colours['--paper'] ?? '#ffffff'}"/>`;
  return svg
    .replace(/<[^>]*>/g, (tag) => resolved(tag, colours))
    .replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg role="img" ${attributes}>${words}${ground}`);
}

/** A specification whose colours mean something without the site. Datasets are left as they are. */
export function withColours(spec: ChartSpec, colours: Readonly<Record<string, string>>): ChartSpec {
  const { datasets, ...rest } = spec;
  return {
    ...(replaced(rest, colours) as ChartSpec),
    background: colours['--paper'] ?? '#ffffff',
    ...(datasets === undefined ? {} : { datasets }),
  };
}

function replaced(value: Json, colours: Readonly<Record<string, string>>): Json {
  if (typeof value === 'string') return resolved(value, colours);
  if (Array.isArray(value)) return value.map((item: Json) => replaced(item, colours));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, colours)]));
}

function resolved(text: string, colours: Readonly<Record<string, string>>): string {
  return text.replace(/var\((--[a-z0-9-]+)\)/g, (variable, name: string) => colours[name] ?? variable);
}
