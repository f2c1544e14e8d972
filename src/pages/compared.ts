import { contentKey, hashOf } from '../model/hash.ts';
import type { CompareFigure, ComparePage } from '../model/report/compare.ts';
import { projectReport, report } from './report.ts';

/** The file name of a figure: its name, then that of the declared comparison it belongs to. */
export function figureFile({ name }: ComparePage, figure: CompareFigure): string {
  return name === null ? figure.name : `${figure.name}.${name}`;
}

/** Every figure of every comparison. */
export function figurePaths() {
  return report().projects.flatMap(({ slug, comparisons }) =>
    [null, ...comparisons.names].flatMap((name) => {
      const page = comparisons.page(name);
      return [...page.main, ...page.others].map((figure) => ({
        params: { project: slug, figure: figureFile(page, figure) },
        cacheKey: hashOf(report().frame.tool, contentKey(figure)),
      }));
    }),
  );
}

/** The figure of an address that `figurePaths` made. */
export function figureAt(params: { project?: string; figure?: string }): CompareFigure {
  const [figure = '', ...name] = (params.figure ?? '').split('.');
  const page = projectReport(params.project).comparisons.page(name.length === 0 ? null : name.join('.'));
  const found = [...page.main, ...page.others].find((one) => one.name === figure);
  if (found === undefined) throw new Error(`no figure ${params.figure}`);
  return found;
}
