/** A start tag as a browser would see it. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** What stands between `<script>` or `<style>` and its end tag; empty for all others. */
  readonly text: string;
}

const NAME = /<([A-Za-z][^\s/>]*)/y;
const ATTRIBUTE = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']);
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Calls `visit` for every start tag of a document, HTML or SVG; comments and the text of scripts are passed over. */
export function scanTags(html: string, visit: (tag: Tag) => void): void {
  let at = html.indexOf('<');
  while (at >= 0) {
    if (html.startsWith('<!--', at)) {
      at = indexAfter(html, '-->', at + 4);
    } else {
      NAME.lastIndex = at;
      const found = NAME.exec(html);
      if (found === null) {
        at += 1;
      } else {
        const name = (found[1] as string).toLowerCase();
        const { attributes, end } = readAttributes(html, NAME.lastIndex);
        at = end;
        const close = RAW.has(name) && name !== 'noscript' ? endOfRaw(html, name, at) : at;
        visit({ name, attributes, text: html.slice(at, close) });
        at = close;
      }
    }
    at = html.indexOf('<', at);
  }
}

function readAttributes(html: string, from: number): { attributes: ReadonlyMap<string, string>; end: number } {
  if (html.charCodeAt(from) === 62) return { attributes: NO_ATTRIBUTES, end: from + 1 };
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) break;
    const name = (found[1] as string).toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decodeReferences(found[2] ?? found[3] ?? found[4] ?? ''));
    at = ATTRIBUTE.lastIndex;
  }
  return { attributes, end: indexAfter(html, '>', at) };
}

function endOfRaw(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

function indexAfter(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Character references of an attribute; names beyond the five that serialisers write stay as they are. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : null;
    if (code === null) return NAMED[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
