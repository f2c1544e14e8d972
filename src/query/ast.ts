/**
 * A query as data. The grammar is permanent:
 *
 *     query  = group { "or" group }
 *     group  = { term }                                  a space means and; an empty query matches every run
 *     term   = [ "-" ] ( "(" query ")" | word | quoted | "metric:" name | key op value { "," value } )
 *     key    = [ "config." | "metric:" ] name            a name is a word without operators, or quoted
 *     op     = ":" | "=" | "!=" | "<" | "<=" | ">" | ">="
 *     value  = word | quoted
 *     quoted = '"' … '"'                                 with \" and \\; nothing in it has another meaning
 *
 * A word is any text without spaces, quotes and parentheses; in words and unquoted values `*` stands for any text.
 */
export type Query =
  | { readonly kind: 'all'; readonly of: readonly Query[] }
  | { readonly kind: 'any'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'word'; readonly text: Text }
  | { readonly kind: 'has'; readonly metrics: readonly Text[] }
  | Comparison;

export interface Comparison {
  readonly kind: 'compare';
  readonly key: Key;
  readonly op: Operator;
  /** Any of them. */
  readonly values: readonly Text[];
  /** Of the key, from 1. */
  readonly column: number;
}

/** `any`: a run field, else whichever of configuration and metrics has the name. */
export interface Key {
  readonly scope: 'any' | 'config' | 'metric';
  readonly name: string;
}

export type Operator = ':' | '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Text {
  readonly text: string;
  readonly quoted: boolean;
}

export interface QueryError {
  readonly message: string;
  /** From 1. */
  readonly column: number;
}
