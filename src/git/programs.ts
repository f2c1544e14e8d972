import { git, type Repository } from './command.ts';

const PROGRAM = /^filter\..*\.(?:clean|smudge|process|required)$/is;
const LFS: Readonly<Record<string, string>> = {
  'filter.lfs.clean': 'git-lfs clean -- %f',
  'filter.lfs.smudge': 'git-lfs smudge -- %f',
  'filter.lfs.process': 'git-lfs filter-process',
  'filter.lfs.required': 'true',
};

/**
 * Keys of the repository's own configuration that name programs which git would run over files of the work tree. Git LFS as
 * it installs itself is left alone. null: the configuration cannot be emptied from outside (a key with `=` in its name).
 */
export async function ownFilters(repository: Repository): Promise<readonly string[] | null> {
  const { text } = await git(repository, { words: ['config', '--list', '--show-scope', '-z'] });
  const fields = text.split('\0');
  const keys = new Set<string>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const scope = fields[at] as string;
    const entry = fields[at + 1] as string;
    const cut = entry.indexOf('\n');
    const key = cut < 0 ? entry : entry.slice(0, cut);
    const value = cut < 0 ? '' : entry.slice(cut + 1);
    if ((scope === 'local' || scope === 'worktree') && PROGRAM.test(key) && LFS[key] !== value) keys.add(key);
  }
  return [...keys].some((key) => /[=\n]/.test(key)) ? null : [...keys].sort();
}
