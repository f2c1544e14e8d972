import { isAlias, isPair, isScalar, isSeq, isMap as isYamlMap, type Node, type ParsedNode, parseDocument } from 'yaml';
import { exactInteger, type Value, valueMap } from '../model/value.ts';

/** What a file says, and what had to be passed over; never throws. */
export interface YamlResult {
  /** undefined where nothing could be read. */
  readonly value: Value | undefined;
  readonly faults: readonly YamlFault[];
}

export interface YamlFault {
  readonly kind: 'syntax' | 'tag' | 'duplicate' | 'limit';
  readonly what: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** `typed`: YAML 1.1 as PyYAML and OmegaConf write it, integers exact. `text`: every scalar stays the text that it is. */
export type YamlMode = 'typed' | 'text';

const MAX_DEPTH = 200;
const MAX_NODES = 2_000_000;

/**
 * Reads one YAML document as plain values. Tags of programs (`!!python/…`) are never constructed: their plain content is
 * given, with a fault. Of a repeated key the last value counts, with a fault. Aliases are expanded up to 2 million nodes.
 */
export function readYaml(text: string, mode: YamlMode = 'typed'): YamlResult {
  const faults: YamlFault[] = [];
  const flat = mode === 'text' ? flatText(text) : null;
  if (flat !== null) return { value: flat, faults };
  const lineStarts = startsOfLines(text);
  const fault = (kind: YamlFault['kind'], what: string, offset: number) => {
    const line = lineAt(lineStarts, offset);
    faults.push({ kind, what, line: line + 1, column: offset - (lineStarts[line] as number) + 1 });
  };
  const document = parseDocument<ParsedNode>(text, {
    schema: mode === 'text' ? 'failsafe' : 'core',
    intAsBigInt: true,
    uniqueKeys: false,
    merge: true,
    logLevel: 'silent',
    prettyErrors: false,
  });
  for (const error of document.errors) fault('syntax', error.message, error.pos[0]);
  let nodes = 0;
  const resolve = (node: Node | null | undefined, depth: number): Value => {
    nodes += 1;
    if (depth > MAX_DEPTH || nodes > MAX_NODES) {
      if (nodes <= MAX_NODES + 1 || depth > MAX_DEPTH) fault('limit', 'too deep or too large', node?.range?.[0] ?? 0);
      return null;
    }
    if (node === null || node === undefined) return null;
    if (isAlias(node)) return resolve(node.resolve(document) as Node | undefined, depth + 1);
    const tag = node.tag;
    if (tag !== undefined && !tag.startsWith('tag:yaml.org,2002:') && tag !== '!') fault('tag', tag, node.range?.[0] ?? 0);
    else if (tag?.startsWith('tag:yaml.org,2002:python/')) fault('tag', `!!${tag.slice(18)}`, node.range?.[0] ?? 0);
    if (isScalar(node)) return scalar(node.value);
    if (isSeq(node)) return node.items.map((item) => resolve(item as Node, depth + 1));
    if (!isYamlMap(node)) return null;
    const map = valueMap();
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const key = keyText(resolve(pair.key as Node, depth + 1));
      if (key === '<<') {
        const merged = resolve(pair.value as Node, depth + 1);
        for (const part of Array.isArray(merged) ? merged : [merged]) {
          if (typeof part === 'object' && part !== null && !Array.isArray(part))
            for (const [name, value] of Object.entries(part)) if (!(name in map)) map[name] = value as Value;
        }
        continue;
      }
      if (key in map) fault('duplicate', key, (pair.key as Node | null)?.range?.[0] ?? 0);
      map[key] = resolve(pair.value as Node, depth + 1);
    }
    return map;
  };
  if (document.contents === null) return { value: document.errors.length > 0 ? undefined : null, faults };
  return { value: resolve(document.contents, 0), faults };
}

function scalar(value: unknown): Value {
  if (typeof value === 'bigint') return exactInteger(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' || value === null) return value;
  return value === undefined ? null : String(value);
}

function keyText(key: Value): string {
  return typeof key === 'string' ? key : key === null ? 'null' : typeof key === 'object' ? JSON.stringify(key) : String(key);
}

/** Files of nothing but `key: plain text` lines are read without the parser, which needs a millisecond for each. */
function flatText(text: string): Value | null {
  const map = valueMap();
  for (const line of text.split('\n')) {
    if (line === '' || line === '\r') continue;
    const found = FLAT_LINE.exec(line);
    if (found === null) return null;
    const key = found[1] as string;
    if (key in map) return null;
    map[key] = found[2] ?? (found[3] === undefined ? '' : found[3].replaceAll("''", "'"));
  }
  return map;
}

const FLAT_LINE =
  /^([A-Za-z_][\w.-]*):(?: ([A-Za-z0-9_/.+-][^#:'"{}[\]&*!|>%@`\\\s]*(?: [^#:'"{}[\]&*!|>%@`\\\s]+)*)| '((?:[^'\\]|'')*)')?\r?$/;

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
