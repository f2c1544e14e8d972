import { CURVE_SEVERITY, type CurveArgs } from './curve-diagnostic.ts';

/**
 * Something that the reader, checks or verification have to say, as data; `wording.ts` words it.
 * `error`: something was damaged or refused (exit code 3). `warning`: worth a look. `note`: normal, said for completeness.
 */
export type Severity = 'error' | 'warning' | 'note';

export interface Place {
  /** POSIX, relative to the folder. */
  readonly path: string;
  /** Bytes from the start of the file. */
  readonly offset?: number;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

/** Code → what the sentence needs. A new code goes here, in `SEVERITY` and in `wording.ts`; the compiler asks for all three. */
export interface DiagnosticArgs extends CurveArgs {
  // Files
  'unreadable-file': { reason: string };
  'unreadable-folder': { reason: string };
  'not-a-plain-file': { kind: string };
  'outside-folder': { target: string };
  'lfs-pointer': { size: string };
  'file-too-large': { bytes: number; limit: number };
  'empty-file': { format: string };
  'text-encoding': { encoding: string; replaced: number };
  'changed-while-reading': Record<never, never>;
  // Containers
  'not-this-format': { format: string; found: string };
  'unsupported-version': { format: string; version: string; supported: string };
  'torn-tail': { format: string; bytes: number };
  'bad-checksum': { format: string; what: string; bytes: number };
  'damaged-bytes': { format: string; what: string; bytes: number };
  'undecodable-record': { format: string; what: string };
  'write-ahead-log': { state: string };
  'limit-reached': { what: string; limit: number };
  // Text formats
  'bad-line': { format: string; what: string };
  'bad-value': { format: string; key: string; text: string; wanted: string };
  'duplicate-key': { key: string };
  'unsafe-yaml-tag': { tag: string };
  // Records
  'missing-metadata': { what: string };
  'no-exit-record': Record<never, never>;
  'experiment-mismatch': { recorded: string; found: string };
  'integer-precision': { what: string };
  'empty-name': { shown: string };
  'steps-counted': { rows: number };
  'points-put-aside': { series: string; count: number; rule: string };
  'path-refused': { path: string; reason: string };
  'reader-failed': { reader: string; reason: string };
  // Joining
  'same-id-different-content': { id: string; paths: string };
  'rank-duplicate': { runs: string; count: number };
  'resume-overlap': { series: string; steps: number };
  // Publishing
  'secret-held-back': { field: string; kind: string };
  // Configuration and journal
  'unknown-key': { key: string; nearest: string };
  'invalid-key': { key: string; reason: string };
  'invalid-yaml': { reason: string };
  'reserved-slug': { slug: string; used: string };
  'unclear-query': { query: string; reason: string };
  'runs-excluded': { count: number; query: string };
  'query-finds-nothing': { key: string; query: string };
  // Variants
  'seed-not-wired': { variant: string; metric: string };
  'repeated-seed': { variant: string; count: number; runs: string };
  'variant-merges': { variant: string; keys: string };
  // Text
  'markdown-dropped': { what: string };
  'link-dropped': { target: string; reason: string };
  'anchor-dropped': { target: string };
  'image-dropped': { target: string; reason: string };
  // Code
  'commit-not-found': { commit: string; where: string };
  'git-unavailable': { reason: string };
}

export type DiagnosticCode = keyof DiagnosticArgs;

export type Diagnostic = {
  [C in DiagnosticCode]: {
    readonly code: C;
    readonly place: Place;
    readonly args: Readonly<DiagnosticArgs[C]>;
    /** Id of the run, once known. */
    readonly run?: string;
  };
}[DiagnosticCode];

export const SEVERITY: Readonly<Record<DiagnosticCode, Severity>> = {
  'unreadable-file': 'error',
  'unreadable-folder': 'error',
  'not-a-plain-file': 'error',
  'outside-folder': 'error',
  'lfs-pointer': 'warning',
  'file-too-large': 'error',
  'empty-file': 'warning',
  'text-encoding': 'note',
  'changed-while-reading': 'error',
  'not-this-format': 'error',
  'unsupported-version': 'error',
  'torn-tail': 'note',
  'bad-checksum': 'error',
  'damaged-bytes': 'error',
  'undecodable-record': 'error',
  'write-ahead-log': 'warning',
  'limit-reached': 'error',
  'bad-line': 'error',
  'bad-value': 'error',
  'duplicate-key': 'warning',
  'unsafe-yaml-tag': 'note',
  'missing-metadata': 'error',
  'no-exit-record': 'note',
  'experiment-mismatch': 'warning',
  'integer-precision': 'note',
  'empty-name': 'note',
  'steps-counted': 'note',
  'points-put-aside': 'note',
  'path-refused': 'warning',
  'reader-failed': 'error',
  'same-id-different-content': 'error',
  'rank-duplicate': 'warning',
  'resume-overlap': 'note',
  'secret-held-back': 'warning',
  'unknown-key': 'error',
  'invalid-key': 'error',
  'invalid-yaml': 'error',
  'reserved-slug': 'warning',
  'unclear-query': 'warning',
  'runs-excluded': 'note',
  'query-finds-nothing': 'warning',
  'seed-not-wired': 'warning',
  'repeated-seed': 'note',
  'variant-merges': 'note',
  'markdown-dropped': 'note',
  'link-dropped': 'warning',
  'anchor-dropped': 'warning',
  'image-dropped': 'warning',
  'commit-not-found': 'note',
  'git-unavailable': 'warning',
  ...CURVE_SEVERITY,
};

/** Makes a diagnostic; the arguments must be those of its code. */
export function diagnostic<C extends DiagnosticCode>(code: C, place: Place, args: DiagnosticArgs[C]): Diagnostic {
  return { code, place, args } as unknown as Diagnostic;
}

export function isDiagnostic(value: object): value is Diagnostic {
  return 'code' in value && 'place' in value;
}

const CONFIGURATION: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['unknown-key', 'invalid-key', 'invalid-yaml', 'duplicate-key']);

/** A mistake in one of the project's own files: nothing can be built before it is corrected (exit code 2). */
export function isConfigurationFault({ code, place }: Diagnostic): boolean {
  return CONFIGURATION.has(code) && /(^|\/)(site|project|registry)\.yaml$/.test(place.path);
}
