import { getSystemErrorName } from 'node:util';

/** Why a site was not put in place, in words for the user, with the exit code of the README's table. */
export class SiteError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** Faults of the surroundings: disk, quota, permissions, too many open files. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than allowed',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reports an input/output error',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files on this machine',
  EBUSY: 'the folder is in use, perhaps a mount point',
  EXDEV: 'the folder beside it is on another file system',
  ENOMEM: 'out of memory',
};

/** An error of the file system as exit code 5 with words; any other error as it is. */
export function inWords(error: unknown): unknown {
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    if (link instanceof SiteError) return link;
    const { path, syscall } = link as NodeJS.ErrnoException;
    const reason = SURROUNDINGS[codeOf(link)];
    if (reason === undefined) continue;
    const where = path === undefined ? '' : ` (${syscall ?? 'open'} ${path})`;
    return new SiteError(`The site could not be written: ${reason}${where}. The previous site is untouched.`, 5, error);
  }
  return error;
}

/** Node has a code; the bundler, which is written in Rust, has `(os error 28)` in its words. */
function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && code in SURROUNDINGS) return code;
  const number = /\(os error (\d+)\)/.exec(error.message)?.[1];
  return number === undefined ? '' : getSystemErrorName(-Number(number));
}
