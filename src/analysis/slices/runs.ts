import { hashOf, listKey } from '../../model/hash.ts';
import { counted } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { RunsPage } from '../../model/report/runs.ts';
import type { Run } from '../../model/run.ts';
import { duration, utc } from '../../model/time.ts';
import { askedColumns } from '../asked.ts';
import { runTable } from '../columns.ts';
import { facetsOf } from '../facets.ts';
import type { Overview } from '../overview.ts';
import { newestTime, projectFoot } from '../provenance.ts';
import { selectionText } from '../selection.ts';
import { statusText } from '../status.ts';
import { knownOf } from '../variants/known.ts';

/** Characters beside the facets. */
const ROOM = 121;

export function runsPage(view: Overview): RunsPage {
  const { runs, primary, input } = view;
  const ordered =
    primary === null || primary.direction.better === null ? view.newest : bestFirst(view, primary.name, primary.direction.better);
  const table = runTable(view, ordered, primary === null ? null : `metric:${primary.name}`, { room: ROOM });
  return {
    headline:
      runs.length === 0
        ? ['No run was found.']
        : [
            `${counted(runs.length, 'run')}${runs.length > 1 && new Set(runs.map(({ status }) => status)).size === 1 ? ',' : ':'} ${statusText(runs)}.`,
          ],
    evidence: evidence(view),
    table,
    tableKey: hashOf({ ...table, columns: listKey(table.columns) }),
    facets: facetsOf(table),
    asked: askedColumns(ordered, table, knownOf(view.variants)),
    excluded: input.excluded.map(({ run: { id, name, path }, reason }) => ({ id, name, path, reason })),
    foot: projectFoot(input),
  };
}

function evidence({ runs, selection }: Overview): Phrase {
  const starts = runs.map(({ startedAt }) => startedAt).filter((time) => time !== null);
  const first = starts.length === 0 ? null : utc(starts.reduce((a, b) => Math.min(a, b)));
  const timed = runs.flatMap(({ durationSeconds }) =>
    durationSeconds !== null && Number.isFinite(durationSeconds) ? [durationSeconds] : [],
  );
  const parts = [
    first === null ? '' : `From ${first} to ${utc(newestTime(runs))}.`,
    timed.length === 0
      ? ''
      : `${duration(timed.reduce((a, b) => a + b, 0))} of run time${timed.length < runs.length ? `, as far as recorded (${counted(timed.length, 'run')})` : ''}.`,
    `Of each metric the table shows the ${selectionText(selection)}; these are single runs, nothing is tested.`,
  ];
  return [parts.filter((part) => part !== '').join(' ')];
}

/** Runs without a finite value last, equal ones by age and id. */
function bestFirst(view: Overview, metric: string, better: 'higher' | 'lower'): readonly Run[] {
  const sign = better === 'higher' ? -1 : 1;
  const rank = new Map(
    view.runs.map((run) => {
      const value = view.value(run, metric);
      return [run, value === undefined ? Number.POSITIVE_INFINITY : Number.isFinite(value) ? sign * value : Number.MAX_VALUE];
    }),
  );
  const age = new Map(view.newest.map((run, i) => [run, i]));
  return [...view.runs].sort((a, b) => {
    const [x, y] = [rank.get(a) as number, rank.get(b) as number];
    return x === y ? (age.get(a) ?? 0) - (age.get(b) ?? 0) : x < y ? -1 : 1;
  });
}
