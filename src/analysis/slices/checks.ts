import { type Diagnostic, type Place, SEVERITY, type Severity } from '../../model/diagnostic.ts';
import { counted } from '../../model/number.ts';
import type { CheckGroup, CheckItem, ChecksPage } from '../../model/report/checks.ts';
import type { ReportInput } from '../../model/report/input.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { placeText, words } from '../../model/wording.ts';
import { diagnosed } from '../diagnosed.ts';
import { linkTo, type Overview } from '../overview.ts';
import { builtLine } from '../provenance.ts';
import { once, recordsOf } from './attention.ts';

/** Diagnostics of one project, or of all of them and those that belong to none; and what else the overviews call to attention. */
export function checksPage(input: ReportInput, views: readonly Overview[], project: Overview | null): ChecksPage {
  const some = project === null ? views : [project];
  const items = some.flatMap(itemsOf);
  if (project === null) items.push(...input.diagnostics.map((d) => ({ item: checkItem(d, null), place: d.place })));
  const records = some.flatMap(recordsOf);
  const runs = some.reduce((sum, view) => sum + view.runs.length, 0);
  return {
    project: project?.slug ?? null,
    headline: headline(items, records.length > 0),
    evidence: [
      `${counted(runs, 'run')} read. An error is damage or something refused, a warning is worth a look, a note is said for completeness.`,
    ],
    groups: checkGroups(items),
    records: once(records),
    built: builtLine(input, views),
  };
}

/** A diagnostic with where it stands. */
export interface PlacedItem {
  readonly item: CheckItem;
  readonly place: Place;
}

/** By code, errors first; in each by path, then by line or byte. */
export function checkGroups(items: readonly PlacedItem[]): readonly CheckGroup[] {
  return [...Map.groupBy(items, ({ item }) => item.code)]
    .map(([code, list]): CheckGroup => {
      const sorted = list.sort((a, b) => inFile(a.place, b.place) || compare(a.item.message, b.item.message)).map(({ item }) => item);
      return { code, severity: (sorted[0] as CheckItem).severity, items: sorted };
    })
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || compare(a.code, b.code));
}

function inFile(a: Place, b: Place): number {
  const of = ({ line, offset }: Place) => line ?? offset ?? -1;
  return compare(a.path, b.path) || of(a) - of(b) || (a.column ?? 0) - (b.column ?? 0);
}

/** `run`: the only one that the diagnostic is about. */
export function checkItem(diagnostic: Diagnostic, view: Overview | null, run?: Run): CheckItem {
  return {
    code: diagnostic.code,
    severity: SEVERITY[diagnostic.code],
    project: view?.slug ?? null,
    run: run === undefined ? null : linkTo(run),
    place: placeText(diagnostic),
    ...words(diagnostic),
  };
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function itemsOf(view: Overview): PlacedItem[] {
  const about = diagnosed(view);
  return view.input.diagnostics.map((diagnostic) => {
    const [only, another] = about(diagnostic);
    return { item: checkItem(diagnostic, view, another === undefined ? only : undefined), place: diagnostic.place };
  });
}

function headline(items: readonly PlacedItem[], records: boolean): Phrase {
  const said = (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, items.filter(({ item }) => item.severity === severity).length] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => counted(n, severity));
  if (items.length === 0) return [records ? 'Every file was read whole.' : 'Nothing to report: every file was read whole.'];
  const list = said.length < 3 ? said.join(' and ') : `${said[0]}, ${said[1]} and ${said[2]}`;
  return items.some(({ item }) => item.severity === 'error') ? [`${list}.`] : [`No damage; ${list}.`];
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
