import { load } from '../load.ts';
import { CommandError, type Io } from './command.ts';
import { exitCode } from './damage.ts';
import { ablations } from './export-ablations.ts';
import type { ExportKind, ExportOption } from './export-kind.ts';
import { runs } from './export-runs.ts';
import { sweeps } from './export-sweeps.ts';
import { variants } from './export-variants.ts';
import { FOLDER_HELP, FOLDER_OPTIONS, folderArguments, parse } from './folder.ts';
import { progressOf } from './progress.ts';

/** All that can be exported, in the order of `--help`. */
const KINDS: { readonly [name: string]: ExportKind } = { runs, variants, ablations, sweeps };

const OPTIONS: { readonly [name in ExportOption]: string } = {
  query: "--query <q>      only runs that match: 'tag:ablation lr<1e-3 -status:failed'",
  series: '--series         with all points of every series, in stored order',
  metric: '--metric <m>     only this metric',
};

const takers = (option: ExportOption) => Object.keys(KINDS).filter((name) => KINDS[name]?.options.includes(option));

export const help = `runfolio export <what> [folder] [options]

Writes to standard output, unredacted. What and in which formats, the default first:

${Object.entries(KINDS)
  .map(([name, { summary, formats }]) => `  ${name.padEnd(11)}${summary} (${formats.join(', ')})`)
  .join('\n')}

The JSON Schema of each object is in lib/schemas of the package (run.schema.json, variant.schema.json …).

  --format <f>     one of the formats above
${(Object.keys(OPTIONS) as ExportOption[])
  .filter((option) => takers(option).length > 0)
  .map((option) => `  ${OPTIONS[option]} (${takers(option).join(', ')})`)
  .join('\n')}
${FOLDER_HELP}`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(
    args,
    { ...FOLDER_OPTIONS, format: { type: 'string' }, series: { type: 'boolean' }, query: { type: 'string' }, metric: { type: 'string' } },
    'export',
  );
  const [what = '', folder, ...more] = positionals;
  const kind = Object.hasOwn(KINDS, what) ? KINDS[what] : undefined;
  if (kind === undefined || more.length > 0) {
    throw new CommandError(`Say what to export: \`runfolio export ${Object.keys(KINDS).join('|')} [folder]\`.`, 2);
  }
  const format = values.format ?? (kind.formats[0] as string);
  if (!kind.formats.includes(format)) {
    throw new CommandError(`--format ${format} is not known for ${what}; there are ${kind.formats.join(', ')}.`, 2);
  }
  for (const option of Object.keys(OPTIONS) as ExportOption[]) {
    if (values[option] !== undefined && !kind.options.includes(option))
      throw new CommandError(`\`export ${what}\` takes no --${option}.`, 2);
  }
  const { query, metric, series = false } = values;
  const write = kind.plan({ format, query, metric, series });
  const options = folderArguments(folder, values, io);
  const progress = progressOf(io, options.quiet || !io.tty);
  const loaded = await load(options, progress.say);
  progress.end();
  try {
    await write(loaded, io);
  } finally {
    loaded.close();
  }
  return exitCode(loaded.diagnostics, options.allowDamage);
}
