import type { Query } from './ast.ts';
import { type Compiled, compileQuery } from './compile.ts';
import { type Parsed, parseQuery } from './parse.ts';
import type { Subject, Vocabulary } from './subject.ts';

export type { Query, QueryError } from './ast.ts';
export { printKey, printQuery, printValue } from './print.ts';
export { type QueryWarning, resolveKey } from './resolve.ts';
export { type Cells, type Columns, cellAt, type Selected, selector } from './select.ts';
export type { Subject, Vocabulary } from './subject.ts';
export { fold } from './subject.ts';
export type { Compiled, Parsed };
export { compileQuery, parseQuery };

/** Whether one subject matches; for many, compile once. */
export function matches(query: Query, subject: Subject, vocabulary: Vocabulary): boolean {
  return compileQuery(query, vocabulary).matches(subject);
}
