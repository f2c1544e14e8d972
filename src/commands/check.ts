import path from 'node:path';
import { curveDiagnostics } from '../analysis/health/of-project.ts';
import { healthSource } from '../analysis/health/source.ts';
import { directionsOf } from '../analysis/overview.ts';
import { variantDiagnostics } from '../analysis/variants/diagnose.ts';
import { openLoaded, told } from '../build.ts';
import { load } from '../load.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { counted } from '../model/number.ts';
import type { HealthEvent } from '../model/report/health.ts';
import { placeText, sentence, severity, words } from '../model/wording.ts';
import { readProseAndJournals } from '../prose.ts';
import { openMemory } from '../store/memory.ts';
import { CommandError, type Io } from './command.ts';
import { exitCode } from './damage.ts';
import { FOLDER_HELP, FOLDER_OPTIONS, folderArguments, parse } from './folder.ts';
import { loadedOverviews } from './loaded-overview.ts';
import { progressOf } from './progress.ts';
import { sarif } from './sarif.ts';
import { version } from './version.ts';

type Form = (diagnostics: readonly Diagnostic[]) => string;

const FORMS: { readonly [name: string]: Form } = {
  text: (diagnostics) => {
    const lines = diagnostics.map((found) => `${placeText(found)}: ${severity(found)}: ${sentence(found)} [${found.code}]\n`);
    const count = (wanted: string) => diagnostics.filter((found) => severity(found) === wanted).length;
    return `${lines.join('')}${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('note'), 'note')}\n`;
  },
  json: (diagnostics) => `${JSON.stringify(diagnostics.map(record), null, 2)}\n`,
  sarif: (diagnostics) => `${JSON.stringify(sarif(diagnostics, version()), null, 2)}\n`,
  github: (diagnostics) => diagnostics.map(annotation).join(''),
};

export const help = `runfolio check [folder] [options]

Reads the folder as \`build\` does and lists every diagnostic; builds nothing.

  --format <f>     text (the default), json, sarif, or github (annotations for GitHub Actions)
${FOLDER_HELP}`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FOLDER_OPTIONS, format: { type: 'string' } }, 'check');
  if (positionals.length > 1) throw new CommandError('One folder at a time. See `runfolio check --help`.', 2);
  const form = FORMS[values.format ?? 'text'];
  if (form === undefined) throw new CommandError(`--format ${values.format} is not known; there are ${Object.keys(FORMS).join(', ')}.`, 2);
  const options = folderArguments(positionals[0], values, io);
  const progress = progressOf(io, options.quiet || !io.tty);
  const loaded = await load(options, progress.say);
  const prose = readProseAndJournals(loaded, '/');
  const opening = await openLoaded(loaded, prose);
  const curves = openMemory<readonly HealthEvent[]>(path.join(options.cache, 'curves.jsonl'), options.fingerprint);
  const health = healthSource(loaded.columns, curves);
  const shown = loaded.projects.flatMap(({ project, runs }) => curveDiagnostics(runs, directionsOf(project, runs), health));
  curves.keep();
  const variants = loadedOverviews(loaded).flatMap((view) => variantDiagnostics(view));
  progress.end();
  loaded.close();
  const diagnostics = told([...loaded.diagnostics, ...prose.diagnostics, ...opening.diagnostics, ...shown, ...variants]).sort(byPlace);
  io.out(form(diagnostics));
  return exitCode(diagnostics, options.allowDamage);
}

/** By file, then by where in it. */
function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [x, y] = [a.place, b.place];
  return order(x.path, y.path) || (x.line ?? 0) - (y.line ?? 0) || (x.offset ?? 0) - (y.offset ?? 0) || order(a.code, b.code);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function record(found: Diagnostic): object {
  const { path, offset, line, column } = found.place;
  const { message, kept } = words(found);
  return { code: found.code, severity: severity(found), path, offset, line, column, run: found.run, message, kept };
}

/** A workflow command; its syntax reserves a few characters. */
function annotation(found: Diagnostic): string {
  const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const level = { error: 'error', warning: 'warning', note: 'notice' }[severity(found)];
  const { path, line, column } = found.place;
  const where = [`file=${property(path)}`, line === undefined ? '' : `line=${line}`, column === undefined ? '' : `col=${column}`].filter(
    (part) => part !== '',
  );
  return `::${level} ${where.join(',')},title=${property(found.code)}::${escaped(sentence(found))}\n`;
}
