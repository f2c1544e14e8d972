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

/** Hosts whose addresses of a change between two commits are known. */
const RANGES: readonly (readonly [host: RegExp, range: string])[] = [
  [/^github\.com$|^github\./, '/compare/{from}...{to}'],
  [/^gitlab\.com$|^gitlab\./, '/-/compare/{from}...{to}'],
  [/^codeberg\.org$|^(?:gitea|forgejo|codeberg)\./, '/compare/{from}...{to}'],
];

/** Address of a commit at a host whose addresses are known, always https; null elsewhere. */
export function commitAddress(remote: string, hash: string): string | null {
  const place = placeOf(remote);
  const form = place === null ? undefined : FORMS.find(([host]) => host.test(place.hostname))?.[1];
  return place === null || form === undefined || !/^[0-9a-f]{7,64}$/.test(hash) ? null : form(place.repository, hash);
}

/** Address of a change with `{from}` and `{to}` where the commits stand; null where the host's addresses are not known. */
export function rangeAddress(remote: string): string | null {
  const place = placeOf(remote);
  const range = place === null ? undefined : RANGES.find(([host]) => host.test(place.hostname))?.[1];
  return place === null || range === undefined ? null : place.repository + range;
}

function placeOf(remote: string): { readonly hostname: string; readonly repository: string } | null {
  const clean = cleanRemote(remote);
  if (clean === null || clean.startsWith('http:')) return null;
  const { hostname, pathname } = new URL(clean.replace(/^(?:ssh|git):/, 'https:'));
  const repository = pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return /^(?:\/[\w.~+-]+){2,}$/.test(repository) ? { hostname, repository: `https://${hostname}${repository}` } : null;
}
