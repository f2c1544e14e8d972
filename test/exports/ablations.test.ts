import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ablationsOf } from '../../src/analysis/ablations/ablations.ts';
import { ablationCsv } from '../../src/exports/ablation-csv.ts';
import { type AblationSheet, ablationSheets } from '../../src/exports/ablation-sheet.ts';
import { ablationLatex, ablationMarkdown } from '../../src/exports/ablation-text.ts';
import { exportAblation } from '../../src/exports/ablations.ts';
import { writeJson } from '../../src/formats/json.ts';
import { exportedAblation } from '../../src/model/exported-ablation.ts';
import { type Arm, METRIC, metricOf, overviewFor, runsOf } from '../support/designs.ts';

const ARMS: readonly Arm[] = [
  { config: { norm: true, drop: 0.1, pool: 'max' }, values: [0.9, 0.91, 0.92] },
  { config: { norm: false, drop: 0.1, pool: 'max' }, values: [0.8, 0.8125, 0.81] },
  { config: { norm: true, drop: 0, pool: 'max' }, values: [0.9, 0.92, 0.925] },
  { config: { norm: true, drop: 0.1, pool: 'mean' }, values: [0.5] },
];

const HOSTILE: readonly Arm[] = [
  { config: { 'a_b%#&$': '\\input{/etc/passwd}', 'x^~': 1 }, values: [1, 2, 3] },
  { config: { 'a_b%#&$': '=HYPERLINK("x")|`[y](z)`<b>', 'x^~': 1 }, values: [2, 3, 5] },
  { config: { 'a_b%#&$': '\\input{/etc/passwd}', 'x^~': 2 }, values: [2, 3, 4] },
  { config: { 'a_b%#&$': '[*]--}\n\u202e\u0000é§ß', 'x^~': 1 }, values: [2, 3, 9] },
];

function made(arms: readonly Arm[], direction: 'higher' | 'lower' = 'higher') {
  const metrics = new Map([[METRIC, metricOf({ direction, unit: '%' })]]);
  const [table] = ablationsOf(overviewFor(runsOf(arms), { metrics })).tables;
  assert.ok(table !== undefined);
  return { sheets: ablationSheets(table), rows: exportAblation('digits', table) };
}

test('Markdown: means with the half of their interval, differences, adjusted p, marks', () => {
  assert.equal(
    ablationMarkdown(made(ARMS).sheets),
    [
      '### What does each part of baseline add?',
      '',
      'w/o norm is worse than the baseline on val/score by 0.102 % (95 % CI 0.082 to 0.123, n = 3 each), adjusted p \\< .001. w/o drop cannot be told apart from the baseline on val/score at n = 3, where differences of 0.031 or more would be found four times in five; its difference would need about 88 runs on either side. 1 row with one run is not tested.',
      '',
      '|  | n | val/score ↑ (%) | Δ | p (Holm) |  |',
      '| --- | --: | --: | --: | --: | --- |',
      '| baseline | 3 | **0.910 ± 0.025** | — | — |  |',
      '| w/o drop | 3 | **0.915 ± 0.033** | +0.005 \\[−0.022, 0.032\\] | .63 | ≈ |',
      '| w/o norm | 3 | 0.808 ± 0.016 | −0.102 \\[−0.123, −0.082\\] | \\< .001 | \\* |',
      '| pool: max → mean | 1 | 0.500 | −0.410 | — | n=1 |',
      '',
      'Mean ± half of the 95 % interval (Student t) over n runs, last value. Δ: row minus baseline with its 95 % interval; p: Welch t test, two-sided, Holm correction for 2 tests of this table and metric. \\* adjusted p \\< 0.05. ≈ not told apart from the baseline. Bold: the best mean and all rows tied with it. Whether two intervals overlap is no test.',
      '',
    ].join('\n'),
  );
});

test('a table of one test says p and that no correction was needed; the columns of its CSV stay', () => {
  const { sheets, rows } = made(ARMS.slice(0, 2));
  const [sheet] = sheets;
  assert.ok(sheet !== undefined);
  assert.deepEqual(
    sheet.table.heads.map(({ text }) => text),
    ['', 'n', 'val/score ↑ (%)', 'Δ', 'p', ''],
  );
  assert.match(sheet.finding, /, p < \.001\./);
  assert.match(sheet.caption, /; p: Welch t test, two-sided; one test, so that no correction was needed\. \* p < 0\.05\./);
  for (const text of [ablationMarkdown(sheets), ablationLatex(sheets)]) assert.doesNotMatch(text, /adjusted|Holm/);
  const [head] = ablationCsv(rows).split('\n');
  assert.equal(head, ablationCsv(made(ARMS).rows).split('\n')[0]);
  assert.match(head ?? '', /,p,p_adj,tests,/);
});

