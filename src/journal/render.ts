import type { Element, ElementContent, Nodes as HtmlNodes, Root as HtmlRoot, RootContent } from 'hast';
import type { Root } from 'mdast';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { ALLOWED } from './allowed.ts';
import { visitNodes, wordsOf } from './markdown.ts';
import { shapeBlock } from './shape.ts';

/** How one piece of prose is written out. */
export interface RenderOptions {
  /** Put before every id, so that ids are unique on the page. */
  readonly prefix: string;
  /** Level of the highest heading of the piece, 2 or 3. */
  readonly level: number;
  /** Ids of the piece's headings without the prefix, in the order of the text. */
  readonly headingIds: readonly string[];
  /** The address of a link; null takes the link off and keeps its words. */
  link(href: string, at: Element): string | null;
  /** The address of an image; null leaves its description in its place. */
  image(src: string, at: Element): string | null;
}

export interface Rendered {
  /** Sanitised. */
  readonly html: string;
  /** Without markup, blocks in lines. */
  readonly text: string;
  readonly headings: readonly { readonly depth: number; readonly id: string; readonly text: string }[];
}

/** A tree of markdown as HTML. Sanitising is the last step before the text is written. */
export function render(root: Root, options: RenderOptions): Rendered {
  const highest = highestHeading(root);
  const shift = options.level - highest;
  const label = `h${options.level}`;
  const made = unified()
    .use(remarkRehype, { clobberPrefix: options.prefix, footnoteLabelTagName: label, footnoteLabelProperties: {} })
    .runSync(root) as HtmlRoot;
  const headings: Rendered['headings'][number][] = [];
  const rewrite = (node: RootContent): RootContent[] => {
    if (node.type !== 'element') return node.type === 'text' ? [node] : [];
    node.children = node.children.flatMap(rewrite) as ElementContent[];
    if (/^h[1-6]$/.test(node.tagName)) return [heading(node)];
    if (node.tagName === 'a') return link(node);
    return node.tagName === 'img' ? image(node) : shapeBlock(node, options.prefix);
  };
  const heading = (node: Element): Element => {
    if (node.properties['id'] === 'footnote-label') return { ...node, properties: { id: `${options.prefix}footnote-label` } };
    const depth = Math.min(6, Number(node.tagName.slice(1)) + shift);
    const id = options.prefix + (options.headingIds[headings.length] ?? `h-${headings.length + 1}`);
    headings.push({ depth, id, text: textOf(node).trim() });
    return { ...node, tagName: `h${depth}`, properties: { id } };
  };
  const link = (node: Element): RootContent[] => {
    if ('dataFootnoteRef' in node.properties)
      return [{ ...node, properties: { ...node.properties, ariaDescribedBy: [`${options.prefix}footnote-label`] } }];
    if ('dataFootnoteBackref' in node.properties) return [node];
    const href = options.link(String(node.properties['href'] ?? ''), node);
    return href === null ? node.children : [{ ...node, properties: { ...node.properties, href } }];
  };
  const image = (node: Element): RootContent[] => {
    const { src, alt, title } = node.properties;
    const address = options.image(String(src ?? ''), node);
    if (address === null) return alt === undefined || alt === '' ? [] : [{ type: 'text', value: String(alt) }];
    const properties = {
      src: address,
      alt: String(alt ?? ''),
      loading: 'lazy',
      decoding: 'async',
      ...(title === undefined ? {} : { title }),
    };
    return [{ ...node, properties }];
  };
  made.children = made.children.flatMap(rewrite);
  const safe = unified().use(rehypeSanitize, ALLOWED).runSync(made) as HtmlRoot;
  return {
    html: unified().use(rehypeStringify).stringify(safe),
    text: textOf(safe)
      .replace(/\s*\n\s*/g, '\n')
      .trim(),
    headings,
  };
}

/** Level of a piece's highest heading; 1 where it has none. */
function highestHeading(root: Root): number {
  let highest = 7;
  visitNodes(root, (node) => {
    if (node.type === 'heading') highest = Math.min(highest, node.depth);
  });
  return highest === 7 ? 1 : highest;
}

/** The words of a piece's headings in the order of the text, from which its ids are made. */
export function headingWords(root: Root): string[] {
  const words: string[] = [];
  visitNodes(root, (node) => {
    if (node.type === 'heading') words.push(wordsOf(node));
  });
  return words;
}

const LINES = new Set(['p', 'li', 'pre', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'hr', 'br', 'section']);

function textOf(node: HtmlNodes): string {
  if (node.type === 'text') return node.value;
  if (!('children' in node)) return '';
  if (node.type === 'element' && ('dataFootnoteBackref' in node.properties || 'dataFootnoteRef' in node.properties)) return '';
  if (node.type === 'element' && node.tagName === 'tr')
    return `${node.children
      .map((cell) => textOf(cell).trim())
      .filter(Boolean)
      .join(' ')}\n`;
  const inner = node.children.map(textOf).join('');
  if (node.type !== 'element') return inner;
  return LINES.has(node.tagName) ? `${inner}\n` : inner;
}
