import type { TextTable } from './text-table.ts';
import { visible } from './visible.ts';

/** A table in LaTeX with the rules of the package booktabs. Text of a record is escaped and can call no command. */
export function latexTable({ heads, rows }: TextTable): string {
  const line = (cells: readonly string[]) => `    ${cells.join(' & ')} \\\\`;
  const body = rows.map((cells) =>
    line(cells.map(({ text, best }, i) => (text === null ? '--' : cell(text, heads[i]?.numeric ?? false, best)))),
  );
  return [
    '% \\usepackage{booktabs}',
    `\\begin{tabular}{${heads.map(({ numeric }) => (numeric ? 'r' : 'l')).join('')}}`,
    '    \\toprule',
    line(heads.map(({ text }) => latexText(text))),
    '    \\midrule',
    ...body,
    '    \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

/** Text that LaTeX prints as it is: none of its characters keeps a meaning of its own, hidden ones are named. */
export function latexText(text: string): string {
  const plain = visible(text).replace(/[\\{}$&#%_~^<>|`−∞—±×≈≥≤→↑↓Δ‡⚠]/g, (character) => PRINTED[character] ?? character);
  // A dash after a dash would join it; a bracket or star at the start of a row would belong to the command before it.
  const apart = plain.replace(/-(?=-)/g, '-{}');
  return /^[[*]/.test(apart) ? `{}${apart}` : apart;
}

const PRINTED: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
  '−': '$-$',
  '∞': '$\\infty$',
  '—': '---',
  '±': '$\\pm$',
  '×': '$\\times$',
  '≈': '$\\approx$',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  '→': '$\\to$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  Δ: '$\\Delta$',
  '‡': '\\textdaggerdbl{}',
  '⚠': '(!)',
};

function cell(text: string, numeric: boolean, best: boolean): string {
  const power = numeric ? /^([−-]?)([\d.,]+)e([+-]?\d+)$/.exec(text) : null;
  if (power === null) return best ? `\\textbf{${latexText(text)}}` : latexText(text);
  const [, sign = '', digits = '', exponent = ''] = power;
  const number = `${sign === '' ? '' : '-'}${digits.replaceAll(',', '{,}')}\\times 10^{${Number(exponent)}}`;
  return best ? `$\\mathbf{${number}}$` : `$${number}$`;
}
