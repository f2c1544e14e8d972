import { scanTags, type Tag } from './html.ts';

/** What one page or picture of the site refers to, and what it must not hold. */
export interface PageFacts {
  readonly ids: ReadonlySet<string>;
  /** Addresses that a visitor may follow. */
  readonly links: ReadonlySet<string>;
  /** Addresses that the browser loads by itself. */
  readonly loads: ReadonlySet<string>;
  readonly faults: readonly string[];
}

/** Attributes with an address that is loaded, whatever the tag. */
const LOADED = new Set(['src', 'srcset', 'poster', 'background', 'xlink:href', 'action', 'formaction', 'ping', 'manifest', 'data']);
/** Relations of `<link>` that make the browser load nothing. */
const PASSIVE = /^(canonical|alternate|author|license|help|next|prev|up|search|me|describedby)$/;
const ACTIVE = new Set(['iframe', 'frame', 'object', 'embed', 'applet', 'base', 'portal', 'foreignobject']);
const DATA_SCRIPT = /^(application|text)\/([\w.+-]*\+)?(json|plain|csv)$/;
const OWN_DATA = /^data-([\w-]+-)?(src|href|url)$/;

export function readPage(text: string, kind: 'html' | 'svg'): PageFacts {
  const ids = new Set<string>();
  const links = new Set<string>();
  const loads = new Set<string>();
  const faults = new Set<string>();
  let policy: string | null = null;
  scanTags(text, (tag) => {
    const { name, attributes } = tag;
    const id = attributes.get('id');
    if (id !== undefined) ids.add(id);
    if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy')
      policy = attributes.get('content') ?? '';
    const fault = forbidden(tag);
    if (fault !== null) faults.add(fault);
    for (const [attribute, value] of attributes) {
      if (attribute.startsWith('on')) faults.add(`<${name} ${attribute}>: a handler inside the page`);
      else if (attribute === 'style') faults.add(`<${name} style>: a style inside the page`);
      else if (attribute === 'srcset') for (const part of value.split(',')) loads.add(part.trim().split(/\s/)[0] as string);
      else if (attribute === 'href' && (name === 'a' || name === 'area')) links.add(value);
      else if (attribute === 'href' && name === 'link') (PASSIVE.test(attributes.get('rel') ?? '') ? links : loads).add(value);
      else if (attribute === 'href' || OWN_DATA.test(attribute) || (LOADED.has(attribute) && !(attribute === 'data' && name !== 'object')))
        loads.add(value);
    }
  });
  if (kind === 'html') for (const fault of policyFaults(policy)) faults.add(fault);
  return { ids, links, loads, faults: [...faults] };
}

function forbidden({ name, attributes, text }: Tag): string | null {
  if (ACTIVE.has(name)) return `<${name}> is not allowed`;
  if (name === 'style' && text.trim() !== '') return '<style>: a style inside the page';
  if (name === 'script' && !attributes.has('src') && !DATA_SCRIPT.test(attributes.get('type') ?? ''))
    return '<script>: a script inside the page';
  if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'refresh') return '<meta http-equiv="refresh"> is not allowed';
  return null;
}

function policyFaults(policy: string | null): string[] {
  if (policy === null) return ['has no Content-Security-Policy'];
  const faults = policy.includes('unsafe-') ? ['its Content-Security-Policy allows unsafe sources'] : [];
  return /(?:default|script)-src [^;]*'(?:self|none)'/.test(policy)
    ? faults
    : [...faults, 'its Content-Security-Policy does not limit scripts'];
}

/** Addresses in a style sheet: `url(…)` and `@import`. */
export function readStyles(text: string): string[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const urls = [...plain.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/g)];
  return urls.map((found) => found.slice(1).find((part) => part !== undefined) ?? '');
}
