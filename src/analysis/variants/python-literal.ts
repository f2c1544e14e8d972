import { exactInteger, type Value, valueMap } from '../../model/value.ts';

const DEEPEST = 8;
const LONGEST = 4000;

/**
 * A list, tuple or dictionary as Python's `str()` writes it (`(0.9, 0.999)`, `['a', 'b']`, `{'lr': 0.1}`), as trackers
 * that keep parameters as text store it; also JSON. Anything else is undefined: calls, sets, other objects.
 */
export function pythonLiteral(text: string): Value | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens = text.match(TOKEN);
  if (tokens === null || tokens.join('').length !== text.replace(OUTSIDE, '$1').length) return undefined;
  const state: State = { tokens, at: 0 };
  const value = read(state, 0);
  return state.at === tokens.length ? value : undefined;
}

const TOKEN = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[[\](){},:]|[^\s'"[\](){},:]+/g;
/** Space between tokens goes; what stands in quotes stays. */
const OUTSIDE = /('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|\s+/g;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

interface State {
  readonly tokens: readonly string[];
  at: number;
}

function read(state: State, depth: number): Value | undefined {
  const token = state.tokens[state.at];
  state.at += 1;
  if (token === undefined || depth > DEEPEST) return undefined;
  const close = CLOSING[token];
  if (close !== undefined) return token === '{' ? readMap(state, depth) : readList(state, close, depth);
  if (token.startsWith("'") || token.startsWith('"')) return token.slice(1, -1).replace(/\\(['"\\])/g, '$1');
  if (/^[+-]?\d+$/.test(token)) return exactInteger(BigInt(token));
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(token)) return Number(token);
  return WORDS.get(token);
}

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', null],
  ['null', null],
  ['nan', Number.NaN],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

function readList(state: State, close: string, depth: number): Value | undefined {
  const list: Value[] = [];
  while (state.tokens[state.at] !== close) {
    const value = read(state, depth + 1);
    if (value === undefined) return undefined;
    list.push(value);
    if (!comma(state, close)) return undefined;
  }
  state.at += 1;
  return list;
}

function readMap(state: State, depth: number): Value | undefined {
  const map = valueMap();
  while (state.tokens[state.at] !== '}') {
    const key = read(state, depth + 1);
    if (key === undefined || typeof key === 'object' || state.tokens[state.at] !== ':') return undefined;
    state.at += 1;
    const value = read(state, depth + 1);
    if (value === undefined) return undefined;
    map[String(key)] = value;
    if (!comma(state, '}')) return undefined;
  }
  state.at += 1;
  return map;
}

/** Between two items stands a comma; after the last one may stand one. */
function comma(state: State, close: string): boolean {
  const token = state.tokens[state.at];
  if (token === ',') {
    state.at += 1;
    return true;
  }
  return token === close;
}