test('LaTeX: booktabs, arrows, bold for the best and its ties, a caption', () => {
  const text = ablationLatex(made(ARMS, 'lower').sheets);
  assert.match(text, /^% \\usepackage\{booktabs\}\n\\begin\{table\}\n {2}\\centering\n {2}\\caption\{/);
  assert.match(text, /& n & val\/score \$\\downarrow\$ \(\\%\) & \$\\Delta\$ & p \(Holm\)/);
  assert.match(
    text,
    /w\/o norm & 3 & \\textbf\{0\.808 \$\\pm\$ 0\.016\} & \$-\$0\.102 \[\$-\$0\.123, \$-\$0\.082\] & \\textless\{\} \.001 & \{\}\* \\\\/,
  );
  assert.match(text, /\\label\{tab:leave-one-out-of-baseline-val-score\}/);
  assert.doesNotMatch(text, /LuaLaTeX/);
  assert.match(
    ablationLatex(
      made([
        { config: { norm: true, opt: '学' }, values: [1, 2] },
        { config: { norm: true, opt: 'sgd' }, values: [3, 5] },
      ]).sheets,
    ),
    /LuaLaTeX or XeLaTeX/,
  );
});

test('CSV: numbers in full, ids of runs, no formula', () => {
  const lines = ablationCsv(made(ARMS).rows).split('\r\n');
  const [head = '', first = '', second = ''] = lines;
  const at = (line: string, column: string) => line.split(',')[head.split(',').indexOf(column)];
  assert.equal(lines.length, 6);
  assert.equal(at(first, 'run_ids'), 'run-0-0 run-0-1 run-0-2');
  assert.equal(at(first, 'values'), '0.9 0.91 0.92');
  assert.equal(Number(at(second, 'mean')), (0.9 + 0.92 + 0.925) / 3);
  assert.match(at(second, 'delta') ?? '', /^0\.005\d{9,}$|^0\.005$/);
  assert.equal(at(first, 'p'), '');
  const hostile = ablationCsv(made(HOSTILE).rows);
  assert.doesNotMatch(hostile, /(^|,)[=@+]/m);
});

test('JSON is as the schema says, and holds numbers only where there are some', () => {
  const rows = made(ARMS).rows;
  for (const row of rows) exportedAblation.parse(JSON.parse(writeJson(row)));
  const single = rows.find(({ row }) => row.startsWith('pool'));
  assert.deepEqual([single?.n, single?.sd, single?.ci, single?.p, single?.mark], [1, null, null, null, 'n=1']);
  assert.deepEqual(single?.change, [{ factor: 'pool', keys: ['pool'], from: 'max', to: 'mean', kind: 'value' }]);
});

test('names of records keep no meaning in Markdown and LaTeX', () => {
  const { sheets } = made(HOSTILE);
  const markdown = ablationMarkdown(sheets);
  assert.doesNotMatch(markdown.replace(/\\[^\n]/g, ''), /[<`]|\]\(/);
  assert.ok(!markdown.includes('\u0000') && !markdown.includes('\u202e'));
  const latex = ablationLatex(sheets);
  assert.doesNotMatch(latex, /\\input/);
  assert.ok(!latex.includes('\u0000') && !latex.includes('\u202e'));
});

test('the tables compile', (t) => {
  if (spawnSync('pdflatex', ['--version']).status !== 0) return t.skip('pdflatex is not installed here');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-latex-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const sheets: readonly AblationSheet[] = [...made(ARMS).sheets, ...made(HOSTILE).sheets];
  const preamble = ['\\documentclass{article}', '\\usepackage{booktabs}', '\\usepackage[margin=1cm]{geometry}', '\\begin{document}'];
  fs.writeFileSync(path.join(folder, 'tables.tex'), `${preamble.join('\n')}\n${ablationLatex(sheets)}\\end{document}\n`);
  execFileSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', 'tables.tex'], { cwd: folder });
  assert.ok(fs.statSync(path.join(folder, 'tables.pdf')).size > 0);
});
