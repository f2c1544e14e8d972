/** A remote as people may see it: without user, password, token or query; null for what names no host. */
export function cleanRemote(remote: string): string | null {
  const text = remote.trim();
  const short = /^(?:[^@/\s:]+@)?([a-z0-9][a-z0-9.-]*):(?!\/\/)(?:\d+\/)?([\w./~+-]+)$/i.exec(text);
  if (short !== null && short[1] !== undefined && short[1].length > 1)
    return `ssh://${short[1].toLowerCase()}/${(short[2] ?? '').replace(/^\/+/, '')}`;
  if (!/^(?:https?|ssh|git):\/\//i.test(text)) return null;
  try {
    const { protocol, host, pathname } = new URL(text);
    return host === '' ? null : `${protocol}//${host}${pathname}`;
  } catch {
    return null;
  }
}

type Form = (repository: string, hash: string) => string;

const COMMIT: Form = (repository, hash) => `${repository}/commit/${hash}`;
const GITLAB: Form = (repository, hash) => `${repository}/-/commit/${hash}`;
const BITBUCKET: Form = (repository, hash) => `${repository}/commits/${hash}`;

const FORMS: readonly (readonly [host: RegExp, form: Form])[] = [
  [/^github\.com$|^github\./, COMMIT],
  [/^gitlab\.com$|^gitlab\./, GITLAB],
  [/^bitbucket\.org$/, BITBUCKET],
  [/^codeberg\.org$|^(?:gitea|forgejo|codeberg)\.|^git\.sr\.ht$/, COMMIT],
];

/** Address of a commit at a host whose addresses are known, always https; null elsewhere. */
export function commitAddress(remote: string, hash: string): string | null {
  const clean = cleanRemote(remote);
  if (clean === null || clean.startsWith('http:') || !/^[0-9a-f]{7,64}$/.test(hash)) return null;
  const { hostname, pathname } = new URL(clean.replace(/^(?:ssh|git):/, 'https:'));
  const repository = pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  const form = FORMS.find(([host]) => host.test(hostname))?.[1];
  if (form === undefined || !/^(?:\/[\w.~+-]+){2,}$/.test(repository)) return null;
  return form(`https://${hostname}${repository}`, hash);
}
