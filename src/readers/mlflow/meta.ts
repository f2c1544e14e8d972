import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Files } from '../../model/folder.ts';
import { isMap, type Value, type ValueMap } from '../../model/value.ts';
import { readYaml } from '../yaml.ts';

const FORMAT = 'MLflow metadata';
const LARGEST = 16 * 1024 * 1024;

/** The fields of one `meta.yaml`; every scalar is the text that it is. */
export interface Meta {
  has(key: string): boolean;
  /** undefined where the key is missing, null or empty. */
  text(key: string): string | undefined;
  /** Milliseconds; a diagnostic where the text is no number. */
  milliseconds(key: string): number | undefined;
  value(key: string): Value | undefined;
}

/** Reads a `meta.yaml`; null, and a diagnostic, where it says nothing (MLflow leaves it empty while it writes). */
export function readMeta(path: string, files: Files, report: (diagnostic: Diagnostic) => void): Meta | null {
  const text = files.text(path, LARGEST);
  if (text === null) return null;
  const { value, faults } = readYaml(text.replaceAll('\0', ''), 'text');
  if (!isMap(value) || Object.keys(value).length === 0) {
    report(diagnostic('missing-metadata', { path }, { what: text.trim() === '' ? 'The content of the file' : 'A map of keys' }));
    return null;
  }
  for (const fault of faults.slice(0, 5)) {
    const place = { path, line: fault.line, column: fault.column };
    report(
      fault.kind === 'duplicate'
        ? diagnostic('duplicate-key', place, { key: fault.what })
        : diagnostic('bad-line', place, { format: FORMAT, what: fault.what }),
    );
  }
  return metaOf(value, path, report);
}

function metaOf(map: ValueMap, path: string, report: (diagnostic: Diagnostic) => void): Meta {
  const text = (key: string) => {
    const value = map[key];
    return typeof value === 'string' && value !== '' && value !== 'null' && value !== '~' ? value : undefined;
  };
  return {
    has: (key) => key in map,
    text,
    value: (key) => map[key],
    milliseconds(key) {
      const found = text(key);
      if (found === undefined) return undefined;
      if (/^-?\d{1,16}(?:\.\d*)?$/.test(found)) return Number(found);
      report(diagnostic('bad-value', { path }, { format: FORMAT, key, text: found.slice(0, 80), wanted: 'a time in milliseconds' }));
      return undefined;
    },
  };
}
