import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexed, ranked, wordsOf } from '../../src/client/search-rank.ts';
import { excerpt, foldSearch, markedPieces } from '../../src/client/search-text.ts';

const place = (title: string, text = '', kind = 'page') => ({ title, kind, path: `/${title}/`, text });
const found = (places: readonly ReturnType<typeof place>[], question: string) =>
  ranked(places.map(indexed), wordsOf(question)).map(({ title }) => title);

test('titles before texts, whole words before longer ones, the middle of a word last', () => {
  const places = [
    place('Notes', 'the dropout was removed'),
    place('no-dropouts'),
    place('Dropout'),
    place('x', 'nothing'),
    place('Undropouted'),
    place('no-dropout'),
  ];
  assert.deepEqual(found(places, 'DROPOUT'), ['Dropout', 'no-dropout', 'no-dropouts', 'Notes', 'Undropouted']);
});

test('every word must be there, in title, text or kind; the last may be unfinished', () => {
  const places = [place('Width', 'a scan of rates', 'journal of digits'), place('Rates', 'by width', 'page'), place('Width', '', 'page')];
  assert.deepEqual(found(places, 'width rat'), ['Width', 'Rates']);
  assert.deepEqual(found(places, 'width digits'), ['Width']);
  assert.deepEqual(found(places, 'width nothing'), []);
  assert.deepEqual(found(places, '  '), []);
});

test('rare words weigh more than frequent ones, and words that stand together more than words apart', () => {
  const places = [place('run run run', 'cosine'), place('cosine', 'run'), ...Array.from({ length: 20 }, (_, i) => place(`run ${i}`))];
  assert.deepEqual(found(places, 'run cosine')[0], 'cosine');
  const apart = [place('a', 'warm and then a start'), place('b', 'a warm start')];
  assert.deepEqual(found(apart, 'warm start'), ['b', 'a']);
  assert.deepEqual(found(apart, '"warm start"'), ['b']);
});

test('marks on letters and case make no difference, in either direction', () => {
  const places = [place('Naïve Bayes'), place('ﬁnal Ångström')];
  assert.deepEqual(found(places, 'naive'), ['Naïve Bayes']);
  assert.deepEqual(found(places, 'NAÏVE'), ['Naïve Bayes']);
  assert.deepEqual(found(places, 'angstrom final'), ['ﬁnal Ångström']);
});

test('what is marked are the words, and nothing of the text is lost', () => {
  assert.deepEqual(markedPieces('Très naïve', ['naive']), [
    { text: 'Très ', marked: false },
    { text: 'naïve', marked: true },
  ]);
  assert.deepEqual(
    markedPieces('in training, in', ['in']).map(({ marked }) => marked),
    [true, false, true],
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ minLength: 1 }).map(foldSearch)), (text, words) => {
      assert.equal(
        markedPieces(text, words)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
    }),
  );
});

test('an excerpt stands where the words are, and is no longer than asked', () => {
  const text = `${'before '.repeat(200)}the cosine schedule ${'after '.repeat(200)}`;
  const part = excerpt(text, ['cosine', 'schedule'], 120);
  assert.match(part, /^… .*cosine schedule.* …$/);
  assert.ok(part.length <= 124);
  assert.equal(excerpt('short', ['x'], 120), 'short');
});
