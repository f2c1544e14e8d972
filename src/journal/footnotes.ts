import type { Root } from 'mdast';
import { visitNodes } from './markdown.ts';

/** The tree with its footnotes named by their number, so that their anchors are plain whatever the author called them. */
export function numberedFootnotes(root: Root): Root {
  const numbers = new Map<string, string>();
  visitNodes(root, (node) => {
    if (node.type === 'footnoteReference' && !numbers.has(node.identifier)) numbers.set(node.identifier, String(numbers.size + 1));
  });
  if (numbers.size === 0) return root;
  const copy = structuredClone(root);
  visitNodes(copy, (node) => {
    if (node.type !== 'footnoteReference' && node.type !== 'footnoteDefinition') return;
    node.identifier = numbers.get(node.identifier) ?? `unused-${node.identifier}`;
  });
  return copy;
}
