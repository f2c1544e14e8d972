import type { Query, QueryError } from './ast.ts';
import { type Token, tokens } from './lexer.ts';

export type Parsed = { readonly query: Query } | { readonly error: QueryError };

const MAX_DEPTH = 100;

/** Reads a query; what is wrong with it is told with a column, never thrown. */
export function parseQuery(source: string): Parsed {
  const list = tokens(source);
  if ('message' in list) return { error: list };
  const state: State = { tokens: list, at: 0, length: source.length, error: null };
  const query = alternatives(state, 0);
  const left = state.tokens[state.at];
  if (state.error === null && left !== undefined) fail(state, 'this parenthesis was never opened', left.column);
  return state.error === null ? { query } : { error: state.error };
}

interface State {
  readonly tokens: readonly Token[];
  readonly length: number;
  at: number;
  error: QueryError | null;
}

const EVERYTHING: Query = { kind: 'all', of: [] };

function fail(state: State, message: string, column: number): Query {
  state.error ??= { message, column };
  state.at = state.tokens.length;
  return EVERYTHING;
}

function alternatives(state: State, depth: number): Query {
  const found = [conjunction(state, depth)];
  for (let token = state.tokens[state.at]; token?.kind === 'or'; token = state.tokens[state.at]) {
    if (isEmpty(found.at(-1))) return fail(state, 'nothing stands before “or”', token.column);
    state.at += 1;
    const next = conjunction(state, depth);
    if (state.error === null && isEmpty(next)) return fail(state, 'nothing follows “or”', token.column);
    found.push(next);
  }
  return found.length === 1 ? (found[0] as Query) : { kind: 'any', of: found };
}

function conjunction(state: State, depth: number): Query {
  const found: Query[] = [];
  for (let token = state.tokens[state.at]; token !== undefined && token.kind !== 'or' && token.kind !== 'close'; ) {
    found.push(term(state, token, depth));
    token = state.tokens[state.at];
  }
  return found.length === 1 ? (found[0] as Query) : { kind: 'all', of: found };
}

function term(state: State, token: Token, depth: number): Query {
  if (depth > MAX_DEPTH) return fail(state, 'nested too deeply', token.column);
  state.at += 1;
  switch (token.kind) {
    case 'minus': {
      const next = state.tokens[state.at];
      return next === undefined || next.kind === 'or' || next.kind === 'close'
        ? fail(state, 'nothing follows the minus sign', token.column)
        : { kind: 'not', of: term(state, next, depth + 1) };
    }
    case 'open': {
      const inner = alternatives(state, depth + 1);
      if (state.error !== null) return inner;
      if (state.tokens[state.at]?.kind !== 'close') return fail(state, 'this parenthesis is never closed', token.column);
      state.at += 1;
      return inner;
    }
    case 'word':
      return { kind: 'word', text: token.text };
    case 'has':
      return { kind: 'has', metrics: token.metrics };
    case 'compare':
      return token.comparison;
    default:
      return fail(state, 'a term is missing', token.column);
  }
}

function isEmpty(query: Query | undefined): boolean {
  return query?.kind === 'all' && query.of.length === 0;
}
