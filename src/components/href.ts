/// <reference types="astro/client" />
import { queryFor } from './query-for.ts';

const base = import.meta.env.BASE_URL;

/** The address of a page or document of the site, given from its root: `/digits/runs/`. All links are made here. */
export function href(path: string): string {
  return base.replace(/\/+$/, '') + path;
}

export function projectHref(
  slug: string,
  page: '' | 'runs/' | 'ablations/' | 'sweeps/' | 'compare/' | 'journal/' | 'checks/' | 'data/' = '',
): string {
  return href(`/${encodeURIComponent(slug)}/${page}`);
}

export function runHref(project: string, id: string): string {
  return href(`/${encodeURIComponent(project)}/runs/${encodeURIComponent(id)}/`);
}

export function variantHref(project: string, variant: string): string {
  return href(`/${encodeURIComponent(project)}/variants/${encodeURIComponent(variant)}/`);
}

export function sweepHref(project: string, sweep: string): string {
  return href(`/${encodeURIComponent(project)}/sweeps/${encodeURIComponent(sweep)}/`);
}

/** The runs table with a query. */
export function queryHref(slug: string, key: string, value: string): string {
  return queryTextHref(slug, queryFor(key, value));
}

export function queryTextHref(slug: string, query: string): string {
  return `${projectHref(slug, 'runs/')}?q=${encodeURIComponent(query)}`;
}

export function apiHref(path: string): string {
  return href(`/api/${path}`);
}

/** An address from a record, if following it can only open a web page; null otherwise. */
export function safeHref(address: string | null | undefined): string | null {
  if (!address || !/^https?:\/\//i.test(address)) return null;
  try {
    const url = new URL(address);
    return url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
}
