import type { Prose } from '../../model/journal.ts';
import type { ProsePage } from '../../model/report/prose.ts';
import { footOf } from '../provenance.ts';

/** `about` stands alone; pages of `docs/` name one another. */
export function prosePages(prose: readonly Prose[]): readonly ProsePage[] {
  const docs = prose.filter(({ slug }) => slug !== 'about');
  return prose.map((page) => ({
    ...page,
    siblings: page.slug === 'about' ? [] : docs.map(({ slug, title }) => ({ href: proseAddress(slug), title })),
    foot: footOf([page.path], null),
  }));
}

export function proseAddress(slug: string): string {
  return slug === 'about' ? '/about/' : `/docs/${slug}/`;
}
