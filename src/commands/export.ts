import { exportAllSeries, exportRun } from '../exports/runs.ts';
import { writeJson } from '../formats/json.ts';
import { type Loaded, load } from '../load.ts';
import type { Run } from '../model/run.ts';
import { parseQuery } from '../query/parse.ts';
import { runMatcher } from '../query/run.ts';
import { CommandError, type Io } from './command.ts';
import { exitCode } from './damage.ts';
import { FOLDER_HELP, FOLDER_OPTIONS, folderArguments, parse } from './folder.ts';
import { progressOf } from './progress.ts';

const FORMATS = ['ndjson', 'json'];

export const help = `runfolio export runs [folder] [options]

Writes every run of the folder to standard output, sorted by project and id, unredacted.
The JSON Schema of a run is lib/schemas/run.schema.json of the package.

  --format <f>     ndjson (one object a line, the default) or json (one array)
  --series         with all points of every series, in stored order
  --query <q>      only runs that match: 'tag:ablation lr<1e-3 -status:failed'
${FOLDER_HELP}`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(
    args,
    { ...FOLDER_OPTIONS, format: { type: 'string' }, series: { type: 'boolean' }, query: { type: 'string' } },
    'export',
  );
  const [what, folder, ...more] = positionals;
  if (what !== 'runs' || more.length > 0) throw new CommandError(`Say what to export: \`runfolio export runs [folder]\`.`, 2);
  const format = values.format ?? 'ndjson';
  if (!FORMATS.includes(format)) throw new CommandError(`--format ${format} is not known; there are ${FORMATS.join(' and ')}.`, 2);
  const matches = matcher(values.query);
  const options = folderArguments(folder, values, io);
  const progress = progressOf(io, options.quiet || !io.tty);
  const loaded = await load(options, progress.say);
  progress.end();
  await writeRuns(loaded, matches, { array: format === 'json', series: values.series ?? false }, io);
  loaded.close();
  return exitCode(loaded.diagnostics, options.allowDamage);
}

function matcher(query: string | undefined): (run: Run) => boolean {
  if (query === undefined) return () => true;
  const parsed = parseQuery(query);
  if ('error' in parsed) throw new CommandError(`--query, column ${parsed.error.column}: ${parsed.error.message}`, 2);
  return runMatcher(parsed.query);
}

async function writeRuns(loaded: Loaded, matches: (run: Run) => boolean, form: { array: boolean; series: boolean }, io: Io): Promise<void> {
  let first = true;
  if (form.array) io.out('[');
  for (const { runs } of loaded.projects) {
    for (const run of runs) {
      if (!matches(run)) continue;
      const exported = exportRun(run);
      if (form.series) exported['series'] = exportAllSeries(run, loaded.columns);
      const text = writeJson(exported);
      io.out(form.array ? `${first ? '' : ','}\n${text}` : `${text}\n`);
      first = false;
    }
  }
  if (form.array) io.out('\n]\n');
}
