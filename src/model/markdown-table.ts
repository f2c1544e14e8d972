import type { TextTable } from './text-table.ts';
import { visible } from './visible.ts';

/** A table in GitHub's Markdown. Text of a record is escaped, so that it stays the text it is. */
export function markdownTable({ heads, rows }: TextTable): string {
  const lines = [
    heads.map(({ text }) => escaped(text)),
    heads.map(({ numeric }) => (numeric ? '--:' : '---')),
    ...rows.map((cells) => cells.map(({ text, best }) => (text === null ? '—' : best ? `**${escaped(text)}**` : escaped(text)))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function escaped(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|~&$]/g, '\\$&');
}
