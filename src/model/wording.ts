import { CURVE_WORDING } from './curve-wording.ts';
import { type Diagnostic, type DiagnosticArgs, type DiagnosticCode, SEVERITY, type Severity } from './diagnostic.ts';
import { counted } from './number.ts';

/** What happened, what was kept, what to do. */
export interface Words {
  readonly message: string;
  readonly kept: string;
  readonly action: string;
}

type Wording = { readonly [C in DiagnosticCode]: (args: DiagnosticArgs[C]) => Words };

const WORDING: Wording = {
  'unreadable-file': (a) => ({
    message: `The file could not be read: ${a.reason}`,
    kept: 'everything else',
    action: 'Check its permissions, then build again.',
  }),
  'unreadable-folder': (a) => ({
    message: `The folder could not be listed: ${a.reason}`,
    kept: 'everything outside it',
    action: 'Check its permissions, then build again.',
  }),
  'not-a-plain-file': (a) => ({
    message: `A ${a.kind} is not opened`,
    kept: 'everything else',
    action: 'Replace it by a plain file if it holds data.',
  }),
  'outside-folder': (a) => ({
    message: `The path leads out of the folder (${a.target}) and is not opened`,
    kept: 'everything else',
    action: 'Copy the data into the folder, or name it under `archives:`.',
  }),
  'lfs-pointer': (a) => ({
    message: `A Git LFS pointer stands here; the data (${a.size} bytes) is not present`,
    kept: 'everything else',
    action: 'Run `git lfs pull`, then build again.',
  }),
  'file-too-large': (a) => ({
    message: `The file has ${a.bytes} bytes, more than the ${a.limit} that are read at once`,
    kept: 'everything else',
    action: 'Split or shorten the file.',
  }),
  'empty-file': (a) => ({
    message: `The ${a.format} is empty`,
    kept: 'what other files say of the run',
    action: 'Nothing to do if the run was stopped at its start.',
  }),
  'text-encoding': (a) => ({
    message: `The text is not UTF-8 and was read as ${a.encoding}${a.replaced > 0 ? `; ${counted(a.replaced, 'byte')} could not be read` : ''}`,
    kept: 'the whole text',
    action: 'Save the file as UTF-8.',
  }),
  'changed-while-reading': () => ({
    message: 'The file changed while it was read',
    kept: 'what was read',
    action: 'Build again when nothing writes to it.',
  }),
  'not-this-format': (a) => ({
    message: `Not a ${a.format} (found ${a.found})`,
    kept: 'nothing of this file',
    action: 'Check how the file came here.',
  }),
  'unsupported-version': (a) => ({
    message: `${a.format} version ${a.version} is not known; ${a.supported} can be read`,
    kept: 'nothing of this file',
    action: 'Use a newer Runfolio, or tell us.',
  }),
  'torn-tail': (a) => ({
    message: `The ${a.format} ends in the middle of a record (${counted(a.bytes, 'byte')})`,
    kept: 'all records before it',
    action: 'Normal for a run that was stopped or still goes on.',
  }),
  'bad-checksum': (a) => ({
    message: `${a.what} of the ${a.format} fails its checksum; ${counted(a.bytes, 'byte')} skipped`,
    kept: 'every intact record before and after',
    action: 'Restore the file from its first commit.',
  }),
  'damaged-bytes': (a) => ({
    message: `${a.what} of the ${a.format} cannot be read; ${counted(a.bytes, 'byte')} skipped`,
    kept: 'every intact record before and after',
    action: 'Restore the file from its first commit.',
  }),
  'undecodable-record': (a) => ({
    message: `A record of the ${a.format} cannot be decoded: ${a.what}`,
    kept: 'all other records',
    action: 'Restore the file, or tell us if its writer is newer than this reader.',
  }),
  'write-ahead-log': (a) => ({
    message: `The database was in write-ahead mode: ${a.state}`,
    kept: 'all committed rows that are here',
    action: 'Commit the `-wal` file too, or checkpoint the database before committing.',
  }),
  'limit-reached': (a) => ({
    message: `More than ${a.limit} ${a.what}`,
    kept: `the first ${a.limit}`,
    action: 'Split the archive if the rest matters.',
  }),
  'bad-line': (a) => ({
    message: `A line of the ${a.format} cannot be read: ${a.what}`,
    kept: 'all other lines',
    action: 'Mend or remove the line.',
  }),
  'bad-value': (a) => ({
    message: `${a.key} of the ${a.format} is “${a.text}”, not ${a.wanted}`,
    kept: 'everything else of the record',
    action: 'Mend the value.',
  }),
  'duplicate-key': (a) => ({
    message: `The key ${a.key} stands twice; the last one counts`,
    kept: 'the last value',
    action: 'Remove one.',
  }),
  'unsafe-yaml-tag': (a) => ({
    message: `The tag ${a.tag} names an object of a program; its plain content is shown, nothing is constructed`,
    kept: 'the content',
    action: 'Nothing to do.',
  }),
  'missing-metadata': (a) => ({
    message: `${a.what} is missing or empty`,
    kept: 'what other files say',
    action: 'Restore the file if it was there once.',
  }),
  'no-exit-record': () => ({
    message: 'The run has no exit record; its status is unknown',
    kept: 'the whole run',
    action: 'Nothing to do.',
  }),
  'experiment-mismatch': (a) => ({
    message: `The run says that it belongs to experiment ${a.recorded}, but lies in ${a.found}`,
    kept: 'the run, under the experiment it lies in',
    action: 'Nothing to do if the folder was copied on purpose.',
  }),
  'empty-name': (a) => ({
    message: 'A key of the record is the empty text',
    kept: `its values, under the name ${a.shown}`,
    action: 'Nothing to do, or give the value a name where it is logged.',
  }),
  'integer-precision': (a) => ({
    message: `${a.what} is an integer beyond 2^53; a series cannot hold all its digits`,
    kept: 'the nearest number',
    action: 'Nothing to do.',
  }),
  'steps-counted': (a) => ({
    message: `${counted(a.rows, 'row')} of the history ${a.rows === 1 ? 'names' : 'name'} no step; the number of the row stands for it`,
    kept: 'every row',
    action: 'Nothing to do.',
  }),
  'points-put-aside': (a) => ({
    message: `${counted(a.count, 'point')} of ${a.series} put aside by the tracker's rule: ${a.rule}`,
    kept: 'all points in the export; charts show the rest',
    action: 'Nothing to do.',
  }),
  'path-refused': (a) => ({
    message: `The record names the path “${a.path}”, which is not opened: ${a.reason}`,
    kept: 'the name as text',
    action: 'Nothing to do.',
  }),
  'reader-failed': (a) => ({
    message: `The ${a.reader} reader stopped: ${a.reason}`,
    kept: 'what it had read before, and all other runs',
    action: 'This is a fault of Runfolio: please report it.',
  }),
  'same-id-different-content': (a) => ({
    message: `The id ${a.id} is recorded by runs of different content: ${a.paths}`,
    kept: 'both, with a suffix',
    action: 'Rename one of them if they are different runs.',
  }),
  'rank-duplicate': (a) => ({
    message: `${a.count} runs look like processes of one training that all logged: ${a.runs}`,
    kept: 'each as a run of its own',
    action: 'Log from rank 0 only.',
  }),
  'resume-overlap': (a) => ({
    message: `${a.series} has ${counted(a.steps, 'step')} logged before and after a resume; the later ones count`,
    kept: 'all points in the export',
    action: 'Nothing to do.',
  }),
  'secret-held-back': (a) => ({
    message: `What looks like a credential (${a.kind}) stands in \`${a.field}\` and is held back from the site`,
    kept: 'everything else of the field',
    action: 'Make it invalid where it was issued: the archive itself still holds it.',
  }),
  'unknown-key': (a) => ({
    message: `The key \`${a.key}\` is not known${a.nearest === '' ? '' : `; did you mean \`${a.nearest}\`?`}`,
    kept: 'nothing was built',
    action: 'Correct the key.',
  }),
  'invalid-key': (a) => ({ message: `\`${a.key}\`: ${a.reason}`, kept: 'nothing was built', action: 'Correct the value.' }),
  'invalid-yaml': (a) => ({ message: `The file is not valid YAML: ${a.reason}`, kept: 'nothing of it', action: 'Mend the file.' }),
  'reserved-slug': (a) => ({
    message: `A project cannot have the address “${a.slug}”; it has “${a.used}”`,
    kept: 'the project',
    action: 'Rename the folder if the address matters.',
  }),
  'unclear-query': (a) => ({
    message: `The query \`${a.query}\`: ${a.reason}`,
    kept: 'every run that this term would have matched stays unmatched',
    action: 'Correct the key or the value.',
  }),
  'runs-excluded': (a) => ({
    message: `${counted(a.count, 'run')} left out by \`exclude: ${a.query}\``,
    kept: 'listed here, counted nowhere else',
    action: 'Nothing to do.',
  }),
  'query-finds-nothing': (a) => ({
    message: `\`${a.key}: ${a.query}\` finds no run`,
    kept: 'everything else',
    action: 'Correct the query, or remove it if the runs are gone.',
  }),
  'seed-not-wired': (a) => ({
    message: `Runs of ${a.variant} with different seeds have the very same ${a.metric}, point for point`,
    kept: 'every run counts',
    action: 'Check that the seed reaches the training; until then their spread says nothing.',
  }),
  'repeated-seed': (a) => ({
    message: `${counted(a.count, 'run')} of “${a.variant}” ${a.count === 1 ? 'repeats' : 'repeat'} a seed: ${a.runs}`,
    kept: 'all; of each seed the latest complete run counts',
    action: 'Nothing to do if they were repeated on purpose.',
  }),
  'variant-merges': (a) => ({
    message: `The variant ${a.variant} takes in runs that differ in ${a.keys}`,
    kept: 'all of them, as one variant',
    action: 'Narrow its query if they are not the same.',
  }),
  'markdown-dropped': (a) => ({
    message: `${a.what} is not allowed in a journal and was left out`,
    kept: 'the text around it',
    action: 'Write it as markdown.',
  }),
  'link-dropped': (a) => ({
    message: `The link to “${a.target}” ${a.reason}`,
    kept: 'its words',
    action: 'Link a page of the site, a run or a web address.',
  }),
  'anchor-dropped': (a) => ({
    message: `The link to “${a.target}” names a place that its page does not have`,
    kept: 'the link, to the top of the page',
    action: 'Correct what stands behind the `#`, or leave it out.',
  }),
  'image-dropped': (a) => ({
    message: `The image “${a.target}” ${a.reason}`,
    kept: 'its description',
    action: 'Put the image into the folder as PNG, JPEG, WebP, GIF or AVIF and name it by its relative path.',
  }),
  'commit-not-found': (a) => ({
    message: `The commit ${a.commit} is not in ${a.where}`,
    kept: 'the hash as text',
    action: 'Name the repository or a bundle under `code:`.',
  }),
  'git-unavailable': (a) => ({
    message: `Git could not be asked: ${a.reason}`,
    kept: 'the site without commits',
    action: 'Install git, or build inside the repository.',
  }),
  ...CURVE_WORDING,
};

/** The message has no stop at its end: reasons that others worded may bring their own, and line ends. */
export function words(diagnostic: Diagnostic): Words {
  const word = WORDING[diagnostic.code] as (args: unknown) => Words;
  const { message, kept, action } = word(diagnostic.args);
  return { message: message.replace(/\s*[\r\n]\s*/g, ' ').replace(/[.\s]+$/, ''), kept, action };
}

export function severity(diagnostic: Diagnostic): Severity {
  return SEVERITY[diagnostic.code];
}

/** `path`, `path:line:column` or `path@offset`. */
export function placeText(diagnostic: Diagnostic): string {
  const { path, line, column, offset } = diagnostic.place;
  if (line !== undefined) return `${path}:${line}${column === undefined ? '' : `:${column}`}`;
  return offset === undefined ? path : `${path}:${offset}`;
}

/** The one sentence that terminal, checks page and pull request share. */
export function sentence(diagnostic: Diagnostic): string {
  const { message, kept, action } = words(diagnostic);
  return `${closed(message)} Kept: ${kept}. ${action}`;
}

/** A message with its stop, unless it ends as a question. */
export function closed(message: string): string {
  return /[?!]$/.test(message) ? message : `${message}.`;
}
