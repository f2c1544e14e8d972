import { spawn } from 'node:child_process';
import fs from 'node:fs';
import type http from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { serve } from '../publish/serve.ts';
import type { Io } from './command.ts';
import { FOLDER_HELP, FOLDER_OPTIONS, folderArguments, parse } from './folder.ts';
import { ended, portOf } from './preview.ts';
import { watchFolder } from './watch.ts';

export const help = `runfolio dev [folder] [options]

Builds the site into the cache, serves it on this machine alone, and builds it again whenever a file of the folder changes;
open pages then load themselves again.

  --port <number>  default: 4321, or the next one that is free
${FOLDER_HELP}`;

const RELOAD = `new EventSource(new URL('changes', import.meta.url)).addEventListener('message', () => location.reload());\n`;
const SCRIPT = '/@runfolio/reload.js';
const CHANGES = '/@runfolio/changes';

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FOLDER_OPTIONS, port: { type: 'string' } }, 'dev');
  const { folder, cache, roots } = folderArguments(positionals[0], values, io);
  const out = path.join(cache, 'dev', 'site');
  const pages = new Set<http.ServerResponse>();
  const build = () =>
    buildOnce([folder, '--quiet', '--cache', cache, '--out', out, '--base', '/', ...roots.flatMap((root) => ['--root', root])], io);
  await build();
  fs.mkdirSync(out, { recursive: true });
  const serving = await serve(out, {
    ...{ base: '/', ...portOf(values.port) },
    before: (request, response) => reloading(request, response, pages),
    page: (html) => html.replace(/<\/body>|$/, (end) => `<script type="module" src="${SCRIPT}"></script>${end}`),
  });
  io.out(`${serving.url}\n`);
  io.err('Watching for changes; Ctrl+C ends it.\n');
  const watching = watchFolder(folder, [cache, path.resolve(folder, '_site'), path.resolve(folder, '.git')], async () => {
    await build();
    for (const page of pages) page.write('data: changed\n\n');
  });
  await ended(io.signal);
  watching.close();
  await serving.close();
  return 0;
}

/** Each build is a process of its own: what it holds in memory goes with it, and its failure leaves the server alone. */
function buildOnce(args: readonly string[], io: Io): Promise<void> {
  const started = performance.now();
  const program = path.resolve(import.meta.dirname, '../runfolio.js');
  const child = spawn(process.execPath, [program, 'build', ...args], { cwd: io.cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const stop = () => child.kill('SIGTERM');
  io.signal.addEventListener('abort', stop, { once: true });
  child.stderr.on('data', (chunk) => io.err(String(chunk)));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      io.signal.removeEventListener('abort', stop);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      io.err(code === 0 ? `Built in ${seconds} s\n` : `The build ended with code ${code} after ${seconds} s; see \`runfolio check\`\n`);
      resolve();
    });
  });
}

/** The script that every page gets while it is watched, and the stream that it listens to. */
function reloading(request: http.IncomingMessage, response: http.ServerResponse, pages: Set<http.ServerResponse>): boolean {
  if (request.url === SCRIPT) response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(RELOAD);
  else if (request.url === CHANGES) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).write(': open\n\n');
    pages.add(response);
    response.on('close', () => pages.delete(response));
  } else return false;
  return true;
}
