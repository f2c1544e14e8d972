import { z } from 'zod';
import { projectInput } from './project-input.ts';
import { registryInput } from './registry-input.ts';
import { siteInput } from './site.ts';

/** The files that people write, by name, each with the shape that it must have. */
export const SCHEMAS = { 'project.yaml': projectInput, 'site.yaml': siteInput, 'registry.yaml': registryInput } as const;

/** A rule that a value breaks. */
export interface Breach {
  /** To the value, or to the key that is not known. */
  readonly path: readonly (string | number)[];
  readonly reason: string;
  /** Only for a key that is not known: the nearest one that is, `''` where none is near. */
  readonly nearest?: string;
}

export type Checked<T> = { readonly value: T } | { readonly breaches: readonly Breach[] };

/** Checks a value against a schema; unknown keys are breaches, with the nearest known one. */
export function check<S extends z.ZodType>(schema: S, value: unknown): Checked<z.output<S>> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data };
  const breaches = result.error.issues.flatMap((issue) => breachesOf(issue, schema));
  return { breaches };
}

/** The JSON Schema of a file, for editors. */
export function jsonSchema(name: keyof typeof SCHEMAS): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(SCHEMAS[name], { io: 'input', target: 'draft-7' }) as Record<string, unknown>;
  return { $schema, title: name, ...rest };
}

type Issue = z.core.$ZodIssue;

function breachesOf(issue: Issue, schema: z.ZodType): Breach[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => ({ path: [...path, key], reason: 'is not known', nearest: nearest(key, known) }));
  }
  return [{ path, reason: reasonOf(issue, schemaAt(schema, path)) }];
}

function reasonOf(issue: Issue, schema: z.ZodType | null): string {
  const { input } = issue;
  if (issue.code === 'invalid_type') {
    const wanted = KINDS[issue.expected] ?? issue.expected;
    if (input === undefined) return `is missing: ${wanted} is wanted`;
    return `wants ${wanted}, not ${kindOf(input)}${issue.expected === 'string' && isScalar(input) ? ' (put it in quotes)' : ''}`;
  }
  if (issue.code === 'invalid_value') return `is ${shown(input)}, not one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_union') return `is ${shown(input)}; ${hint(schema) ?? 'it has another form'}`;
  if (issue.code === 'invalid_format') return `is ${shown(input)}; ${hint(schema) ?? 'it has another form'}`;
  return `is ${shown(input)}: ${issue.message.replace(/^Invalid input: /, '')}`;
}

function hint(schema: z.ZodType | null): string | undefined {
  return schema?.description?.replace(/\.$/, '');
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'keys and values',
  record: 'keys and values',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys and values';
  return typeof value === 'string' ? `the text “${shown(value)}”` : shown(value);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

function shown(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? kindOf(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The part of a schema that a path leads to; null where it leads nowhere. A description of a wrapper counts for its content. */
function schemaAt(schema: z.ZodType, path: readonly (string | number)[]): z.ZodType | null {
  let here: z.ZodType | null = schema;
  for (const part of path) {
    const inner: z.ZodType | null = here === null ? null : plain(here);
    if (inner instanceof z.ZodObject) here = (inner.shape[part] as z.ZodType | undefined) ?? null;
    else if (inner instanceof z.ZodRecord) here = inner.valueType as z.ZodType;
    else if (inner instanceof z.ZodArray) here = inner.element as z.ZodType;
    else return null;
  }
  return here;
}

function keysAt(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  const here = schemaAt(schema, path);
  const inner = here === null ? null : plain(here);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function plain(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? plain(schema.unwrap() as z.ZodType) : schema;
}

/** Of the known words the one with the fewest changes, where these are few; `''` where none is near. */
export function nearest(word: string, known: readonly string[]): string {
  let best = '';
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const other of known) {
    const distance = editDistance(word.toLowerCase().slice(0, 64), other.toLowerCase());
    if (distance < least) {
      best = other;
      least = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to another. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] as number) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
