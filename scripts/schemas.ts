import fs from 'node:fs';
import path from 'node:path';
import { jsonSchema, SCHEMAS } from '../src/model/schema.ts';

/** Writes the JSON Schemas of the files that people write: `node scripts/schemas.ts [folder]`. */
const out = path.resolve(process.argv[2] ?? 'lib/schemas');
fs.mkdirSync(out, { recursive: true });
for (const name of Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[]) {
  const file = path.join(out, name.replace(/\.yaml$/, '.schema.json'));
  fs.writeFileSync(file, `${JSON.stringify(jsonSchema(name), null, 2)}\n`);
  console.log(path.relative(process.cwd(), file));
}
