import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { exportedAblation } from '../src/model/exported-ablation.ts';
import { exportedRun } from '../src/model/exported-run.ts';
import { exportedSweep } from '../src/model/exported-sweep.ts';
import { exportedVariant } from '../src/model/exported-variant.ts';
import { jsonSchema, SCHEMAS } from '../src/model/schema.ts';

/** Writes the JSON Schemas of the files that people write and of what `export` writes: `node scripts/schemas.ts [folder]`. */
const out = path.resolve(process.argv[2] ?? 'lib/schemas');
fs.mkdirSync(out, { recursive: true });
const schemas: [name: string, schema: object][] = (Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[]).map((name) => [
  name.replace(/\.yaml$/, ''),
  jsonSchema(name),
]);
schemas.push(['run', z.toJSONSchema(exportedRun)]);
schemas.push(['variant', z.toJSONSchema(exportedVariant)]);
schemas.push(['ablation', z.toJSONSchema(exportedAblation)]);
schemas.push(['sweep', z.toJSONSchema(exportedSweep)]);
for (const [name, schema] of schemas) {
  const file = path.join(out, `${name}.schema.json`);
  fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(path.relative(process.cwd(), file));
}
