import { type Diagnostic, diagnostic, type Place } from '../model/diagnostic.ts';

/** Tells what was left out of one file, at most 20 times and then as a count. */
export interface Dropped {
  (what: string, at: Point | undefined): void;
  readonly diagnostics: () => readonly Diagnostic[];
}

interface Point {
  readonly start: { readonly line: number; readonly column: number };
}

const TOLD = 20;

export function droppedFrom(path: string): Dropped {
  const told: Diagnostic[] = [];
  let more = 0;
  const tell = (what: string, at: Point | undefined) => {
    const place: Place = at === undefined ? { path } : { path, line: at.start.line, column: at.start.column };
    if (told.length < TOLD) told.push(diagnostic('markdown-dropped', place, { what }));
    else more += 1;
  };
  const rest = () => (more === 0 ? [] : [diagnostic('markdown-dropped', { path }, { what: `${more} further pieces of this file: each` })]);
  return Object.assign(tell, { diagnostics: () => [...told, ...rest()] });
}
