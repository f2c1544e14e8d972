import { quoted, writeJson } from '../formats/json.ts';
import type { RunTable } from '../model/report/table.ts';

/**
 * All runs of a project as JSON, in the order of its table: what each has in the columns, and where its own document is.
 * Written run by run: of ten thousand runs the values would be as many objects.
 */
export function runsJson(project: string, { rows, columns, same }: RunTable): string {
  const shared = same.map(({ key, value }) => `${quoted(key)}:${writeJson(value)}`);
  const keyed = columns.map(({ key, cells }) => ({ key: `${quoted(key)}:`, cells }));
  const runs = rows.map(({ id, name }, i) => {
    const values = [...shared];
    for (const { key, cells } of keyed) {
      const cell = cells[i];
      if (cell !== undefined) values.push(key + writeJson(cell));
    }
    const record = `api/projects/${project}/runs/${encodeURIComponent(id)}.json`;
    return `{"id":${quoted(id)},"name":${quoted(name)},"record":${quoted(record)},"values":{${values.join(',')}}}`;
  });
  const heads = columns.map(({ key, unit, direction }) => ({ key, unit, direction }));
  return `{"project":${quoted(project)},"columns":${writeJson(heads)},"runs":[${runs.join(',')}]}\n`;
}
