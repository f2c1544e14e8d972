import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstBlocks } from '../../src/analysis/first-blocks.ts';

const TABLE = '<div class="table-scroll"><table>\n<tr><td>0.1</td></tr>\n</table></div>';

test('the beginning of an entry is whole blocks, tables among them', () => {
  const html = `<p><strong>Tried.</strong> A<br>b <img src="a.png" alt="x > y"></p>\n${TABLE}\n<p>Last</p>`;
  assert.equal(firstBlocks(html, html.length), html);
  assert.equal(firstBlocks(html, html.length - 1), html.slice(0, html.indexOf('\n<p>Last')));
  assert.equal(firstBlocks(html, html.indexOf('</td>')), html.slice(0, html.indexOf(`\n${TABLE}`)));
});

test('a block that is too long gives none, and a heading stands before something', () => {
  assert.equal(firstBlocks(`<p>${'word '.repeat(200)}</p>`, 500), null);
  assert.equal(firstBlocks('<p>a</p><h3>b</h3><p>cccccccccc</p>', 24), '<p>a</p>');
});

test('every cut leaves no element open', () => {
  const leaf = fc.constantFrom('a', '<br>', '<code>x</code>', '<a href="?a=1&b=%3E" title=\'>\'>y</a>');
  const block = fc
    .tuple(fc.constantFrom('p', 'ul', 'blockquote', 'h2'), fc.array(leaf, { maxLength: 4 }))
    .map(([tag, all]) => `<${tag}>${all.join('')}</${tag}>`);
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), fc.nat(200), (blocks, most) => {
      const first = firstBlocks(blocks.join(''), most);
      if (first === null) return;
      assert.ok(first.length <= most);
      assert.ok(
        blocks.some((_, n) => blocks.slice(0, n + 1).join('') === first),
        first,
      );
    }),
    { seed: 11 },
  );
});
