import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { latexTable, latexText } from '../../src/model/latex-table.ts';
import { markdownTable } from '../../src/model/markdown-table.ts';
import type { TextTable } from '../../src/model/text-table.ts';

const table: TextTable = {
  heads: [
    { text: 'Run', numeric: false },
    { text: 'val/acc', numeric: true },
  ],
  rows: [
    [
      { text: 'a|b_1', best: false },
      { text: '0.91', best: true },
    ],
    [
      { text: '[x]\nline', best: false },
      { text: null, best: false },
    ],
    [
      { text: '100%', best: false },
      { text: '−1.2e-5', best: false },
    ],
  ],
};

test('Markdown: numbers flush right, the best bold, text escaped', () => {
  assert.equal(
    markdownTable(table),
    ['| Run | val/acc |', '| --- | --: |', '| a\\|b\\_1 | **0.91** |', '| \\[x\\]\\[U+000A\\]line | — |', '| 100% | −1.2e-5 |', ''].join(
      '\n',
    ),
  );
});

test('LaTeX: the rules of booktabs, powers of ten, no optional argument made of a name', () => {
  assert.equal(
    latexTable(table),
    [
      '% \\usepackage{booktabs}',
      '\\begin{tabular}{lr}',
      '    \\toprule',
      '    Run & val/acc \\\\',
      '    \\midrule',
      '    a\\textbar{}b\\_1 & \\textbf{0.91} \\\\',
      '    {}[x][U+000A]line & -- \\\\',
      '    100\\% & $-1.2\\times 10^{-5}$ \\\\',
      '    \\bottomrule',
      '\\end{tabular}',
      '',
    ].join('\n'),
  );
  assert.equal(
    latexText('\\input{x} $#&~^ <a--b> `'),
    '\\textbackslash{}input\\{x\\} \\$\\#\\&\\textasciitilde{}\\textasciicircum{} \\textless{}a-{}-b\\textgreater{} \\textasciigrave{}',
  );
});

test('any text: one line a row, no character of LaTeX or Markdown left with its meaning', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const one: TextTable = { heads: [{ text: 'Run', numeric: false }], rows: [[{ text, best: false }]] };
      const latex = latexText(text)
        .replace(/\\(text[a-z]+\{\}|[{}$&#%_])/g, '')
        .replaceAll('$-$', '')
        .replace(/\$\\(infty|pm|times|approx|geq|leq|to|uparrow|downarrow|Delta)\$/g, '')
        .replaceAll('{}', '');
      assert.doesNotMatch(latex, /[\\{}$&#%_~^\n\r]/);
      assert.equal(latexTable(one).split('\n').length, 9);
      const markdown = markdownTable(one);
      assert.equal(markdown.split('\n').length, 4);
      assert.doesNotMatch((markdown.split('\n')[2] ?? '').slice(2, -2).replace(/\\[^\n]/g, ''), /[|<>`*]/);
    }),
    { numRuns: 500 },
  );
});
