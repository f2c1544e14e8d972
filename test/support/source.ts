import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** POSIX, relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

/** Files below a folder of the repository whose names match, sorted; fixtures are left out. */
export function sourceFiles(folder: string, name = /\.(ts|js|astro)$/): SourceFile[] {
  const top = path.join(ROOT, folder);
  if (!fs.existsSync(top)) return [];
  return fs
    .readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.startsWith('test/fixtures/'))
    .sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(ROOT, file), 'utf8') }));
}

/** Static, dynamic and re-exporting imports, also those in the front matter and the scripts of an Astro file. */
export function importsOf(file: SourceFile): Import[] {
  const text = withoutComments(file.text);
  const found: Import[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const { specifier, type } = match.groups as { specifier: string; type?: string };
      const line = text.slice(0, match.index).split('\n').length;
      found.push({ specifier, line, typeOnly: type !== undefined });
    }
  }
  return found;
}

const PATTERNS = [
  /(?<=^|[;\n>])[ \t]*(?:import|export)\s+(?<type>type\s+)?(?:[\w$*{][^'"`;]*?\sfrom\s*)?['"](?<specifier>[^'"\n]+)['"]/g,
  /\bimport\(\s*['"`](?<specifier>[^'"`\n]+)['"`]/g,
  /<(?:script|link|img)\b[^>]*?\s(?:src|href)="(?<specifier>\.[^"]+)"/g,
];

/** Blanks comments, so that an example in one is no import. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}
