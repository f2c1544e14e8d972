import fs from 'node:fs';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.tex': 'application/x-tex; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.parquet': 'application/vnd.apache.parquet',
  '.zip': 'application/zip',
};

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly content: Buffer;
  readonly location?: string;
}

/** What a static host answers: `index.html` for a folder, its address with a slash where that is missing, else `404.html`. */
export function replyOf(root: string, base: string, method: string, url: string): Reply {
  const pathname = url.replace(/[?#].*$/s, '');
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET and HEAD.');
  if (base !== '/' && (pathname === '/' || `${pathname}/` === base)) return redirect(base);
  const place = pathname.startsWith(base) ? fileOf(root, pathname.slice(base.length)) : null;
  if (place === 'folder') return redirect(`${pathname}/`);
  const found = place === null ? null : fileReply(200, place);
  return found ?? fileReply(404, path.join(root, '404.html')) ?? plain(404, 'Not found.');
}

/** The file behind an address; null where there is none inside the site, and where the address is not plain. */
function fileOf(root: string, rest: string): string | 'folder' | null {
  try {
    const decoded = decodeURIComponent(rest);
    if (decoded.includes('\\') || decoded.split('/').some((part) => part === '..')) return null;
    const asked = decoded === '' || decoded.endsWith('/') ? `${decoded}index.html` : decoded;
    const real = fs.realpathSync(path.join(root, asked));
    if (!real.startsWith(fs.realpathSync(root) + path.sep)) return null;
    const stat = fs.statSync(real);
    return stat.isDirectory() ? 'folder' : stat.isFile() ? real : null;
  } catch {
    return null;
  }
}

function fileReply(status: number, file: string): Reply | null {
  try {
    return { status, type: TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream', content: fs.readFileSync(file) };
  } catch {
    return null;
  }
}

/** Two slashes at the start would name another host. */
function redirect(to: string): Reply {
  return { ...plain(302, ''), location: to.replace(/^\/+/, '/') };
}

function plain(status: number, words: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', content: Buffer.from(words) };
}
