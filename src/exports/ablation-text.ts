import { latexTable, latexText } from '../model/latex-table.ts';
import { markdownTable, markdownText } from '../model/markdown-table.ts';
import { visible } from '../model/visible.ts';
import type { AblationSheet } from './ablation-sheet.ts';

/** Sheets in GitHub's Markdown, each under a heading. */
export function ablationMarkdown(sheets: readonly AblationSheet[]): string {
  return sheets
    .map(
      ({ title, finding, caption, table }) =>
        `### ${markdownText(title)}\n\n${markdownText(finding)}\n\n${markdownTable(table)}\n${markdownText(caption)}\n`,
    )
    .join('\n');
}

/** Sheets as floats of LaTeX, to be put into a paper that loads booktabs. */
export function ablationLatex(sheets: readonly AblationSheet[]): string {
  const floats = sheets.map(({ label, title, finding, caption, table }) =>
    [
      '\\begin{table}',
      '  \\centering',
      `  \\caption{${latexText(`${sentence(title)} ${finding} ${caption}`)}}`,
      `  \\label{tab:${label}}`,
      ...latexTable(table)
        .split('\n')
        .slice(1, -1)
        .map((line) => `  ${line}`),
      '\\end{table}',
      '',
    ].join('\n'),
  );
  const body = floats.join('\n');
  const foreign = UNKNOWN.test(body) ? '% For LuaLaTeX or XeLaTeX: some names hold characters that pdfLaTeX does not know.\n' : '';
  return `% \\usepackage{booktabs}\n${foreign}${body}`;
}

/** Beyond Latin letters and the punctuation that LaTeX sets without further packages. */
const UNKNOWN = /(?![–—‘’“”„†‡•…‰€™])[\u0180-\u{10ffff}]/u;

function sentence(title: string): string {
  return /[.?!]$/.test(visible(title)) ? title : `${title}.`;
}
