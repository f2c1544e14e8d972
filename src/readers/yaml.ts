import {
  type Alias,
  type Document,
  isAlias,
  isPair,
  isScalar,
  isSeq,
  isMap as isYamlMap,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { parseBlockYaml } from '../formats/yaml-block.ts';
import { parseFlowYaml } from '../formats/yaml-flow.ts';
import { plainScalar } from '../formats/yaml-scalar.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { isMap, type Value, valueMap } from '../model/value.ts';

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
  /** Of a repeated key: where it stood before. */
  readonly firstLine?: number;
  readonly firstColumn?: number;
}

/**
 * `typed`: null, truth values and numbers as `plainScalar` reads them, integers exact. `text`: every scalar stays the
 * text that it is.
 */
export type YamlMode = 'typed' | 'text';

const MAX_DEPTH = 200;
const MAX_NODES = 2_000_000;
const MAX_FAULTS = 20;

/**
 * Reads one YAML document as plain values; keys are text as written. Tags of programs (`!!python/…`) are never
 * constructed: their plain content is given, with a fault. Of a repeated key the last value counts, with a fault.
 * Aliases are expanded up to 2 million nodes. At most 20 faults are told.
 */
export function readYaml(text: string, mode: YamlMode = 'typed'): YamlResult {
  const plain = mode === 'text' ? (bare: string) => bare : plainScalar;
  const value = parseFlowYaml(text, plain) ?? parseBlockYaml(text, plain);
  return value === null ? readFullYaml(text, mode) : { value, faults: [] };
}

/** `readYaml` without its fast paths, for texts of any form. */
export function readFullYaml(text: string, mode: YamlMode): YamlResult {
  const faults: YamlFault[] = [];
  const lineStarts = startsOfLines(text);
  const position = (offset: number) => {
    const line = lineAt(lineStarts, offset);
    return { line: line + 1, column: offset - (lineStarts[line] as number) + 1 };
  };
  const fault = (kind: YamlFault['kind'], what: string, offset: number, first?: number) => {
    if (faults.length >= MAX_FAULTS) return;
    const before = first === undefined ? undefined : position(first);
    faults.push({
      kind,
      what,
      ...position(offset),
      ...(before === undefined ? {} : { firstLine: before.line, firstColumn: before.column }),
    });
  };
  try {
    const document = parseDocument<ParsedNode>(text, {
      schema: 'failsafe',
      resolveKnownTags: false,
      uniqueKeys: false,
      // `silent` would also pass over further documents without a word.
      logLevel: 'error',
      prettyErrors: false,
    });
    for (const error of document.errors) fault('syntax', error.message, error.pos[0]);
    if (document.contents === null) return { value: document.errors.length > 0 ? undefined : mode === 'text' ? '' : null, faults };
    return { value: plainValues(document.contents, mode, fault), faults };
  } catch (error) {
    // The parser recurses: a text of nothing but brackets exhausts the stack.
    fault('limit', error instanceof RangeError ? 'nested too deeply' : String(error), 0);
    return { value: undefined, faults };
  }
}

type Report = (kind: YamlFault['kind'], what: string, offset: number, first?: number) => void;

function plainValues(root: Node, mode: YamlMode, fault: Report): Value {
  /** Anchored values and how many nodes they expand to; null while the anchor's own content is read. */
  const anchors = new Map<string, { readonly value: Value; readonly nodes: number } | null>();
  let nodes = 0;
  let full = false;

  function limited(what: string, node: Node): null {
    if (!full) fault('limit', what, node.range?.[0] ?? 0);
    full ||= nodes > MAX_NODES;
    return null;
  }

  function resolve(node: Node | null | undefined, depth: number): Value {
    if (node === null || node === undefined) return mode === 'text' ? '' : null;
    nodes += 1;
    if (depth > MAX_DEPTH) return limited('nested too deeply', node);
    if (nodes > MAX_NODES) return limited('too large', node);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined || target === null) return limited(`alias *${node.source} without a value`, node);
      nodes += target.nodes;
      return nodes > MAX_NODES ? limited('too large', node) : target.value;
    }
    const anchor = isScalar(node) || isSeq(node) || isYamlMap(node) ? node.anchor : undefined;
    if (anchor === undefined) return content(node, depth);
    const before = nodes;
    anchors.set(anchor, null);
    const value = content(node, depth);
    anchors.set(anchor, { value, nodes: nodes - before });
    return value;
  }

  function content(node: Node, depth: number): Value {
    const tag = node.tag;
    const foreign = tag !== undefined && !STANDARD.has(tag);
    if (foreign) fault('tag', tag.startsWith(YAML_TAG) ? `!!${tag.slice(YAML_TAG.length)}` : tag, node.range?.[0] ?? 0);
    if (isScalar(node)) return scalar(node, tag, mode);
    if (isSeq(node)) return node.items.map((item) => resolve(item as Node, depth + 1));
    return isYamlMap(node) ? mapping(node.items, depth) : null;
  }

  function mapping(items: readonly unknown[], depth: number): Value {
    const map = valueMap();
    const places = new Map<string, number>();
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const node = pair.key as Node | null;
      if (isScalar(node) && node.value === '<<' && node.type === 'PLAIN') {
        const sources = resolve(pair.value as Node, depth + 1);
        for (const source of Array.isArray(sources) ? sources : [sources]) {
          if (!isMap(source)) continue;
          for (const name of Object.keys(source)) {
            if (name in map) continue;
            nodes += 1;
            map[name] = source[name] as Value;
          }
        }
        continue;
      }
      const key = keyText(node, () => resolve(node, depth + 1));
      const first = places.get(key);
      const offset = node?.range?.[0] ?? 0;
      if (first !== undefined) fault('duplicate', key, offset, first);
      places.set(key, offset);
      map[key] = resolve(pair.value as Node, depth + 1);
    }
    return map;
  }

  return resolve(root, 0);
}

