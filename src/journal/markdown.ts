import type { Nodes, Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { bearableLines } from './bearable.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** A markdown file as a tree (GitHub's dialect), without its front matter. */
export interface Document {
  readonly path: string;
  readonly root: Root;
  readonly fields: FrontMatter['fields'];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one markdown file; never throws on its content. */
export function readMarkdown(text: string, path: string): Document {
  const bearable = bearableLines(text, path);
  const diagnostics = [...bearable.diagnostics];
  const root = parse(bearable.text, path, diagnostics);
  const block = root.children.find((node) => node.type === 'yaml');
  const matter = readFrontMatter(block?.value ?? '', path, block?.position?.start.line ?? 0);
  const children = root.children.filter((node) => node.type !== 'yaml');
  return { path, root: { type: 'root', children }, fields: matter.fields, diagnostics: [...diagnostics, ...matter.diagnostics] };
}

function parse(text: string, path: string, diagnostics: Diagnostic[]): Root {
  try {
    return unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml']).parse(text);
  } catch (error) {
    diagnostics.push(diagnostic('bad-line', { path }, { format: 'markdown', what: `nested too deeply (${String(error)})` }));
    return { type: 'root', children: [] };
  }
}

/** The words of a node, without markup. */
export function wordsOf(node: Nodes): string {
  if ('value' in node) return node.type === 'html' ? '' : node.value;
  if ('alt' in node && typeof node.alt === 'string') return node.alt;
  if (node.type === 'break') return ' ';
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}

/** Calls `visit` for a node and everything in it, in the order of the text. */
export function visitNodes(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) visitNodes(child, visit);
}
