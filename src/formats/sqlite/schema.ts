/** A value as a database holds it; integers are bigint where a number cannot hold them. */
export type SqlValue = null | number | bigint | string | Uint8Array;

export interface Column {
  readonly name: string;
  /** As declared, upper case: `VARCHAR(32)`; empty where nothing was. */
  readonly type: string;
  /** What a row has that was written before the column was added. */
  readonly missing: SqlValue;
  /** Where the value stands in a record; -1 for one that is computed and not stored. */
  readonly stored: number;
}

export interface TableShape {
  /** The name in the declaration. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns that a full record holds. */
  readonly storedColumns: number;
  /** The column that is another name of the rowid, -1 where there is none. */
  readonly rowidColumn: number;
  readonly withoutRowid: boolean;
}

interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'mark';
  readonly text: string;
}

const CONSTRAINTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);
const COLUMN_CONSTRAINTS = new Set([
  'CONSTRAINT',
  'PRIMARY',
  'NOT',
  'NULL',
  'UNIQUE',
  'CHECK',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'GENERATED',
  'AS',
]);

/** Reads the text of a `CREATE TABLE`; null where it is none (a virtual table, damaged text). */
export function readCreateTable(sql: string): TableShape | null {
  const tokens = tokenize(sql);
  const open = tokens.findIndex((token) => isMark(token, '('));
  const words = tokens.slice(0, 3).map((token) => (token.kind === 'word' ? token.text.toUpperCase() : ''));
  if (open < 0 || words[0] !== 'CREATE' || (words[1] !== 'TABLE' && words[2] !== 'TABLE') || words[1] === 'VIRTUAL') return null;
  const { items, end } = splitItems(tokens, open + 1);
  if (end < 0) return null;
  const columns: Column[] = [];
  let stored = 0;
  let rowidColumn = -1;
  let rowidByTable: string | null = null;
  for (const item of items) {
    const [first] = item;
    if (first === undefined) continue;
    if (first.kind === 'word' && CONSTRAINTS.has(first.text.toUpperCase())) {
      rowidByTable = singlePrimaryKey(item) ?? rowidByTable;
      continue;
    }
    if (first.kind === 'mark' || first.kind === 'number') return null;
    const rest = constraintStart(item);
    const type = item
      .slice(1, rest)
      .reduce((text, token) => text + joined(text, token), '')
      .toUpperCase();
    const computed = generated(item, rest);
    const key = wordAt(item, rest, 'PRIMARY');
    if (key >= 0 && type === 'INTEGER' && !isWord(item[key + 2], 'DESC')) rowidColumn = columns.length;
    columns.push({ name: first.text, type, missing: withAffinity(defaultValue(item, rest), type), stored: computed ? -1 : stored });
    if (!computed) stored += 1;
  }
  if (columns.length === 0) return null;
  if (rowidColumn < 0 && rowidByTable !== null) {
    const wanted = rowidByTable.toLowerCase();
    const at = columns.findIndex((column) => column.name.toLowerCase() === wanted);
    if (at >= 0 && columns[at]?.type === 'INTEGER') rowidColumn = at;
  }
  const options = tokens.slice(end + 1);
  const without = options.findIndex((token) => isWord(token, 'WITHOUT'));
  const withoutRowid = without >= 0 && isWord(options[without + 1], 'ROWID');
  return { name: tokens[open - 1]?.text ?? '', columns, storedColumns: stored, rowidColumn: withoutRowid ? -1 : rowidColumn, withoutRowid };
}

