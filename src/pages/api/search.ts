import { jsonDocument } from '../../exports/document.ts';
import { report } from '../report.ts';

/** Names that the search field finds, at most so many runs a project that the index stays small. */
export function GET(): Response {
  const { projects, prose } = report();
  const most = Math.max(50, Math.floor(20_000 / Math.max(1, projects.length)));
  const found = [
    ...projects.map(({ slug, title }) => ({ title, kind: 'project', path: `/${slug}/` })),
    ...prose.map(({ slug, title }) => ({ title, kind: 'page', path: slug === 'about' ? '/about/' : `/docs/${slug}/` })),
    ...projects.flatMap(({ slug, journal }) =>
      (journal?.entries ?? []).map(({ id, title }) => ({ title, kind: `journal of ${slug}`, path: `/${slug}/journal/#${id}` })),
    ),
    ...projects.flatMap(({ slug, runs }) =>
      runs.table.rows.slice(0, most).map(({ id, name }) => ({
        title: name === id ? id : `${name} ${id}`,
        kind: `run of ${slug}`,
        path: `/${slug}/runs/${encodeURIComponent(id)}/`,
      })),
    ),
  ];
  return new Response(jsonDocument(found));
}
