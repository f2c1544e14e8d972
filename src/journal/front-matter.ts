import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { isMap, type Value, valueMap } from '../model/value.ts';
import { readYaml } from '../readers/yaml.ts';

/** Keys of the block between `---` lines at the top of a markdown file, every scalar as the text that it is. */
export interface FrontMatter {
  readonly fields: { readonly [key: string]: Value };
  readonly diagnostics: readonly Diagnostic[];
}

/** `line` is that of the block's first line in the file, from 1. */
export function readFrontMatter(yaml: string, path: string, line: number): FrontMatter {
  const { value, faults } = readYaml(yaml, 'text');
  const diagnostics = faults
    .filter(({ kind }) => kind === 'syntax')
    .slice(0, 1)
    .map((fault) => diagnostic('invalid-yaml', { path, line: line + fault.line, column: fault.column }, { reason: fault.what }));
  return { fields: isMap(value) && diagnostics.length === 0 ? value : valueMap(), diagnostics };
}

/** A field as one line of text; null where it is absent, empty or not plain text. */
export function textField(fields: FrontMatter['fields'], key: string): string | null {
  const value = fields[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim().replace(/\s+/g, ' ') : null;
}
