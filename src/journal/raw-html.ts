import type { Nodes, Root, RootContent } from 'mdast';
import type { Dropped } from './dropped.ts';

/** Raw HTML is never written out: a line break becomes markdown's own, a comment goes without a word, all else is told. */
export function withoutHtml(root: Root, dropped: Dropped): Root {
  return { ...root, children: root.children.flatMap((node) => plain(node, dropped)) };
}

function plain(node: RootContent, dropped: Dropped): RootContent[] {
  if (node.type === 'html') {
    if (/^<br\s*\/?>$/i.test(node.value)) return [{ type: 'break' }];
    const rest = node.value.replace(/<!--[\s\S]*?-->/g, '').trim();
    if (rest !== '' && !rest.startsWith('<!--')) dropped(`The HTML \`${brief(rest)}\``, node.position);
    return [];
  }
  if (!('children' in node)) return [node];
  const children = (node.children as RootContent[]).flatMap((child) => plain(child, dropped));
  return [{ ...node, children } as Nodes as RootContent];
}

function brief(html: string): string {
  const line = html.replace(/\s+/g, ' ').replaceAll('`', "'");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
