import type { Heading, Root, RootContent } from 'mdast';
import { numberedFootnotes } from './footnotes.ts';
import { visitNodes } from './markdown.ts';

/** A part of a document: a heading of the first or second level and what follows it; the text before any heading has none. */
export interface Section {
  readonly heading: Heading | null;
  readonly children: readonly RootContent[];
}

/** Cuts a document at its headings of the first and second level. */
export function sectionsOf(root: Root): Section[] {
  const sections: { heading: Heading | null; children: RootContent[] }[] = [{ heading: null, children: [] }];
  for (const node of root.children) {
    if (node.type === 'heading' && node.depth <= 2) sections.push({ heading: node, children: [] });
    else sections.at(-1)?.children.push(node);
  }
  return sections;
}

type Definition = Extract<RootContent, { type: 'definition' | 'footnoteDefinition' }>;

/** What is defined in a document for all of it: link addresses and footnotes, by their first definition. */
export interface Definitions {
  readonly links: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlyMap<string, Definition>;
}

export function definitionsOf(root: Root): Definitions {
  const links = new Map<string, Definition>();
  const footnotes = new Map<string, Definition>();
  visitNodes(root, (node) => {
    if (node.type !== 'definition' && node.type !== 'footnoteDefinition') return;
    const known = node.type === 'definition' ? links : footnotes;
    if (!known.has(node.identifier)) known.set(node.identifier, node);
  });
  return { links, footnotes };
}

/** A tree of its own for a part of a document, with the definitions that it needs from anywhere in the document. */
export function standAlone(children: readonly RootContent[], definitions: Definitions): Root {
  const body = children.filter((node) => node.type !== 'definition' && node.type !== 'footnoteDefinition');
  const needed = new Set<Definition>();
  const collect = (node: RootContent): void =>
    visitNodes(node, (inner) => {
      const known = inner.type === 'footnoteReference' ? definitions.footnotes : definitions.links;
      if (inner.type !== 'footnoteReference' && inner.type !== 'linkReference' && inner.type !== 'imageReference') return;
      const definition = known.get(inner.identifier);
      if (definition === undefined || needed.has(definition)) return;
      needed.add(definition);
      collect(definition);
    });
  for (const node of body) collect(node);
  return numberedFootnotes({ type: 'root', children: [...body, ...needed] });
}
