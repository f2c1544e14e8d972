import fs from 'node:fs';
import path from 'node:path';
import { sha256 } from '../model/hash.ts';

const home = path.resolve(import.meta.dirname, '..');

/** The package's version. */
export function version(): string {
  const text = fs.readFileSync(path.resolve(home, '../package.json'), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

/** Changes whenever the same archives could be read otherwise: the version and the code of readers, formats and detectors. */
export function readingFingerprint(): string {
  const parts = [version(), process.version];
  for (const folder of ['formats', 'readers', 'store', 'model', 'analysis/health']) {
    for (const entry of fs.readdirSync(path.join(home, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      parts.push(`${path.relative(home, file)} ${sha256(fs.readFileSync(file))}`);
    }
  }
  return sha256(parts.sort().join('\n'));
}