const YAML_TAG = 'tag:yaml.org,2002:';
const STANDARD = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'binary', 'timestamp', 'seq', 'map', 'set', 'omap', 'pairs', 'merge', 'value'].map(
    (name) => YAML_TAG + name,
  ),
]);
const TYPED = /^tag:yaml\.org,2002:(?:python\/)?(?:int|long|float|bool|null|none)$/;
/** A tag that says all there is to say: the name of a class or function, with no content. */
const NAMING = /^tag:yaml\.org,2002:python\/(?:name|module):(.*)$/;

function scalar(node: Scalar, tag: string | undefined, mode: YamlMode): Value {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  if (mode === 'text') return text;
  if (tag === undefined) return node.type === 'PLAIN' || node.type === undefined ? plainScalar(text) : text;
  if (TYPED.test(tag)) return plainScalar(text);
  const named = text === '' ? NAMING.exec(tag) : null;
  return named === null ? text : (named[1] as string);
}

function keyText(node: Node | null | undefined, resolve: () => Value): string {
  if (node === null || node === undefined) return '';
  if (isScalar(node) && node.anchor === undefined) return typeof node.value === 'string' ? node.value : (node.source ?? '');
  const value = resolve();
  if (typeof value === 'string') return value;
  return value === null
    ? 'null'
    : typeof value === 'object'
      ? JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item))
      : String(value);
}

/**
 * Where the value under a path of keys and list positions begins, from 1: its key where it has one. The nearest place
 * above it where the path leads nowhere; of a repeated key the last.
 */
export type YamlPlaces = (path: readonly (string | number)[]) => { readonly line: number; readonly column: number };

/** The places of one text. It is parsed for the first place that is asked for, and once, however many are. */
export function yamlPlaces(text: string): YamlPlaces {
  let locate: YamlPlaces | undefined;
  return (path) => {
    locate ??= placesIn(text);
    return locate(path);
  };
}

function placesIn(text: string): YamlPlaces {
  const document = parseDocument<ParsedNode>(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const starts = startsOfLines(text);
  const pairs = new Map<YAMLMap, ReadonlyMap<unknown, Pair>>();
  let targets: ReadonlyMap<Alias, Node> | undefined;

  function pairAt(map: YAMLMap, key: string): Pair | undefined {
    const known = pairs.get(map) ?? pairsByKey(map);
    pairs.set(map, known);
    return known.get(key);
  }

  return (path) => {
    let node: Node | null | undefined = document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const part of path) {
      if (isAlias(node)) {
        targets ??= targetsOfAliases(document);
        node = targets.get(node);
      }
      if (isYamlMap(node)) {
        const pair = pairAt(node, String(part));
        if (pair === undefined) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value as Node | null;
      } else if (isSeq(node) && typeof part === 'number' && node.items[part] !== undefined) {
        node = node.items[part] as Node;
        offset = node.range?.[0] ?? offset;
      } else break;
    }
    const line = lineAt(starts, offset);
    return { line: line + 1, column: offset - (starts[line] as number) + 1 };
  };
}

function pairsByKey(map: YAMLMap): ReadonlyMap<unknown, Pair> {
  const byKey = new Map<unknown, Pair>();
  for (const pair of map.items) if (isScalar(pair.key)) byKey.set(pair.key.value, pair);
  return byKey;
}

/** An alias stands for the last node before it with that anchor; `Alias.resolve` walks the whole document for each. */
function targetsOfAliases(document: Document<ParsedNode>): ReadonlyMap<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      const target = isAlias(node) ? anchored.get(node.source) : undefined;
      if (isAlias(node) && target !== undefined) targets.set(node, target);
      if (!isAlias(node) && node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}

/** The faults of a file as diagnostics; `format` is the file in words. */
export function yamlDiagnostics(path: string, format: string, result: YamlResult): Diagnostic[] {
  return result.faults.map(({ kind, what, line, column }) => {
    const place = { path, line, column };
    if (kind === 'duplicate') return diagnostic('duplicate-key', place, { key: what });
    if (kind === 'tag') return diagnostic('unsafe-yaml-tag', place, { tag: what });
    return diagnostic('bad-line', place, { format, what });
  });
}

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
