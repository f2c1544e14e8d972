import type { Diagnostic, DiagnosticCode, Severity } from '../../model/diagnostic.ts';
import { SEVERITY } from '../../model/diagnostic.ts';
import { count, counted } from '../../model/number.ts';
import type { Phrase, Piece } from '../../model/report/phrase.ts';
import type { Part } from '../../model/report/run.ts';
import { shorten } from '../../model/visible.ts';
import { mayHoldAll, partsIn } from './run-files.ts';

/** What of the record of a run cannot be read. */
export interface Damage {
  readonly severity: Severity;
  /** `the W&B log is damaged in 5 places (1,217 bytes); wandb-metadata.json is damaged in 1 place`, without a full stop. */
  readonly text: Phrase;
  /** Of that what a part that is there may lack something by; null where it is whole. */
  partly(part: Part['part']): Phrase | null;
  /** Of that what a part that is not there may have been in, or, of null, what only logs and databases hold. */
  lost(part: Part['part'] | null): Phrase | null;
}

type Loss = 'damaged' | 'values' | 'unread' | 'empty' | 'pointer' | 'cut' | 'missing';

const LOSSES: Readonly<Partial<Record<DiagnosticCode, Loss>>> = {
  'bad-checksum': 'damaged',
  'damaged-bytes': 'damaged',
  'undecodable-record': 'damaged',
  'bad-line': 'damaged',
  'bad-value': 'values',
  'unreadable-file': 'unread',
  'unreadable-folder': 'unread',
  'not-a-plain-file': 'unread',
  'outside-folder': 'unread',
  'file-too-large': 'unread',
  'changed-while-reading': 'unread',
  'not-this-format': 'unread',
  'unsupported-version': 'unread',
  'reader-failed': 'unread',
  'empty-file': 'empty',
  'lfs-pointer': 'pointer',
  'limit-reached': 'cut',
  'missing-metadata': 'missing',
};

/** Files that a sentence names. */
const NAMED = 3;

/** Whether something of a record is lost. A torn end is no loss: runs that are stopped leave one. */
function isLoss({ code }: Diagnostic): boolean {
  return LOSSES[code] !== undefined;
}

function concerns({ place }: Diagnostic, part: Part['part']): boolean {
  return partsIn(place.path).includes(part);
}

/** Whether metrics may have been in what a diagnostic tells to be lost. */
export function losesMetrics(diagnostic: Diagnostic): boolean {
  return isLoss(diagnostic) && (mayHoldAll(diagnostic.place.path) || concerns(diagnostic, 'Metrics'));
}

/** What the diagnostics of one run say of what is lost; null where nothing is. */
export function damageOf(diagnostics: readonly Diagnostic[]): Damage | null {
  const found = diagnostics.filter(isLoss);
  if (found.length === 0) return null;
  const those = (which: (diagnostic: Diagnostic) => boolean): Phrase | null => {
    const some = found.filter(which);
    return some.length === 0 ? null : textOf(some);
  };
  return {
    severity: found.some(({ code }) => SEVERITY[code] === 'error') ? 'error' : 'warning',
    text: textOf(found),
    partly: (part) => those((one) => concerns(one, part)),
    lost: (part) => those((one) => mayHoldAll(one.place.path) || (part !== null && concerns(one, part))),
  };
}

function textOf(found: readonly Diagnostic[]): Phrase {
  const files = [...Map.groupBy(found, subjectOf)];
  const text = files.slice(0, NAMED).flatMap(([subject, list], i): Piece[] => {
    const start = `${i > 0 ? '; ' : ''}${FILE.test(subject) ? '' : 'the '}`;
    return PLAIN.test(subject) ? [`${start}${subject} ${said(list)}`] : [start, { code: subject }, ` ${said(list)}`];
  });
  const more = files.length - NAMED;
  return more > 0 ? [...text, `; and ${counted(more, 'file')} more`] : text;
}

const FILE = /\.\w+$/;
/** Words of ours, or as harmless. */
const PLAIN = /^[A-Za-z &]+$/;

/** What the sentence is of: `W&B log`, or the name of a file. */
function subjectOf({ args, place }: Diagnostic): string {
  return shorten('format' in args ? args.format : place.path.slice(place.path.lastIndexOf('/') + 1), 80);
}

function said(list: readonly Diagnostic[]): string {
  const losses = Map.groupBy(list, ({ code }) => LOSSES[code] as Loss);
  return [...losses]
    .map(([loss, same]) =>
      WORDS[loss](
        same.length,
        same.reduce((sum, one) => sum + bytesOf(one), 0),
      ),
    )
    .join(' and ');
}

const WORDS: Readonly<Record<Loss, (n: number, bytes: number) => string>> = {
  damaged: (n, bytes) => `is damaged in ${counted(n, 'place')}${bytes > 0 ? ` (${count(bytes)} bytes)` : ''}`,
  values: (n) => `has ${counted(n, 'value')} that cannot be read`,
  unread: () => 'cannot be read',
  empty: () => 'is empty',
  pointer: () => 'is a Git LFS pointer',
  cut: () => 'is read in part',
  missing: () => 'is missing or incomplete',
};

function bytesOf({ code, args }: Diagnostic): number {
  return (code === 'bad-checksum' || code === 'damaged-bytes') && 'bytes' in args ? args.bytes : 0;
}
