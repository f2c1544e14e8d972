import type { Query } from './ast.ts';
import { type Compiled, compileQuery } from './compile.ts';
import { type Parsed, parseQuery } from './parse.ts';
import type { Subject, Vocabulary } from './subject.ts';

export type { Query, QueryError } from './ast.ts';
export { printQuery } from './print.ts';
export type { QueryWarning } from './resolve.ts';
export type { Subject, Vocabulary } from './subject.ts';
export { fold } from './subject.ts';
export type { Compiled, Parsed };
export { compileQuery, parseQuery };

/** Whether one subject matches; for many, compile once. */
export function matches(query: Query, subject: Subject, vocabulary: Vocabulary): boolean {
  return compileQuery(query, vocabulary).matches(subject);
}
