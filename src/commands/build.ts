import { buildSite } from '../build.ts';
import { isConfigurationFault } from '../model/diagnostic.ts';
import { counted } from '../model/number.ts';
import { severity } from '../model/wording.ts';
import { CommandError, type Io } from './command.ts';
import { exitCode } from './damage.ts';
import { faultLines } from './faults.ts';
import { FOLDER_HELP, FOLDER_OPTIONS, folderArguments, parse, siteFolder } from './folder.ts';
import { progressOf } from './progress.ts';
import { version } from './version.ts';

export const help = `runfolio build [folder] [options]

Finds every run archive below the folder and builds the site into _site.

  --out <dir>      where the site goes (default: _site in the current folder)
  --base <path>    the path under which it will be served, such as /my-repo (default: \`base:\` of site.yaml, else /)
  --no-incremental render every page, also those that did not change
${FOLDER_HELP}`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const started = performance.now();
  const { values, positionals } = parse(
    args,
    { ...FOLDER_OPTIONS, base: { type: 'string' }, 'no-incremental': { type: 'boolean' } },
    'build',
  );
  if (positionals.length > 1) throw new CommandError('One folder at a time. See `runfolio build --help`.', 2);
  const options = folderArguments(positionals[0], values, io);
  const progress = progressOf(io, options.quiet);
  const out = siteFolder(values.out, io);
  const result = await buildSite(
    {
      ...options,
      out,
      base: values.base ?? null,
      incremental: !(values['no-incremental'] ?? false),
      tool: `Runfolio ${version()}`,
      signal: io.signal,
    },
    progress.say,
  );
  progress.end();
  const faults = result.diagnostics.filter(isConfigurationFault);
  if (faults.length > 0) {
    io.err(faultLines(faults));
    return 2;
  }
  if (!options.quiet) io.err(summary(result, out, (performance.now() - started) / 1000, io));
  return exitCode(result.diagnostics, options.allowDamage);
}

function summary(result: Awaited<ReturnType<typeof buildSite>>, out: string, seconds: number, io: Io): string {
  const { counts, diagnostics, site, projects } = result;
  const count = (wanted: string) => diagnostics.filter((found) => severity(found) === wanted).length;
  const shown = out.startsWith(`${io.cwd}/`) ? out.slice(io.cwd.length + 1) : out;
  const errors = diagnostics.filter((found) => severity(found) === 'error');
  const damaged =
    errors.length === 0
      ? ''
      : `${faultLines(errors.slice(0, 5))}${errors.length > 5 ? `… and ${errors.length - 5} more: runfolio check\n` : ''}`;
  return `${damaged}${counted(projects, 'project')}, ${counted(counts.runs, 'run')}, ${counted(counts.points, 'point')} from ${counted(counts.files, 'file')}; ${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('note'), 'note')}
${site?.pages ?? 0} pages (${site?.rendered ?? 0} rendered) in ${seconds.toFixed(1)} s: ${shown}
Look at it: npm run -s runfolio -- preview --out ${shown}
`;
}
