import type { Key, Query, Text } from './ast.ts';

/** A query as text, such that reading it gives the same query again: for addresses and headings. */
export function printQuery(query: Query): string {
  return print(query, 'top');
}

function print(query: Query, within: 'top' | 'any' | 'all' | 'not'): string {
  switch (query.kind) {
    case 'all':
      return query.of.length === 0
        ? within === 'top'
          ? ''
          : '()'
        : enclosed(query.of.map((part) => print(part, 'all')).join(' '), within === 'all' || within === 'not');
    case 'any':
      return enclosed(query.of.map((part) => print(part, 'any')).join(' or '), within !== 'top');
    case 'not':
      return `-${print(query.of, 'not')}`;
    case 'word':
      return word(query.text, WORD);
    case 'has':
      return `metric:${query.metrics.map((text) => word(text, VALUE)).join(',')}`;
    case 'compare':
      return `${printKey(query.key)}${query.op}${query.values.map((text) => word(text, VALUE)).join(',')}`;
  }
}

function enclosed(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}

/** A key as a query writes it, quoted where it has to be. */
export function printKey({ scope, name }: Key): string {
  const text = NAME.test(name) && !(scope === 'any' && /^(?:-|config\.|metric$)/.test(name)) ? name : quote(name);
  return scope === 'config' ? `config.${text}` : scope === 'metric' ? `metric:${text}` : text;
}

/** A value as a query writes it, such that it means this text and no other. */
export function printValue(text: string): string {
  return word({ text, quoted: text.includes('*') }, VALUE);
}

function word({ text, quoted }: Text, plain: RegExp): string {
  return quoted || !plain.test(text) ? quote(text) : text;
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

const NAME = /^(?:[^\s"():=<>!]|!(?!=))+$/;
const WORD = /^(?!-|or$)(?:[^\s"():=<>!]|!(?!=))+$/i;
const VALUE = /^(?![:=<>]|!=)[^\s"(),]+$/;
