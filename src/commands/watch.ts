import fs from 'node:fs';
import path from 'node:path';

const QUIET_MS = 250;
const POLL_MS = 2000;

/**
 * Calls `changed` whenever files below a folder change, once they have been quiet for a moment, never twice at once.
 * Where the system cannot watch so many folders, the tree is looked through every two seconds.
 */
export function watchFolder(folder: string, ignored: readonly string[], changed: () => Promise<void>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const work = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await changed();
    } while (again);
    running = false;
  };
  const notice = (name: string | null) => {
    const place = path.resolve(folder, name ?? '');
    if (ignored.some((skip) => place === skip || place.startsWith(skip + path.sep))) return;
    clearTimeout(timer);
    timer = setTimeout(work, QUIET_MS);
  };
  const source = systemWatch(folder, notice);
  return {
    close() {
      clearTimeout(timer);
      source.close();
    },
  };
}

function systemWatch(folder: string, notice: (name: string | null) => void): { close(): void } {
  let current: { close(): void };
  try {
    const watcher = fs.watch(folder, { recursive: true }, (_event, name) => notice(name));
    watcher.on('error', () => {
      watcher.close();
      current = poll(folder, notice);
    });
    current = watcher;
  } catch {
    current = poll(folder, notice);
  }
  return { close: () => current.close() };
}

function poll(folder: string, notice: (name: string | null) => void): { close(): void } {
  let known = stamps(folder);
  const timer = setInterval(() => {
    const now = stamps(folder);
    for (const [name, stamp] of now) if (known.get(name) !== stamp) notice(name);
    for (const name of known.keys()) if (!now.has(name)) notice(name);
    known = now;
  }, POLL_MS);
  return { close: () => clearInterval(timer) };
}

function stamps(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = path.join(entry.parentPath, entry.name);
    const stat = fs.statSync(place, { throwIfNoEntry: false });
    if (stat !== undefined) found.set(path.relative(folder, place), `${stat.size} ${stat.mtimeMs}`);
  }
  return found;
}
