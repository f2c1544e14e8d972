import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Files } from '../../model/folder.ts';
import { isMap, type ValueMap, valueMap } from '../../model/value.ts';
import { readYaml } from '../yaml.ts';

/** A YAML file of settings as a map; null where nothing of it can be had. An empty file is an empty map. */
export function readConfig(path: string, files: Files, report: (diagnostic: Diagnostic) => void): ValueMap | null {
  const text = files.text(path);
  if (text === null) return null;
  const { value, faults } = readYaml(text);
  const tags = new Set<string>();
  let broken = false;
  for (const { kind, what, line, column } of faults) {
    const place = { path, line, column };
    if (kind === 'syntax') {
      if (!broken) report(diagnostic('invalid-yaml', place, { reason: what }));
      broken = true;
    } else if (kind === 'duplicate') report(diagnostic('duplicate-key', place, { key: what }));
    else if (kind === 'limit') report(diagnostic('limit-reached', place, { what: 'nodes of the file', limit: 2_000_000 }));
    else if (!tags.has(what)) {
      tags.add(what);
      report(diagnostic('unsafe-yaml-tag', place, { tag: what }));
    }
  }
  if (broken || value === undefined) return null;
  if (value === null) return valueMap();
  if (isMap(value)) return value;
  report(diagnostic('bad-value', { path }, { format: 'YAML file', key: 'The content', text: String(value).slice(0, 80), wanted: 'a map' }));
  return null;
}
