import { type Diagnostic, SEVERITY, type Severity } from '../../model/diagnostic.ts';
import { counted } from '../../model/number.ts';
import type { CheckGroup, CheckItem, ChecksPage } from '../../model/report/checks.ts';
import type { ReportInput } from '../../model/report/input.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { placeText, words } from '../../model/wording.ts';
import { linkTo, type Overview } from '../overview.ts';
import { builtLine } from '../provenance.ts';

/** Diagnostics of one project, or of all of them and those that belong to none. */
export function checksPage(input: ReportInput, views: readonly Overview[], project: Overview | null): ChecksPage {
  const items = project === null ? [...input.diagnostics.map((d) => checkItem(d, null)), ...views.flatMap(itemsOf)] : itemsOf(project);
  const byCode = new Map<string, CheckItem[]>();
  for (const item of items) {
    const list = byCode.get(item.code);
    if (list === undefined) byCode.set(item.code, [item]);
    else list.push(item);
  }
  const groups = [...byCode].map(([code, list]): CheckGroup => {
    const sorted = list.sort((a, b) => compare(a.place, b.place) || compare(a.message, b.message));
    return { code, severity: (sorted[0] as CheckItem).severity, items: sorted };
  });
  const runs = (project === null ? views : [project]).reduce((sum, view) => sum + view.runs.length, 0);
  return {
    project: project?.slug ?? null,
    headline: headline(items),
    evidence: [
      `${counted(runs, 'run')} read. An error is damage or something refused, a warning is worth a look, a note is said for completeness.`,
    ],
    groups: groups.sort((a, b) => RANK[a.severity] - RANK[b.severity] || compare(a.code, b.code)),
    built: builtLine(input, views),
  };
}

export function checkItem(diagnostic: Diagnostic, view: Overview | null, run?: Run): CheckItem {
  const owner = run ?? (diagnostic.run === undefined ? undefined : view?.byId.get(diagnostic.run));
  return {
    code: diagnostic.code,
    severity: SEVERITY[diagnostic.code],
    project: view?.slug ?? null,
    run: owner === undefined ? null : linkTo(owner),
    place: placeText(diagnostic),
    ...words(diagnostic),
  };
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function itemsOf(view: Overview): CheckItem[] {
  const owners = new Map(view.runs.flatMap((run) => run.sources.map(({ path }) => [path, run] as const)));
  return view.input.diagnostics.map((diagnostic) =>
    checkItem(diagnostic, view, diagnostic.run === undefined ? owners.get(diagnostic.place.path) : undefined),
  );
}

function headline(items: readonly CheckItem[]): Phrase {
  const said = (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, items.filter((item) => item.severity === severity).length] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => counted(n, severity));
  if (items.length === 0) return ['Nothing to report: every file was read whole.'];
  const list = said.length < 3 ? said.join(' and ') : `${said[0]}, ${said[1]} and ${said[2]}`;
  return items.some(({ severity }) => severity === 'error') ? [`${list}.`] : [`No damage; ${list}.`];
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
