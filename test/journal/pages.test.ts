import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf, journalPages, pageAddress } from '../../src/model/journal-pages.ts';
import { journal } from './read.ts';

const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const entry = (n: number, text: string) => `## ${day(n)} Entry ${n}\n\n${text}\n`;

test('every entry is on one page, newest first, and no page is too long', () => {
  const { entries } = journal({ 'digits/journal.md': Array.from({ length: 300 }, (_, i) => entry(i, 'words '.repeat(i * 5))).join('\n') });
  const pages = journalPages(entries);
  assert.ok(pages.length > 4);
  assert.deepEqual(
    pages.flat().map(({ title }) => title),
    Array.from({ length: 300 }, (_, i) => `Entry ${299 - i}`),
  );
  for (const page of pages) assert.ok(page.length === 1 || page.reduce((sum, { html }) => sum + bytesOf(html), 0) < 200_000);
});

test('a link to another entry, or to a heading in it, leads to the page on which it stands', () => {
  const old = `### Why\n\nBecause.`;
  const link = `See [the first](#${day(0)}-entry-0) and [why](#why), also [by its address](/digits/journal/#${day(0)}-entry-0).`;
  const content = Array.from({ length: 100 }, (_, i) => entry(i, i === 0 ? old : i === 99 ? link : 'words')).join('\n');
  const { entries, diagnostics } = journal({ 'digits/journal.md': content });
  assert.deepEqual(diagnostics, []);
  const html = entries.at(-1)?.html ?? '';
  const number = journalPages(entries).findIndex((page) => page.some(({ title }) => title === 'Entry 0')) + 1;
  assert.ok(number > 1);
  const page = `/repo/digits/journal/${pageAddress(number)}`;
  assert.match(html, new RegExp(`href="${page}#${day(0)}-entry-0">the first`));
  assert.match(html, new RegExp(`href="${page}#${day(0)}-entry-0--why">why`));
  assert.match(html, new RegExp(`href="${page}#${day(0)}-entry-0">by its address`));
});

test('a link to an anchor that the journal has not keeps its words, and is told', () => {
  const { entries, diagnostics } = journal({ 'digits/journal.md': entry(0, '[gone](/digits/journal/#2020-01-01-gone)') });
  assert.match(entries[0]?.html ?? '', /<p>gone<\/p>/);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['link-dropped'],
  );
});

test('an entry that is longer than a page is cut between its blocks, says so, and is told', () => {
  const { entries, diagnostics } = journal({ 'digits/journal.md': entry(0, `${'A paragraph of words.\n\n'.repeat(20_000)}The end.`) });
  const [one] = entries;
  assert.ok(one !== undefined && bytesOf(one.html) > 100_000 && bytesOf(one.html) <= 240_000);
  assert.match(one.html, /The rest is too long for a page; it is in digits\/journal\.md\.<\/p>$/);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['limit-reached'],
  );
});
