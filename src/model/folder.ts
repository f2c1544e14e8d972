import type { Value } from './value.ts';

/** One file of the user's folder. Paths are POSIX and relative to the folder. */
export interface FileEntry {
  readonly path: string;
  /** The folder that holds it, `''` for the top. */
  readonly dir: string;
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  /** When its content, name or permissions last changed, where the file system says it. */
  readonly ctimeMs?: number;
}

/** Everything below a folder, listed once; sorted by path in code unit order. Links, pipes and devices are not in it. */
export interface DirectoryIndex {
  readonly files: readonly FileEntry[];
  /** Every folder that holds a file somewhere below, sorted; `''` is the top. */
  readonly dirs: readonly string[];
  file(path: string): FileEntry | undefined;
  /** Files directly in `dir`. */
  inside(dir: string): readonly FileEntry[];
  /** Files anywhere below `dir`. */
  below(dir: string): readonly FileEntry[];
  /** Folders directly in `dir`, as full paths. */
  children(dir: string): readonly string[];
}

/** Random access to bytes. `read` gives fewer bytes than asked for only at the end; the array may be reused by no one. */
export interface Bytes {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

/**
 * The one door to the user's files. It opens nothing outside the folder, no link and nothing that is not a plain file.
 * Where a file cannot be had (gone, unreadable, a Git LFS pointer), the door itself reports the diagnostic and gives null:
 * a reader goes on with the rest.
 */
export interface Files {
  /** Windowed access, for what may be large. */
  bytes(path: string): Bytes | null;
  /** The whole file; null and a diagnostic above `limit` bytes (default 256 MiB). */
  read(path: string, limit?: number): Uint8Array | null;
  /** The whole file as text: byte order marks and UTF-16 understood, other encodings read as Latin-1 and noted. */
  text(path: string, limit?: number): string | null;
  /** Hash of the content, in hex. */
  sha256(path: string): string | null;
}

export type { Value };
