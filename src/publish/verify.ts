import { setImmediate } from 'node:timers/promises';
import { SiteError } from './error.ts';
import { type Address, followerOf } from './links.ts';
import type { Inventory } from './manifest.ts';
import { type PageFacts, readPage, readStyles } from './page.ts';

/** A reason not to publish. */
export interface Fault {
  readonly file: string;
  readonly what: string;
}

/** Kinds of files that a site may hold anywhere; style sheets and scripts only among the assets that Astro writes. */
const KINDS = /\.(html|json|ndjson|jsonl|csv|tsv|txt|md|tex|bib|xml|svg|png|jpe?g|gif|webp|avif|ico|parquet|zip|woff2|webmanifest)$/;
const ASSETS = /^_astro\/[^/]+\.(js|css|svg|png|ico|woff2)$/;
const FOLLOWED = new Set(['http:', 'https:', 'mailto:']);

/** What a file refers to and holds, whatever else the site consists of. */
export type FileFacts = Pick<PageFacts, 'ids' | 'links' | 'loads' | 'faults'>;

const NOTHING: ReadonlySet<string> = new Set();
const fact = (faults: readonly string[], loads: ReadonlySet<string> = NOTHING): FileFacts => ({
  ids: NOTHING,
  links: NOTHING,
  loads,
  faults,
});
const SOUND = fact([]);

/** `text` gives the content of the file; it is not asked for where the kind of the file says all. */
export function factsOf(file: string, text: () => string): FileFacts {
  if (file === '.nojekyll') return SOUND;
  if (!KINDS.test(file) && !ASSETS.test(file)) return fact(['a kind of file that is not published']);
  if (file.endsWith('.css')) return fact([], new Set(readStyles(text())));
  if (file.endsWith('.xml')) return /<\?xml-stylesheet|<(\w+:)?script\b/i.test(text()) ? fact(['holds a script or a style sheet']) : SOUND;
  if (!file.endsWith('.html') && !file.endsWith('.svg')) return SOUND;
  return readPage(text(), file.endsWith('.svg') ? 'svg' : 'html');
}

/**
 * Reads files of a site as a browser would: every link, anchor and asset leads somewhere under the base path, nothing is
 * loaded from elsewhere, no page holds a script or style of its own, and there is no file that a browser would run. Lets
 * signals through in between.
 */
export async function judge(
  files: Iterable<string>,
  facts: (file: string) => FileFacts,
  inventory: Inventory,
  address: Address,
): Promise<Fault[]> {
  const faults: Fault[] = namesThatClash(inventory);
  const anchors = new Map<string, Map<string, string>>();
  const follow = followerOf(address, inventory);
  let done = 0;
  for (const file of files) {
    for (const what of checkFile(file, facts(file), follow, anchors)) faults.push({ file, what });
    done += 1;
    if (done % 64 === 0) await setImmediate();
  }
  for (const [file, wanted] of anchors) {
    const { ids } = facts(file);
    for (const [id, from] of wanted) if (!ids.has(id)) faults.push({ file: from, what: `link to ${file}#${id}: no such anchor` });
  }
  return faults;
}

type Follow = ReturnType<typeof followerOf>;

function checkFile(file: string, facts: FileFacts, follow: Follow, anchors: Map<string, Map<string, string>>): string[] {
  return [
    ...facts.faults,
    ...[...facts.loads].flatMap((href) => loadFault(href, file, follow)),
    ...[...facts.links].flatMap((href) => linkFault(href, file, facts, follow, anchors)),
  ];
}

function loadFault(href: string, file: string, follow: Follow): string[] {
  if (href.startsWith('#') || href.startsWith('data:')) return [];
  const target = follow(href, file);
  if (target.kind === 'foreign') return [`loads ${href} from elsewhere`];
  return target.kind === 'fault' ? [`loads ${href}, which ${target.what}`] : [];
}

function linkFault(href: string, file: string, facts: FileFacts, follow: Follow, anchors: Map<string, Map<string, string>>): string[] {
  const target = follow(href, file);
  if (target.kind === 'foreign') return FOLLOWED.has(target.scheme) ? [] : [`links to ${href}: ${target.scheme} is not allowed`];
  if (target.kind === 'fault') return [`links to ${href}, which ${target.what}`];
  const id = target.fragment;
  if (id === '' || id.startsWith(':~:') || !target.file.endsWith('.html')) return [];
  if (target.file === file) return facts.ids.has(id) ? [] : [`links to #${id}: no such anchor`];
  const wanted = anchors.get(target.file) ?? new Map<string, string>();
  if (!wanted.has(id)) wanted.set(id, file);
  anchors.set(target.file, wanted);
  return [];
}

/** On macOS and Windows names that differ in case alone are one file. */
function namesThatClash(inventory: Inventory): Fault[] {
  const seen = new Map<string, string>();
  const faults: Fault[] = [];
  for (const file of inventory.keys()) {
    const other = seen.get(file.toLowerCase());
    if (other !== undefined) faults.push({ file, what: `differs from ${other} in case alone` });
    seen.set(file.toLowerCase(), file);
  }
  return faults;
}

const NAMED = 20;

/** The faults in words, for exit code 1: what visitors would meet is a fault of this program, not of the records. */
export function refusal(faults: readonly Fault[]): SiteError {
  const named = faults.slice(0, NAMED).map(({ file, what }) => `  ${file}: ${what}`);
  const rest = faults.length > NAMED ? [`  and ${faults.length - NAMED} more`] : [];
  return new SiteError(['The built site failed its verification and was not put in place:', ...named, ...rest].join('\n'), 1);
}
