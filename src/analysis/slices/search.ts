import type { Prose } from '../../model/journal.ts';
import { journalPages, pageAddress } from '../../model/journal-pages.ts';
import { phraseText } from '../../model/phrase-text.ts';
import type { ReportInput } from '../../model/report/input.ts';
import type { ProjectReport } from '../../model/report/report.ts';
import type { SearchIndex, SearchPlace, SearchRuns } from '../../model/report/search.ts';
import type { Variant } from '../../model/variant.ts';
import { shorten } from '../../model/visible.ts';
import type { Overview } from '../overview.ts';
import { hasPage } from './leaderboard.ts';
import { proseAddress } from './prose.ts';

/** Runs in the index of a site; the table of a project finds all of its own. */
const MOST_RUNS = 10_000;
/** Variants of a project in the index. */
const MOST_VARIANTS = 2000;
/** Characters of one place, and of all together. */
const LONGEST = 20_000;
const MOST_CHARACTERS = 3_000_000;

/** Characters of a project's title beside what was found, and factors of a variant below its name. */
const NAME = 40;
const FACTORS = 6;

/** Everything that the search field finds. What is written is cut where the index would be slow to load, the newest last. */
export function searchIndex({ prose }: ReportInput, views: readonly Overview[], reports: readonly ProjectReport[]): SearchIndex {
  const projects = views.map(({ slug, project: { title, description } }) => ({
    title,
    kind: 'project',
    path: `/${slug}/`,
    text: description,
  }));
  const written = [...prose.flatMap(sectionsOf), ...views.flatMap(entriesOf), ...reports.flatMap(tablesOf), ...views.flatMap(variantsOf)];
  let left = MOST_CHARACTERS;
  const places = [...projects, ...written].map((place) => {
    const text = place.text.slice(0, Math.min(LONGEST, Math.max(0, left)));
    left -= text.length;
    return { ...place, text };
  });
  const each = Math.floor(MOST_RUNS / Math.max(1, views.length));
  return { places, runs: views.map((view) => runsOf(view, each)) };
}

/** A page of prose by its headings; what stands before the first belongs to the page. */
function sectionsOf(page: Prose): readonly SearchPlace[] {
  const address = proseAddress(page.slug);
  const sections = [{ title: page.title, path: address, lines: [] as string[] }];
  let next = 0;
  for (const line of page.text.split('\n')) {
    const heading = page.headings[next];
    if (heading !== undefined && line.trim() === heading.text.trim()) {
      sections.push({ title: `${page.title}: ${heading.text.trim()}`, path: `${address}#${encodeURI(heading.id)}`, lines: [] });
      next += 1;
    } else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ title, path, lines }) => ({ title, kind: 'page', path, text: oneLine(lines.join(' ')) }));
}

function named({ project: { title } }: Overview): string {
  return shorten(title, NAME);
}

function entriesOf(view: Overview): readonly SearchPlace[] {
  const { slug, input } = view;
  const { entries } = input;
  return journalPages(entries).flatMap((page, i) =>
    page.map(({ id, title, date, text }) => ({
      title,
      kind: `journal of ${named(view)}${date === null ? '' : `, ${date.slice(0, 10)}`}`,
      path: `/${slug}/journal/${pageAddress(i + 1)}#${encodeURI(id)}`,
      text: oneLine(text),
    })),
  );
}

/** Tables of variants and sweeps, with what they found. */
function tablesOf({ slug, title: project, ablations, sweeps }: ProjectReport): readonly SearchPlace[] {
  const own = shorten(project, NAME);
  const tables = ablations.tables.map(({ title, origin, metrics, slug: name }) => ({
    title: phraseText(title),
    kind: `table of ${own}`,
    path: origin === 'declared' ? `/${slug}/compare/${name}/` : `/${slug}/ablations/#${encodeURI(name)}`,
    text: oneLine(metrics.map(({ finding }) => phraseText(finding)).join(' ')),
  }));
  const searched = sweeps.page.list.map((sweep) => ({
    title: sweep.name,
    kind: `sweep of ${own}`,
    path: `/${slug}/sweeps/${sweep.slug}/`,
    text: sweep.parameters.join(' · '),
  }));
  return [...tables, ...searched];
}

function variantsOf(view: Overview): readonly SearchPlace[] {
  const { slug } = view;
  return view.variants.list
    .filter(hasPage)
    .slice(0, MOST_VARIANTS)
    .map((variant) => ({
      title: variant.label,
      kind: `variant of ${named(view)}`,
      path: `/${slug}/variants/${variant.slug}/`,
      text: [...factorsOf(variant), asked(variant)].join(' · '),
    }));
}

function factorsOf({ factors }: Variant): readonly string[] {
  return [...factors].slice(0, FACTORS).map(([key, value]) => `${key}=${value}`);
}

/** The words that find a variant and its runs, as in the table of runs. */
function asked({ label }: Variant): string {
  return `variant:${label}`;
}

function runsOf(view: Overview, most: number): SearchRuns {
  const { slug, newest, variants } = view;
  const some = newest.slice(0, most);
  return {
    project: slug,
    title: named(view),
    ids: some.map(({ id }) => id),
    names: some.map(({ name }) => name),
    words: some.map(({ id, group, tags }) => {
      const variant = variants.of(id);
      const query = variant !== undefined && hasPage(variant) ? [asked(variant)] : [];
      return [...new Set([...(group === null ? [] : [group]), ...tags, ...query])].join(' · ');
    }),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
