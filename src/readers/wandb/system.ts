import { type Cursor, cursor, enter, next, timestamp } from '../../formats/protobuf.ts';
import { isMap, type Value } from '../../model/value.ts';
import { addPoint, type Column, type Columns, columnOf, newColumns } from './columns.ts';
import { type Item, type KeyTable, keyTable, newItem, readItem, seriesName } from './items.ts';
import { jsonValue, metricNumber, type Told } from './json.ts';
import { type NumberScan, numberScan, readNumber } from './json-number.ts';

/** System metrics under construction: each series `system/<key>` counts its own samples as steps. */
export interface System {
  readonly told: Told;
  readonly keys: KeyTable;
  readonly columnOfKey: (Column | null)[];
  readonly columns: Columns;
  readonly cursor: Cursor;
  readonly itemCursor: Cursor;
  readonly item: Item;
  readonly number: NumberScan;
}

export function newSystem(told: Told): System {
  return {
    told,
    keys: keyTable(),
    columnOfKey: [],
    columns: newColumns(),
    cursor: cursor(),
    itemCursor: cursor(),
    item: newItem(),
    number: numberScan(),
  };
}

/** Takes the StatsRecord in `from` … `to`: `{2: timestamp, 3: item …}`; its time may come after its items. */
export function addStats(system: System, bytes: Buffer, from: number, to: number): void {
  const { cursor: c, item } = system;
  let time = Number.NaN;
  enter(c, bytes, from, to);
  while (next(c)) if (c.field === 2 && c.wire === 2) time = timestamp(c);
  enter(c, bytes, from, to);
  while (next(c)) {
    if (c.field !== 3 || c.wire !== 2) continue;
    readItem(system.keys, bytes, c.from, c.to, item, system.itemCursor);
    if (item.from < 0) continue;
    if (!readNumber(bytes, item.from, item.to, system.number)) addOther(system, bytes, time);
    else {
      const column = system.columnOfKey[item.key] ?? newColumn(system, item.key);
      addPoint(column, column.length, system.number.value, time);
    }
  }
}

function newColumn(system: System, key: number): Column {
  const column = columnOf(system.columns, `system/${seriesName(system.keys.paths[key] as readonly string[])}`);
  system.columnOfKey[key] = column;
  return column;
}

/** Early clients wrote `network` as a map `{sent, recv}`. */
function addOther(system: System, bytes: Buffer, time: number): void {
  const { item } = system;
  const path = system.keys.paths[item.key] as readonly string[];
  const value = jsonValue(bytes.toString('utf8', item.from, item.to), seriesName(path), system.told);
  if (value !== undefined) addSystemValue(system.columns, `system/${seriesName(path)}`, value, time);
}

/** Adds a number, or the numbers of a nested map, as the next sample of its series. */
export function addSystemValue(columns: Columns, name: string, value: Value, time: number): void {
  const number = metricNumber(value);
  if (number !== null) {
    const column = columnOf(columns, name);
    addPoint(column, column.length, number, time);
  } else if (isMap(value)) for (const key of Object.keys(value)) addSystemValue(columns, `${name}/${key}`, value[key] as Value, time);
}
