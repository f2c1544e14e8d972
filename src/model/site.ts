import { z } from 'zod';
import { PUBLISH_NOTHING, type Publish, publishOf, sitePublishInput } from './publish.ts';

/** `site.yaml` as written; every key may be missing. */
export const siteInput = z
  .strictObject({
    title: z.string().min(1).optional().describe('Name of the site, in the header and in feeds. The name of the folder by default.'),
    description: z.string().optional().describe('One sentence on what the site shows, for search engines and link previews.'),
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
      .optional()
      .describe('Language of the prose as a BCP 47 tag, such as en or de-CH. English by default.'),
    url: z
      .string()
      .regex(/^https?:\/\/[^\s?#]+$/)
      .optional()
      .describe('Address under which the site is published, such as https://example.org/runs/. Without it there are no feeds.'),
    base: z
      .string()
      .regex(/^\/[^\s?#]*$/)
      .optional()
      .describe('Path under which the site is served, such as /runs/. The path of `url` by default, else /.'),
    repository: z
      .string()
      .regex(/^https?:\/\/[^\s?#]+$/)
      .optional()
      .describe('Address of the repository, to which commits and source files are linked.'),
    publish: sitePublishInput.optional().describe('What the site may show of every project that says nothing else.'),
    ignore: z.array(z.string().min(1)).optional().describe('Globs, relative to this file, of what is never read.'),
  })
  .describe('Settings of a Runfolio site. Every key is optional.');

export type SiteInput = z.output<typeof siteInput>;

/** The settings of a site, with everything that nobody said filled in. */
export interface Site {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly url: string | null;
  /** Begins and ends with `/`. */
  readonly base: string;
  readonly repository: string | null;
  /** The rule for projects. */
  readonly publish: Publish;
  readonly ignore: readonly string[];
}

export function siteOf(input: SiteInput, rootName: string): Site {
  const { title, description, language, url, base, repository, publish, ignore } = input;
  return {
    title: title ?? rootName,
    description: description ?? '',
    language: language ?? 'en',
    url: url ?? null,
    base: slashed(base ?? (url === undefined ? '/' : url.replace(/^https?:\/\/[^/]*/, ''))),
    repository: repository?.replace(/\/+$/, '').replace(/\.git$/, '') ?? null,
    publish: publishOf(publish, PUBLISH_NOTHING),
    ignore: ignore ?? [],
  };
}

function slashed(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.length === 0 ? '/' : `/${parts.join('/')}/`;
}
