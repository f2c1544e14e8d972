import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type Environment, git, type Repository } from './command.ts';

const LIMIT = 1024 * 1024 * 1024;
const HEAD = /^([0-9a-f]{40}|[0-9a-f]{64}) \S/;

/**
 * Unpacks a git bundle into a bare repository in the cache, once for each content. The repository appears under its name
 * only when it is whole. Rejects where the file is no bundle that stands alone.
 */
export async function unpackBundle(bundle: string, cache: string, environment: Environment): Promise<Repository> {
  const { size } = fs.statSync(bundle);
  if (size > LIMIT) throw new Error(`the bundle has ${size} bytes, more than ${LIMIT}`);
  const bytes = fs.readFileSync(bundle);
  if (!/^# v[23] git bundle\n/.test(bytes.subarray(0, 16).toString('latin1'))) throw new Error('not a bundle');
  const place = path.join(cache, 'git', createHash('sha256').update(bytes).digest('hex'));
  const repository = { folder: place, gitDir: place, environment };
  if (fs.existsSync(place)) return repository;
  const part = `${place}.part`;
  fs.rmSync(part, { recursive: true, force: true });
  fs.mkdirSync(part, { recursive: true });
  const draft = { folder: part, gitDir: part, environment };
  const format = /@object-format=sha256/.test(bytes.subarray(0, 200).toString('latin1')) ? ['--object-format=sha256'] : [];
  await git(draft, { words: ['init', '--quiet', '--bare', ...format] });
  const { text } = await git(draft, { words: ['bundle', 'unbundle', path.resolve(bundle)] });
  const heads = text.split('\n').flatMap((line) => HEAD.exec(line)?.[1] ?? []);
  for (const [number, hash] of [...new Set(heads)].entries())
    await git(draft, { words: ['update-ref', '--no-deref', `refs/bundle/${number}`, hash] });
  fs.renameSync(part, place);
  return repository;
}
