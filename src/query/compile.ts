import type { Value } from '../model/value.ts';
import type { Comparison, Operator, Query, Text } from './ast.ts';
import { type Place, type QueryWarning, resolveKey } from './resolve.ts';
import { fold, type Subject, type Vocabulary } from './subject.ts';
import { numberOf, textMatcher } from './text.ts';
import { timeSpan } from './time.ts';

export type Matcher = (subject: Subject) => boolean;

export interface Compiled {
  readonly matches: Matcher;
  /** Keys that name nothing or too much: their terms match no run. */
  readonly warnings: readonly QueryWarning[];
}

/**
 * Makes a query into a function. `-term` matches exactly the runs that `term` does not; `!=` is the negation of `=`, so
 * both also match runs that lack the key. A comparison with NaN is false, `=nan` finds NaN.
 */
export function compileQuery(query: Query, vocabulary: Vocabulary): Compiled {
  const warnings: QueryWarning[] = [];
  return { matches: compile(query, vocabulary, warnings), warnings };
}

function compile(query: Query, vocabulary: Vocabulary, warnings: QueryWarning[]): Matcher {
  switch (query.kind) {
    case 'all': {
      const parts = query.of.map((part) => compile(part, vocabulary, warnings));
      return (subject) => parts.every((part) => part(subject));
    }
    case 'any': {
      const parts = query.of.map((part) => compile(part, vocabulary, warnings));
      return (subject) => parts.some((part) => part(subject));
    }
    case 'not': {
      const part = compile(query.of, vocabulary, warnings);
      return (subject) => !part(subject);
    }
    case 'word': {
      const found = textMatcher(query.text, true);
      return (subject) => found(subject.words());
    }
    case 'has': {
      const wanted = query.metrics.map((text) => textMatcher(text, false));
      const names = [...vocabulary.metrics].filter((name) => wanted.some((matcher) => matcher(fold(name))));
      return (subject) => names.some((name) => subject.metric(name) !== undefined);
    }
    case 'compare': {
      const place = resolveKey(query, vocabulary);
      if ('message' in place) {
        warnings.push(place);
        return () => false;
      }
      const { name } = place;
      const held = cellMatcher(query, place, warnings);
      if (place.kind === 'field') return (subject) => held(subject.field(name));
      return place.kind === 'config' ? (subject) => held(subject.config(name)) : (subject) => held(subject.metric(name));
    }
  }
}

/** What a comparison asks of the value that stands at `place`, undefined where a run has none. */
export function cellMatcher(query: Comparison, place: Place, warnings: QueryWarning[]): (value: Value | undefined) => boolean {
  if (query.op === '!=') {
    const equal = cellMatcher({ ...query, op: '=' }, place, warnings);
    return (value) => !equal(value);
  }
  const tests = query.values.map((value) => valueTest(value, query, place, warnings));
  const [only] = tests;
  const test: ValueTest = tests.length === 1 && only !== undefined ? only : (value) => tests.some((one) => one(value));
  // An empty value asks for runs that have none.
  const absent = query.values.some((value) => value.text === '') && (query.op === '=' || query.op === ':');
  const held = (value: Value | undefined): boolean => {
    if (value === undefined || value === null) return absent || (value === null && place.kind === 'config' && test('null'));
    if (Array.isArray(value)) return value.length === 0 ? absent : value.some(held);
    return test(value);
  };
  return held;
}

type ValueTest = (value: Value) => boolean;

function valueTest(wanted: Text, query: Comparison, place: Place, warnings: QueryWarning[]): ValueTest {
  const type = place.kind === 'field' ? place.type : 'value';
  if (type === 'time') {
    const span = timeSpan(wanted.text);
    if (span !== null) return timeTest(query.op, span.from, span.to);
    if (wanted.text !== '')
      warnings.push({ key: query.key.name, column: query.column, message: `“${wanted.text}” is no date: write 2026-11-20` });
    return () => false;
  }
  const number = type === 'text' || type === 'hash' ? null : numberOf(wanted.text);
  const same = query.op === '=' || query.op === ':';
  const matches = textMatcher(wanted, false);
  const prefix = type === 'hash' && same && HASH.test(wanted.text) ? fold(wanted.text) : null;
  const ordered = number === null ? null : numberTest(query.op, number);
  return (value) => {
    if (ordered !== null) {
      const held = typeof value === 'number' || typeof value === 'bigint' ? value : typeof value === 'string' ? numberOf(value) : null;
      if (held !== null) return ordered(held);
    }
    if (!same || typeof value === 'object') return false;
    const text = typeof value === 'string' ? fold(value) : fold(String(value));
    return matches(text) || (prefix !== null && text.startsWith(prefix));
  };
}

const HASH = /^[0-9a-f]{4,64}$/i;

function numberTest(op: Operator, wanted: number | bigint): (value: number | bigint) => boolean {
  switch (op) {
    case '<':
      return (value) => value < wanted;
    case '<=':
      return (value) => value <= wanted;
    case '>':
      return (value) => value > wanted;
    case '>=':
      return (value) => value >= wanted;
    default:
      // biome-ignore lint/suspicious/noDoubleEquals: only == compares a number with a bigint by value.
      return Number.isNaN(wanted) ? (value) => Number.isNaN(value) : (value) => value == wanted;
  }
}

/** A date means all of it: `>2026-11-20` is after that day, `<=2026-11-20` until its end. */
function timeTest(op: Operator, from: number, to: number): ValueTest {
  const test = (time: number): boolean => {
    switch (op) {
      case '<':
        return time < from;
      case '<=':
        return time < to;
      case '>':
        return time >= to;
      case '>=':
        return time >= from;
      default:
        return time >= from && time < to;
    }
  };
  return (value) => typeof value === 'number' && test(value);
}
