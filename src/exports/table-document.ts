import { writeJson } from '../formats/json.ts';
import type { RunsPage } from '../model/report/runs.ts';
import { identityKey } from '../model/show.ts';
import type { Value } from '../model/value.ts';

/**
 * The table of a project's runs by columns: `{"head": …, "cells": [ … ]}`, with a line for the head and one for each column,
 * so that a reader can parse the columns that it needs. A column is
 *
 * - `{"n": […]}`: numbers, null where a run has none; NaN and infinities as words;
 * - `{"d": […], "c": […]}`: the different values, and for each run which one it has, from 1, 0 for none;
 * - either with `"r": […]` in front: the rows that have a value, where most have none.
 *
 * Integers beyond 2^53 are text, for a browser would round them.
 */
export function tableDocument({ table, facets, asked }: Pick<RunsPage, 'table' | 'facets' | 'asked'>): string {
  const { rows, columns, shown, same, left, primary } = table;
  const head = {
    ids: rows.map(({ id }) => id),
    names: rows.map(({ name }) => name),
    slots: rows.some(({ slot }) => slot !== undefined) ? rows.map(({ slot }) => slot ?? null) : [],
    columns: columns.map(({ key, kind, label, unit, direction, format }) => ({ key, kind, label, unit, direction, format })),
    asked: asked.map(({ key }) => key),
    facets: facets.map(({ kind, key, written, title }) => ({ kind, key, written, title })),
    ...{ shown, left, same: same.map(({ key, value }) => ({ key, value: plain(value) })), primary },
  };
  const cells = [
    ...columns.map((column) => encode(column.cells, column.format !== null)),
    ...asked.map((column) => encode(column.cells, numeric(column.cells))),
  ];
  return `{"head":${writeJson(head)},"cells":[\n${cells.join(',\n')}\n]}\n`;
}

/** Whether words among the values stand for numbers. */
function numeric(cells: readonly (Value | undefined)[]): boolean {
  return cells.every((cell) => cell === undefined || typeof cell === 'number' || typeof cell === 'bigint');
}

function encode(cells: readonly (Value | undefined)[], numbers: boolean): string {
  const having: number[] = [];
  cells.forEach((cell, row) => {
    if (cell !== undefined) having.push(row);
  });
  const sparse = having.length * 2 < cells.length;
  const kept = sparse ? having.map((row) => cells[row]) : cells;
  const rows = sparse ? `"r":${JSON.stringify(having)},` : '';
  const places = new Map<unknown, number>();
  const values: Value[] = [];
  const codes = kept.map((cell) => {
    if (cell === undefined) return 0;
    const same = identityKey(cell);
    const known = places.get(same);
    if (known !== undefined) return known;
    const place = values.push(plain(cell));
    places.set(same, place);
    return place;
  });
  if (numbers && values.length * 4 > kept.length && kept.every((cell) => cell === undefined || typeof cell === 'number'))
    return `{${rows}"n":${numbersJson(kept)}}`;
  return `{${rows}"d":${writeJson(values)},"c":${JSON.stringify(codes)}}`;
}

/** Most columns hold nothing that JSON itself could not write, which it does many times faster. */
function numbersJson(cells: readonly (number | undefined)[]): string {
  const strict = cells.every((cell) => cell === undefined || (Number.isFinite(cell) && !Object.is(cell, -0)));
  return strict ? JSON.stringify(cells) : writeJson(cells.map((cell) => cell ?? null));
}

function plain(cell: Value): Value {
  return typeof cell === 'bigint' ? cell.toString() : cell;
}