function splitItems(tokens: readonly Token[], start: number): { items: Token[][]; end: number } {
  const items: Token[][] = [[]];
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    if (isMark(token, ')')) {
      if (depth === 0) return { items, end: at };
      depth -= 1;
    } else if (isMark(token, '(')) depth += 1;
    if (depth === 0 && isMark(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
  }
  return { items, end: -1 };
}

/** Where a column's constraints begin: after its name and the words and figures of its type. */
function constraintStart(item: readonly Token[]): number {
  let depth = 0;
  for (let at = 1; at < item.length; at += 1) {
    const token = item[at] as Token;
    if (isMark(token, '(')) depth += 1;
    else if (isMark(token, ')')) depth -= 1;
    else if (depth === 0 && token.kind === 'word' && COLUMN_CONSTRAINTS.has(token.text.toUpperCase())) return at;
  }
  return item.length;
}

function joined(before: string, token: Token): string {
  const tight = before === '' || token.kind === 'mark' || before.endsWith('(') || before.endsWith(',');
  return tight ? token.text : ` ${token.text}`;
}

function singlePrimaryKey(item: readonly Token[]): string | null {
  const at = wordAt(item, 0, 'PRIMARY');
  if (at < 0 || !isMark(item[at + 2], '(')) return null;
  const close = item.findIndex((token, place) => place > at + 2 && isMark(token, ')'));
  const inside = item.slice(at + 3, close);
  return inside.some((token) => isMark(token, ',')) ? null : (inside[0]?.text ?? null);
}

/** A computed column that is not stored. */
function generated(item: readonly Token[], rest: number): boolean {
  const as = wordAt(item, rest, 'AS');
  return as >= 0 && isMark(item[as + 1], '(') && wordAt(item, as, 'STORED') < 0;
}

function defaultValue(item: readonly Token[], rest: number): SqlValue {
  const at = wordAt(item, rest, 'DEFAULT');
  if (at < 0) return null;
  let next = at + 1;
  while (isMark(item[next], '(')) next += 1;
  const sign = isMark(item[next], '-') ? -1 : 1;
  if (isMark(item[next], '-') || isMark(item[next], '+')) next += 1;
  const token = item[next];
  if (token === undefined) return null;
  if (token.kind === 'number') return numeric(sign < 0 ? `-${token.text}` : token.text) ?? null;
  if (token.kind === 'string' || token.kind === 'quoted') return token.text;
  const word = token.text.toUpperCase();
  return word === 'TRUE' ? 1 : word === 'FALSE' ? 0 : null;
}

/** A default is kept as the column's type would keep it: `BIGINT DEFAULT '0'` is the number 0. */
function withAffinity(value: SqlValue, type: string): SqlValue {
  if (value === null) return null;
  const text = /CHAR|CLOB|TEXT/.test(type) && !type.includes('INT');
  if (text) return typeof value === 'string' ? value : String(value);
  const blob = type === '' || (type.includes('BLOB') && !type.includes('INT'));
  return blob || typeof value !== 'string' ? value : (numeric(value) ?? value);
}

function numeric(text: string): number | bigint | undefined {
  if (/^[+-]?\d+$/.test(text)) {
    const exact = BigInt(text.replace(/^\+/, ''));
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }
  if (/^0x[\da-f]+$/i.test(text)) return Number(text);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}

/** First place of a word outside parentheses, -1 where it is not. */
function wordAt(item: readonly Token[], from: number, word: string): number {
  let depth = 0;
  for (let at = from; at < item.length; at += 1) {
    if (isMark(item[at], '(')) depth += 1;
    else if (isMark(item[at], ')')) depth -= 1;
    else if (depth === 0 && isWord(item[at], word)) return at;
  }
  return -1;
}

const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'((?:[^']|'')*)'|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|(0x[\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([\p{L}_$\u0080-\uffff][\p{L}\p{N}_$\u0080-\uffff]*)|([\s\S])/gu;

function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const found of sql.matchAll(TOKEN)) {
    const [, string, double, back, bracket, number, word, mark] = found;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replaceAll("''", "'") });
    else if (double !== undefined) tokens.push({ kind: 'quoted', text: double.replaceAll('""', '"') });
    else if (back !== undefined) tokens.push({ kind: 'quoted', text: back.replaceAll('``', '`') });
    else if (bracket !== undefined) tokens.push({ kind: 'quoted', text: bracket });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}
