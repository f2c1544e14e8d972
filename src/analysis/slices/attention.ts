import { type Diagnostic, SEVERITY } from '../../model/diagnostic.ts';
import { counted } from '../../model/number.ts';
import type { Attention } from '../../model/report/attention.ts';
import { words } from '../../model/wording.ts';
import type { Overview } from '../overview.ts';

/** What deserves a look in one project, the worst first: damage, runs that ended badly, numbers that are none. */
export function attentionOf(view: Overview): readonly Attention[] {
  const { runs, slug, primary } = view;
  const found: Attention[] = fromDiagnostics(view.input.diagnostics, slug);
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
      text: [`${all ? `All ${runs.length} runs` : counted(without, 'run')}: no commit in the record.`],
      page: null,
    });
  }
  return found;
}

/** One line a code: how often, and the first of them in words. */
export function fromDiagnostics(diagnostics: readonly Diagnostic[], project: string | null): Attention[] {
  const byCode = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (SEVERITY[diagnostic.code] === 'note') continue;
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
