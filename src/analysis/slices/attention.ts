import { type CurveCode, isCurveCode } from '../../model/curve-diagnostic.ts';
import { type Diagnostic, SEVERITY } from '../../model/diagnostic.ts';
import { counted } from '../../model/number.ts';
import type { Attention } from '../../model/report/attention.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import { words } from '../../model/wording.ts';
import { linkTo, type Overview } from '../overview.ts';

/** What deserves a look in one project, the worst first: damage, runs that ended badly, numbers that are none. */
export function attentionOf(view: Overview): readonly Attention[] {
  return [...fromDiagnostics(view.input.diagnostics, view.slug), ...fromCurves(view), ...recordsOf(view)];
}

/** What the records say that is worth a look, though no file is damaged and no curve odd. */
export function recordsOf({ runs, slug, primary }: Overview): readonly Attention[] {
  const found: Attention[] = [];
  const badly = runs.filter(({ status }) => status === 'failed' || status === 'killed');
  if (badly.length > 0) {
    found.push({
      project: slug,
      severity: 'warning',
      kind: 'failed or killed runs',
      count: badly.length,
      text: [`${counted(badly.length, 'run')} failed or ${badly.length === 1 ? 'was' : 'were'} killed.`],
      page: { kind: 'runs', query: 'status:failed,killed' },
    });
  }
  if (primary !== null && primary.notFinite > 0) {
    found.push({
      project: slug,
      severity: 'warning',
      kind: 'a last value that is not finite',
      count: primary.notFinite,
      text: [{ code: primary.name }, ` is not a finite number at the end of ${counted(primary.notFinite, 'run')}.`],
      page: null,
    });
  }
  const without = runs.filter(({ code }) => !code?.commit).length;
  if (without > 0 && runs.length > 0) {
    const all = without === runs.length && runs.length > 1;
    found.push({
      project: slug,
      severity: 'note',
      kind: 'no commit in the record',
      count: without,
      text: [`${all ? `All ${counted(runs.length, 'run')}` : counted(without, 'run')}: no commit in the record.`],
      page: null,
    });
  }
  return found;
}

/** So many projects may say the same, each for itself. */
const ALIKE = 4;

/** What is said in the same words of many projects is said once. */
export function once(items: readonly Attention[]): readonly Attention[] {
  const alike = Map.groupBy(items, ({ kind, severity }) => `${severity} ${kind}`);
  return [...alike.values()].flatMap((same): readonly Attention[] => {
    const [first] = same;
    if (first === undefined || same.length <= ALIKE) return same;
    const runs = same.reduce((sum, item) => sum + item.count, 0);
    return [
      { ...first, project: null, page: null, text: [`${counted(same.length, 'project')}: ${first.kind} (${counted(runs, 'case')}).`] },
    ];
  });
}

const CURVES: Readonly<Partial<Record<CurveCode, string>>> = {
  'non-finite': 'curves that end in NaN or infinity',
  diverged: 'curves that diverged',
  'dead-metric': 'metrics that stopped changing',
  'repeated-steps': 'steps recorded by several processes',
  'inflated-steps': 'steps counted by several processes',
};
const NAMED = 3;

/** One line for each kind of what curves show, with the first runs of it. */
function fromCurves(view: Overview): Attention[] {
  return Object.entries(CURVES).flatMap(([code, kind]) => {
    const ids = new Set(view.input.diagnostics.flatMap((found) => (found.code === code && found.run !== undefined ? [found.run] : [])));
    const runs = [...ids].flatMap((id) => view.byId.get(id) ?? []);
    if (runs.length === 0) return [];
    const links = runs.slice(0, NAMED).flatMap((run, i): Phrase => [i === 0 ? '' : ', ', { run: linkTo(run) }]);
    const more = runs.length > NAMED ? ` and ${counted(runs.length - NAMED, 'more', 'more')}` : '';
    const text: Phrase = [`${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${counted(runs.length, 'run')} (`, ...links, `${more}).`];
    return [{ project: view.slug, severity: 'warning' as const, kind, count: runs.length, text, page: { kind: 'checks' as const, code } }];
  });
}

/** One line a code: how often, and the first of them in words. */
export function fromDiagnostics(diagnostics: readonly Diagnostic[], project: string | null): Attention[] {
  const byCode = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (SEVERITY[diagnostic.code] === 'note' || isCurveCode(diagnostic.code)) continue;
    byCode.set(diagnostic.code, [...(byCode.get(diagnostic.code) ?? []), diagnostic]);
  }
  const rank = { error: 0, warning: 1, note: 2 };
  return [...byCode]
    .sort(([a, [x]], [b, [y]]) => rank[SEVERITY[(x as Diagnostic).code]] - rank[SEVERITY[(y as Diagnostic).code]] || (a < b ? -1 : 1))
    .map(([code, all]) => {
      const [first] = all as [Diagnostic];
      return {
        project,
        severity: SEVERITY[first.code],
        kind: code,
        count: all.length,
        text: [
          `${words(first).message}, in `,
          { code: first.place.path === '' ? 'the folder' : first.place.path },
          all.length > 1 ? `, and ${counted(all.length - 1, 'more')} of this kind.`.replace('mores', 'more') : '.',
        ],
        page: { kind: 'checks' as const, code },
      };
    });
}
