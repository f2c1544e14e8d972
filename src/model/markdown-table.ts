import type { TextTable } from './text-table.ts';
import { visible } from './visible.ts';

/** A table in GitHub's Markdown. Text of a record is escaped, so that it stays the text it is. */
export function markdownTable({ heads, rows }: TextTable): string {
  const lines = [
    heads.map(({ text }) => markdownText(text)),
    heads.map(({ numeric }) => (numeric ? '--:' : '---')),
    ...rows.map((cells) => cells.map(({ text, best }) => (text === null ? '—' : best ? `**${markdownText(text)}**` : markdownText(text)))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Text that Markdown shows as it is. */
export function markdownText(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|~&$]/g, '\\$&');
}
