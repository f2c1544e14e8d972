import { readManifest } from '../publish/manifest.ts';
import { serve } from '../publish/serve.ts';
import { CommandError, type Io } from './command.ts';
import { parse, siteFolder } from './folder.ts';

export const help = `runfolio preview [options]

Serves the site that \`runfolio build\` made, on this machine alone, under the path that it was built for.

  --out <dir>      where the site is (default: _site in the current folder)
  --port <number>  default: 4321, or the next one that is free
  --base <path>    another path than the one that the site was built for
`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { out: { type: 'string' }, port: { type: 'string' }, base: { type: 'string' } }, 'preview');
  const root = siteFolder(values.out ?? positionals[0], io);
  const manifest = readManifest(root);
  if (manifest === null)
    throw new CommandError(`There is no site in ${root}. Build one: \`runfolio build --out ${values.out ?? '_site'}\`.`, 2);
  const { port, orNext } = portOf(values.port);
  const serving = await serve(root, { base: slashed(values.base ?? manifest.base), port, orNext });
  io.out(`${serving.url}\n`);
  io.err('Ctrl+C ends it.\n');
  await ended(io.signal);
  await serving.close();
  return 0;
}

export function portOf(text: string | undefined): { port: number; orNext: boolean } {
  if (text === undefined) return { port: 4321, orNext: true };
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new CommandError(`--port ${text} is no port: a number up to 65535 is wanted.`, 2);
  return { port, orNext: false };
}

export function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function slashed(base: string): string {
  const trimmed = base.replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '/' : `/${trimmed}/`;
}
