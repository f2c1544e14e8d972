import type { Comparison, Key, Operator, QueryError, Text } from './ast.ts';

/** `open`, `close` and `minus` stand for `(`, `)` and a leading `-`. */
export type Token =
  | { readonly kind: 'open' | 'close' | 'minus' | 'or'; readonly column: number }
  | { readonly kind: 'word'; readonly text: Text; readonly column: number }
  | { readonly kind: 'has'; readonly metrics: readonly Text[]; readonly column: number }
  | { readonly kind: 'compare'; readonly comparison: Comparison; readonly column: number };

const MAX_LENGTH = 10_000;

/** Cuts a query into tokens, in one pass. */
export function tokens(source: string): readonly Token[] | QueryError {
  if (source.length > MAX_LENGTH) return { message: `a query has at most ${MAX_LENGTH} characters`, column: MAX_LENGTH };
  const found: Token[] = [];
  let at = 0;
  let error: QueryError | null = null;

  const fail = (message: string, place: number): null => {
    error ??= { message, column: place + 1 };
    return null;
  };
  const isEnd = () => at >= source.length || SPACE.test(source.charAt(at)) || source.charAt(at) === '(' || source.charAt(at) === ')';

  function quoted(): string | null {
    const start = at;
    let text = '';
    for (at += 1; at < source.length; at += 1) {
      const char = source.charAt(at);
      if (char === '"') {
        at += 1;
        return text;
      }
      if (char === '\\' && (source.charAt(at + 1) === '"' || source.charAt(at + 1) === '\\')) at += 1;
      text += source.charAt(at);
    }
    return fail('the quote is never closed', start);
  }

  /** Text up to white space, a parenthesis, or a character for which `stops` is true. */
  function run(stops: (char: string, next: string) => boolean): string | null {
    const start = at;
    while (!isEnd()) {
      const char = source.charAt(at);
      if (char === '"') return fail('a quote inside a word: put all of it in quotes', at);
      if (stops(char, source.charAt(at + 1))) break;
      at += 1;
    }
    return source.slice(start, at);
  }

  function operator(): Operator | null {
    const two = source.slice(at, at + 2);
    const op = two === '!=' || two === '<=' || two === '>=' ? two : isOperator(source.charAt(at)) ? source.charAt(at) : null;
    if (op === null) return null;
    at += op.length;
    return op as Operator;
  }

  function values(op: Operator): Text[] | null {
    const list: Text[] = [];
    for (;;) {
      const start = at;
      if (source.charAt(at) === '"') {
        const text = quoted();
        if (text === null) return null;
        if (!isEnd() && source.charAt(at) !== ',') return fail('text after a closing quote', at);
        list.push({ text, quoted: true });
      } else {
        if (isOperator(source.charAt(at)) || source.startsWith('!=', at)) return fail('one operator after another', at);
        const text = run((char) => char === ',');
        if (text === null) return null;
        if (text === '') return fail(`a value is missing after ${list.length === 0 ? op : 'the comma'}`, start);
        list.push({ text, quoted: false });
      }
      if (source.charAt(at) !== ',' || isEnd()) return list;
      at += 1;
    }
  }

  function name(): Text | null {
    if (source.charAt(at) !== '"') {
      const text = run((char, next) => isOperator(char) || (char === '!' && next === '='));
      return text === null ? null : { text, quoted: false };
    }
    const text = quoted();
    return text === null ? null : { text, quoted: true };
  }

  function term(): Token | null {
    const start = at;
    const column = at + 1;
    let scope: Key['scope'] = 'any';
    if (source.startsWith(CONFIG, at)) scope = 'config';
    else if (source.startsWith(METRIC, at)) scope = 'metric';
    if (scope === 'config') at += CONFIG.length;
    if (scope === 'metric') at += METRIC.length;
    const key = name();
    if (key === null) return null;
    const op = operator();
    if (op === null) {
      if (!isEnd() && !(scope === 'metric' && source.charAt(at) === ',')) return fail('text after a closing quote', at);
      if (scope === 'any') return { kind: 'word', text: key, column };
      at = start + (scope === 'metric' ? METRIC.length : 0);
      if (scope === 'metric') {
        const metrics = values(':');
        return metrics === null ? null : { kind: 'has', metrics, column };
      }
      const word = run(() => false);
      return word === null ? null : { kind: 'word', text: { text: word, quoted: false }, column };
    }
    if (key.text === '') return fail(`a name is missing before ${op}`, start);
    const list = values(op);
    if (list === null) return null;
    return { kind: 'compare', comparison: { kind: 'compare', key: { scope, name: key.text }, op, values: list, column }, column };
  }

  while (at < source.length && error === null) {
    const char = source.charAt(at);
    const column = at + 1;
    if (SPACE.test(char)) at += 1;
    else if (char === '(' || char === ')') {
      found.push({ kind: char === '(' ? 'open' : 'close', column });
      at += 1;
    } else if (char === '-') {
      found.push({ kind: 'minus', column });
      at += 1;
      if (at >= source.length || SPACE.test(source.charAt(at)) || source.charAt(at) === ')') fail('nothing follows the minus sign', at - 1);
    } else {
      const token = term();
      if (token === null) break;
      const isOr = token.kind === 'word' && !token.text.quoted && token.text.text.toLowerCase() === 'or';
      found.push(isOr && found.at(-1)?.kind !== 'minus' ? { kind: 'or', column } : token);
    }
  }
  return error ?? found;
}

const SPACE = /\s/;
const CONFIG = 'config.';
const METRIC = 'metric:';

function isOperator(char: string): boolean {
  return char === ':' || char === '=' || char === '<' || char === '>';
}
