import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertGrowth } from '../support/growth.ts';
import { journal } from './read.ts';

const outline = (text: string) =>
  journal({ 'digits/journal.md': text }).entries.map(({ id, title, date, line }) => [id, title, date, line]);

test('each heading of the second level is an entry, with the day or time that its words start with', () => {
  const text = '# Journal\n\n## 2026-11-20 20:25 Learning rate, one seed\n\na\n\n## 2026-11-20: `val/loss` again\n\n## Plan\n';
  assert.deepEqual(outline(text), [
    ['2026-11-20-learning-rate-one-seed', 'Learning rate, one seed', '2026-11-20T20:25', 3],
    ['2026-11-20-val-loss-again', 'val/loss again', '2026-11-20', 7],
    ['entry-plan', 'Plan', null, 9],
  ]);
});

test('dates may have a zone; days that no calendar has are words', () => {
  assert.deepEqual(
    outline('## 2026-11-20 20:25 UTC A\n## 2026-11-20T20:25:10+0100 B\n## 2026-02-30 C\n## 2026-11-20\n## 2026-11-2012 D\n'),
    [
      ['2026-11-20-a', 'A', '2026-11-20T20:25Z', 1],
      ['2026-11-20-b', 'B', '2026-11-20T20:25:10+01:00', 2],
      ['entry-2026-02-30-c', '2026-02-30 C', null, 3],
      ['2026-11-20', '2026-11-20', '2026-11-20', 4],
      ['entry-2026-11-2012-d', '2026-11-2012 D', null, 5],
    ],
  );
});

test('a first-level heading with words of its own is an entry too; a title alone is not', () => {
  assert.deepEqual(outline('# Title\n\n# 2026-11-20 A\n\nwords\n\n# Month\n\n## B\n'), [
    ['2026-11-20-a', 'A', '2026-11-20', 3],
    ['entry-b', 'B', null, 9],
  ]);
  assert.deepEqual(outline('---\ntitle: Notes\ndate: 2026-11-20\n---\nwords only\n'), [['2026-11-20-notes', 'Notes', '2026-11-20', 5]]);
  assert.deepEqual(outline(''), []);
});

test('repeated anchors get a number; the same words always get the same anchors', () => {
  const text = `## 2026-11-20 A\n## 2026-11-20 A\n## 2026-11-20 a!\n## ☃\n## 日本語\n## ${'long words '.repeat(30)}\n`;
  const ids = outline(text).map(([id]) => id);
  assert.deepEqual(ids.slice(0, 5), ['2026-11-20-a', '2026-11-20-a-2', '2026-11-20-a-3', 'entry', 'entry-日本語']);
  assert.ok(String(ids[5]).length <= 66);
  assert.deepEqual(outline(text), outline(text));
});

test('a file of journal/ is one entry, dated by front matter, heading or name', () => {
  const { entries } = journal({
    'digits/journal.md': '## 2026-11-20 A\n\nx\n',
    'digits/journal/2026-11-21-wide-models.md': 'They were late.\n',
    'digits/journal/b.md': '---\ndate: 2026-11-22\ntitle: "B: two"\n---\n# Other\n\n## Part\n',
    'digits/journal/c.md': '# 2026-11-23 08:00 C\n\ntext\n',
    'digits/journal/data.csv': 'a,b\n',
    'digits/other.md': '# no entry\n',
  });
  assert.deepEqual(
    entries.map(({ id, title, date }) => [id, title, date]),
    [
      ['2026-11-20-a', 'A', '2026-11-20'],
      ['2026-11-21-wide-models', 'wide models', '2026-11-21'],
      ['2026-11-22-b-two', 'B: two', '2026-11-22'],
      ['2026-11-23-c', 'C', '2026-11-23T08:00'],
    ],
  );
  assert.match(entries[2]?.html ?? '', /<h3 id="2026-11-22-b-two--part">Part<\/h3>/);
});

test('damaged front matter is told with its line, and the text is kept', () => {
  const { entries, diagnostics } = journal({ 'digits/journal/a.md': '---\ndate: [\n---\nKept words.\n' });
  assert.equal(entries[0]?.text, 'Kept words.');
  assert.deepEqual(
    diagnostics.map(({ code, place }) => [code, place.path, place.line]),
    [['invalid-yaml', 'digits/journal/a.md', 2]],
  );
});

test('line ends and a byte order mark change nothing', () => {
  const text = '## 2026-11-20 A\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n';
  const plain = journal({ 'digits/journal.md': text }).entries;
  assert.deepEqual(journal({ 'digits/journal.md': `\uFEFF${text.replaceAll('\n', '\r\n')}` }).entries, plain);
});

test('500 entries take time by their number alone', () => {
  const entry = (n: number) =>
    `## 2026-01-01 Entry ${n}\n\nTried **${n}** with \`lr\`[^${n}], see [docs](https://example.org/${n}).\n\n| a | b |\n|---|--:|\n| 1 | ${n} |\n\n### Next\n\n- more\n\n[^${n}]: A note.\n`;
  const read = (count: number) => journal({ 'digits/journal.md': Array.from({ length: count }, (_, n) => entry(n)).join('\n') });
  assertGrowth('entries', 60, read);
  const { entries } = read(500);
  assert.equal(entries.length, 500);
  assert.equal(new Set(entries.flatMap(({ html }) => html.match(/ id="[^"]+"/g) ?? [])).size, 500 * 4);
});
