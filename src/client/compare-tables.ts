import { differencesOf } from '../analysis/differences.ts';
import type { Laid } from '../analysis/over.ts';
import { columnFormat, numberText } from '../model/number.ts';
import type { Cell, Differences } from '../model/report/compare.ts';
import { isNumeric, PART_TITLE, sameText, silentText, toldText, unrecordedText } from '../model/told.ts';
import { element, headCell, isolated, lineKey, tableBox } from './elements.ts';

/** Last values, one row a run; the best of a column is bold. `address` is the page that holds the runs' pages. */
export function valuesTable(runs: readonly Laid[], metrics: readonly string[], address: string): HTMLElement {
  const columns = metrics.map((name) => {
    const cells = runs.map(({ file }) => number(file.metrics.find((metric) => metric.name === name)?.selected));
    const {
      unit = null,
      direction = null,
      bits = 64,
    } = runs.flatMap(({ file }) => file.metrics).find((metric) => metric.name === name) ?? {};
    const finite = cells.filter((cell) => cell !== null && Number.isFinite(cell)) as number[];
    const best =
      direction === null || finite.length < 2 ? null : finite.reduce((a, b) => (direction === 'higher' ? Math.max(a, b) : Math.min(a, b)));
    return { name, cells, unit, direction, best, format: columnFormat(finite, bits) };
  });
  const head = element('tr', '', headCell('', 'Run'));
  for (const { name, unit, direction } of columns) {
    const words = [unit, direction === null ? null : `${direction} is better`].filter((part) => part !== null).join(', ');
    head.append(headCell('n', isolated(name, 40), ...(words === '' ? [] : [element('br', ''), element('small', '', words)])));
  }
  head.append(headCell('', 'Status'));
  const rows = runs.map(({ file, label, slot }, i) => {
    const link = element('a', 'cell runname', isolated(label, 120));
    link.href = `${address}${encodeURIComponent(file.id)}/`;
    const name = element('th', '', lineKey(slot), link);
    name.scope = 'row';
    const cells = columns.map(({ cells: values, best, format }) => {
      const value = values[i] ?? null;
      return value === null ? absent() : element('td', value === best ? 'n best' : 'n', numberText(value, format));
    });
    return element('tr', '', name, ...cells, element('td', '', file.status));
  });
  return tableBox('values', 'Values of the compared runs', head, rows);
}

const MOST_ROWS = 200;

/** Everything that differs, part by part; what no run has a record of is said in one line. */
export function differenceTables(runs: readonly Laid[]): HTMLElement[] {
  const all = differencesOf(runs.map(({ file }) => file));
  const parts = all.filter(({ silent }) => silent < runs.length).map((differences) => element('div', 'part', ...partOf(differences, runs)));
  const silent = all.filter((one) => one.silent === runs.length).map(({ part }) => PART_TITLE[part].toLowerCase());
  if (silent.length === 0) return parts;
  return [...parts, element('p', 'caption', unrecordedText(silent))];
}

function partOf(differences: Differences, runs: readonly Laid[]): HTMLElement[] {
  const { part, rows, same } = differences;
  const title = PART_TITLE[part];
  const made: HTMLElement[] = [];
  if (rows.length > 0) {
    const side = rows.every(({ values }) => values.every(isNumeric)) ? 'n' : '';
    const head = element(
      'tr',
      '',
      headCell('', title),
      ...runs.map(({ label, slot }) => headCell(side, lineKey(slot), isolated(label, 30))),
    );
    const body = rows.slice(0, MOST_ROWS).map(({ key, values, seed }) => {
      const numeric = values.every(isNumeric);
      const name = element('th', '', element('code', '', isolated(key, 60)), ...(seed ? [element('small', '', ' replicates')] : []));
      name.scope = 'row';
      const cells = values.map((value) =>
        value === null
          ? absent(side)
          : element(
              'td',
              side,
              element(
                'span',
                numeric || toldText(value).length <= 14 ? 'cell' : 'cell words',
                isolated(toldText(value), numeric ? 24 : 60),
              ),
            ),
      );
      return element('tr', seed ? 'seed' : '', name, ...cells);
    });
    made.push(tableBox('diff', `Differences: ${title}`, head, body));
    if (rows.length > MOST_ROWS) made.push(element('p', 'caption', `and ${rows.length - MOST_ROWS} more keys that differ.`));
  }
  const silence = silentText(differences, runs.length);
  if (silence !== null) made.push(element('p', 'caption', silence));
  if (same.length > 0) {
    const words = element('p', '');
    same.slice(0, MOST_ROWS).forEach(({ key, value }, i) => {
      words.append(i === 0 ? '' : ' · ', element('code', '', isolated(key, 60)), ' ', isolated(toldText(value), 60));
    });
    if (same.length > MOST_ROWS) words.append(` · and ${same.length - MOST_ROWS} more`);
    made.push(element('details', 'same', element('summary', '', sameText(differences, runs.length)), words));
  }
  return made;
}

function absent(side = 'n'): HTMLTableCellElement {
  const dash = element('span', 'dim', '—');
  dash.title = 'not in the record of this run';
  return element('td', side, dash);
}

function number(cell: Cell | null | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}
