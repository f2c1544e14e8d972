import type { Heading, RootContent } from 'mdast';
import { textField } from './front-matter.ts';
import { datedWords } from './heading-date.ts';
import { type Document, wordsOf } from './markdown.ts';
import { sectionsOf } from './sections.ts';

/** An entry before it has an anchor. */
export interface Draft {
  readonly heading: Heading | null;
  readonly title: string;
  readonly date: string | null;
  /** From 1. */
  readonly line: number;
  readonly children: readonly RootContent[];
}

/**
 * The entries of a file. `sections`: each heading of the second level is one, and each of the first level, or the text before
 * any heading, where it has words of its own. `one`: the whole file, titled by its front matter, its first heading or its name.
 */
export function draftsOf(document: Document, form: 'sections' | 'one'): Draft[] {
  if (form === 'one') return whole(document);
  const sections = sectionsOf(document.root).filter(({ heading, children }) => heading?.depth === 2 || children.some(hasWords));
  return sections.map(({ heading, children }) => {
    const { date, rest } = datedWords(heading === null ? '' : wordsOf(heading));
    const own = heading === null ? textField(document.fields, 'title') : null;
    const title = (own ?? rest) || (heading === null ? 'Journal' : (date ?? 'Entry'));
    const line = heading?.position?.start.line ?? children[0]?.position?.start.line ?? 1;
    return { heading, title: title.replace(/\s+/g, ' '), date: date ?? (heading === null ? dateField(document) : null), line, children };
  });
}

function whole(document: Document): Draft[] {
  const { root, path } = document;
  const [first, ...others] = root.children;
  const heading = first?.type === 'heading' && first.depth <= 2 ? first : null;
  const named = datedWords(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, ''));
  const words = datedWords(heading === null ? '' : wordsOf(heading));
  const title = textField(document.fields, 'title') ?? (words.rest || named.rest.replace(/[-_]+/g, ' '));
  const date = dateField(document) ?? words.date ?? named.date;
  const children = heading === null ? root.children : others;
  if (heading === null && !children.some(hasWords)) return [];
  return [{ heading, title: title.replace(/\s+/g, ' ') || (date ?? 'Entry'), date, line: first?.position?.start.line ?? 1, children }];
}

function dateField({ fields }: Document): string | null {
  return datedWords(textField(fields, 'date') ?? '').date;
}

function hasWords(node: RootContent): boolean {
  return node.type !== 'definition' && node.type !== 'footnoteDefinition' && node.type !== 'thematicBreak';
}
