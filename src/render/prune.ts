import fs from 'node:fs';
import path from 'node:path';

/** Pictures of some thousand charts. */
export const CHART_CACHE_BYTES = 100_000_000;

/**
 * Brings the kept pictures of charts below `limit` bytes: those that were not asked for (`used`, by path) go, the oldest
 * first; those that were stay, however many they are.
 */
export function pruneCharts(folder: string, used: ReadonlySet<string>, limit: number = CHART_CACHE_BYTES): void {
  if (!fs.existsSync(folder)) return;
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const { size, mtimeMs } = fs.statSync(file);
    return { file, size, mtimeMs };
  });
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  files.sort((a, b) => a.mtimeMs - b.mtimeMs || (a.file < b.file ? -1 : 1));
  for (const { file, size } of files) {
    if (bytes <= limit) return;
    if (used.has(file)) continue;
    fs.rmSync(file, { force: true });
    bytes -= size;
  }
}
