import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { exportedAblation } from '../src/model/exported-ablation.ts';
import { exportedRun } from '../src/model/exported-run.ts';
import { exportedSweep } from '../src/model/exported-sweep.ts';
import { exportedVariant } from '../src/model/exported-variant.ts';
import { jsonSchema } from '../src/model/schema.ts';

/** Writes the tables of keys and fields into content/docs from the schemas; with `--check` only says whether they are up to date. */
interface Shape {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape | readonly Shape[] | false;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly required?: readonly string[];
}

const docs = path.resolve(import.meta.dirname, '../content/docs');

function main(): void {
  const run = z.toJSONSchema(exportedRun) as unknown as Shape;
  const variant = z.toJSONSchema(exportedVariant) as unknown as Shape;
  const ablation = z.toJSONSchema(exportedAblation) as unknown as Shape;
  const sweep = z.toJSONSchema(exportedSweep) as unknown as Shape;
  const stale = [
    written('project-yaml.md', '<!-- keys project.yaml -->', '<!-- /keys -->', keyTable(jsonSchema('project.yaml') as Shape)),
    written('your-repository.md', '<!-- keys site.yaml -->', '<!-- /keys -->', keyTable(jsonSchema('site.yaml') as Shape)),
    written('export.md', '<!-- fields -->', '<!-- /fields -->', fieldTable(run)),
    written('export.md', '<!-- variant fields -->', '<!-- /variant fields -->', fieldTable(variant)),
    written('export.md', '<!-- ablation fields -->', '<!-- /ablation fields -->', fieldTable(ablation)),
    written('export.md', '<!-- sweep fields -->', '<!-- /sweep fields -->', fieldTable(sweep)),
  ].filter((name) => name !== null);
  if (stale.length === 0) console.log('The tables of content/docs are up to date.');
  else if (process.argv.includes('--check')) {
    console.error(`Stale tables in ${stale.join(', ')}. Run: node scripts/docs.ts`);
    process.exitCode = 1;
  } else console.log(`Wrote the tables of ${stale.join(', ')}.`);
}

/** The name of the file where it is, or was, stale. */
function written(name: string, start: string, end: string, table: string): string | null {
  const file = path.join(docs, name);
  const text = fs.readFileSync(file, 'utf8');
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${name} lacks the lines ${start} and ${end}`);
  const wanted = `${text.slice(0, from + start.length)}\n\n${table}\n\n${text.slice(to)}`;
  if (wanted === text) return null;
  if (!process.argv.includes('--check')) fs.writeFileSync(file, wanted);
  return name;
}

function keyTable(shape: Shape): string {
  return ['| key | is | says |', '|---|---|---|', ...rows(shape, '')].join('\n');
}

function rows(shape: Shape, prefix: string): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([key, value]) => {
    const name = prefix + key;
    const inner = Array.isArray(value.items) ? undefined : (value.items as Shape | undefined);
    const named = typeof value.additionalProperties === 'object' ? value.additionalProperties : undefined;
    return [
      `| \`${name}\` | ${kind(value)} | ${cell(value.description ?? '')} |`,
      ...rows(value, `${name}.`),
      ...(inner === undefined ? [] : rows(inner, `${name}[].`)),
      ...(named === undefined ? [] : rows(named, `${name}.<name>.`)),
    ];
  });
}

function fieldTable(shape: Shape): string {
  const fields = Object.entries(shape.properties ?? {}).map(
    ([key, value]) =>
      `| \`${key}\` | ${kind(value)}${shape.required?.includes(key) === false ? ', optional' : ''} | ${cell(inWords(value))} |`,
  );
  return ['| field | is | holds |', '|---|---|---|', ...fields].join('\n');
}

function inWords(shape: Shape): string {
  const inner = [shape, ...(shape.anyOf ?? [])].find(({ description }) => description !== undefined)?.description;
  const content = [shape, shape.items as Shape | undefined, ...(shape.anyOf ?? [])].find((one) => one?.properties !== undefined);
  const keys = content === undefined ? '' : Object.keys(content.properties ?? {}).join(', ');
  return [inner, keys].filter((part) => part !== undefined && part !== '').join(': ');
}

function kind(shape: Shape): string {
  if (shape.prefixItems?.length === 2) return `two ${plural(kind(shape.prefixItems[0] as Shape))}`;
  if (shape.enum !== undefined) return shape.enum.map((word) => `\`${word}\``).join(', ');
  if (shape.anyOf !== undefined) return [...new Set(shape.anyOf.map(kind))].join(' or ');
  const types = typeof shape.type === 'string' ? [shape.type] : (shape.type ?? []);
  const word = types.length === 0 ? 'anything' : types.map((type) => KINDS[type] ?? type).join(' or ');
  if (shape.type === 'array' && !Array.isArray(shape.items)) return `list of ${plural(kind(shape.items as Shape))}`;
  return word;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'keys and values',
  null: 'null',
};

function plural(word: string): string {
  return word === 'text' ? 'texts' : word === 'number' ? 'numbers' : word === 'keys and values' ? 'objects' : word;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').replaceAll('<', '\\<').trim();
}

main();
