import { hashOf } from '../../model/hash.ts';
import { counted } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { identity, show } from '../../model/show.ts';
import { isMap, type Value } from '../../model/value.ts';

/** Equal for runs of the same commit and the same uncommitted change; null where no commit is recorded. */
export function codeOf({ code }: Run): string | null {
  if (code?.commit === undefined) return null;
  const change = code.diff === undefined ? (code.diffSummary?.sha256 ?? (code.dirty === true ? 'dirty' : '')) : hashOf(code.diff);
  return `${code.commit} ${change}`;
}

/** Versions of all data inputs, by name; also where a tracker's tag has the digest. */
export function dataOf({ data, extra }: Run): string | null {
  const inputs = data.flatMap(({ name, digest, version }) => {
    const known = digest ?? version;
    return known === undefined ? [] : [`${name}=${known}`];
  });
  const tags = isMap(extra['tags']) ? extra['tags'] : {};
  const tagged = Object.keys(tags).flatMap((key) =>
    /(^|[._-])data.*(sha|digest|hash|version|md5)/i.test(key) ? [`${key}=${show(tags[key] as Value)}`] : [],
  );
  const all = [...inputs, ...tagged].sort();
  return all.length === 0 ? null : all.join(' ');
}

/** Interpreter, container and packages; null where none is recorded. */
export function environmentOf({ environment }: Run): string | null {
  if (environment === null) return null;
  const { python, container, packages } = environment;
  if (python === undefined && container === undefined && packages === undefined) return null;
  return hashOf(python ?? null, container ?? null, packages === undefined ? null : identity(packages));
}

/** What two environments differ in, the first one being the baseline's. */
export function changedPackages(a: Run, b: Run): Phrase {
  const [x, y] = [a.environment, b.environment];
  const parts: Phrase[] = [];
  if (x?.python !== y?.python)
    parts.push(['Python ', { code: y?.python ?? 'not recorded' }, ' against ', { code: x?.python ?? 'not recorded' }]);
  if (x?.container !== y?.container) parts.push(['another container']);
  const [old, now] = [x?.packages ?? {}, y?.packages ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .sort()
    .filter((name) => versionOf(old, name) !== versionOf(now, name));
  if (names.length > 0) {
    const [first = ''] = names;
    parts.push([
      counted(names.length, 'package'),
      ', such as ',
      { code: `${first} ${versionOf(now, first)}` },
      ' against ',
      { code: versionOf(old, first) },
    ]);
  }
  return parts.flatMap((part, at): Phrase => (at === 0 ? part : ['; ', ...part]));
}

function versionOf(packages: { readonly [name: string]: Value }, name: string): string {
  return Object.hasOwn(packages, name) ? show(packages[name] as Value) : 'none';
}

/** The accelerator, else the processor; null where neither is recorded. */
export function hardwareOf({ environment }: Run): string | null {
  const { gpu, gpuCount, cpu } = environment ?? {};
  if (gpu !== undefined) return gpuCount === undefined || gpuCount === 1 ? gpu : `${gpuCount} × ${gpu}`;
  return cpu ?? null;
}
