import { type Diagnostic, diagnostic, type Place } from '../model/diagnostic.ts';
import type { Project } from '../model/project.ts';

/** Mistakes that no single value shows. */
export function contradictions(project: Project, place: (...path: readonly (string | number)[]) => Place): Diagnostic[] {
  const found: Diagnostic[] = [];
  const say = (path: readonly (string | number)[], reason: string) =>
    found.push(diagnostic('invalid-key', place(...path), { key: path.join('.'), reason }));
  const aliases = new Map<string, string>();
  for (const [name, { range, aliases: others }] of project.metrics) {
    if (range !== null && !(range[0] < range[1])) say(['metrics', name, 'range'], 'the lowest value comes first');
    for (const alias of others) {
      const owner = project.metrics.has(alias) ? alias : aliases.get(alias);
      if (owner !== undefined) say(['metrics', name, 'aliases'], `“${alias}” already stands for ${owner}`);
      aliases.set(alias, name);
    }
  }
  const slugs = new Map<string, string>();
  project.comparisons.forEach(({ slug, name }, at) => {
    const other = slugs.get(slug);
    if (other !== undefined) say(['comparisons', at, 'name'], `has the same address as “${other}”`);
    slugs.set(slug, name);
  });
  project.prices.forEach(({ validFrom, validTo }, at) => {
    if (validFrom !== null && validTo !== null && validFrom > validTo) say(['prices', at, 'valid_to'], 'lies before valid_from');
  });
  const currencies = [...new Set(project.prices.map(({ currency }) => currency))];
  if (currencies.length > 1) say(['prices'], `all prices of a project are in one currency, not ${currencies.join(' and ')}`);
  return found;
}
