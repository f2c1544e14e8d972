import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlOf, journal } from './read.ts';

test('headings start at the third level and have ids of their entry', () => {
  const html = htmlOf('### Next\n\n#### Next\n\n##### `c`\n');
  assert.equal(
    html,
    '<h3 id="2026-11-20-entry--next">Next</h3>\n<h4 id="2026-11-20-entry--next-2">Next</h4>\n<h5 id="2026-11-20-entry--c"><code>c</code></h5>',
  );
});

test('tables scroll in a box that the keyboard reaches, alignment is a class', () => {
  const html = htmlOf('| a | b |\n|---|--:|\n| 1 | **2** |\n');
  assert.match(html, /^<div class="table-scroll" role="group" tabindex="0" aria-label="Table"><table>/);
  assert.match(html, /<th scope="col" class="align-right">b<\/th>/);
  assert.match(html, /<td class="align-right"><strong>2<\/strong><\/td>/);
});

test('code stays plain text, task lists are characters, line breaks in tables are kept', () => {
  assert.equal(htmlOf('```python\nprint("<b>")\n```'), '<pre tabindex="0"><code class="language-python">print("&#x3C;b>")\n</code></pre>');
  assert.match(htmlOf('- [x] done\n- [ ] open\n'), /<li class="task">☑ done<\/li>\s*<li class="task">☐ open<\/li>/);
  assert.match(htmlOf('| a |\n|---|\n| 1<br>2<br/>3 |\n'), /<td>1<br>\s*2<br>\s*3<\/td>/);
});

test('footnotes of several entries have anchors of their own', () => {
  const text = '## A\n\nx[^n] y[^ü ü] z[^n]\n\n## B\n\nx[^n]\n\n[^n]: Note with [link][l].\n[^ü ü]: Other.\n\n[l]: https://example.org/x\n';
  const { entries } = journal({ 'digits/journal.md': text });
  const ids = entries.flatMap(({ html }) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = entries.flatMap(({ html }) => [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id));
  const described = entries.flatMap(({ html }) => [...html.matchAll(/aria-describedby="([^"]+)"/g)].map(([, id]) => id));
  assert.equal(new Set(ids).size, ids.length);
  for (const id of [...links, ...described]) assert.ok(ids.includes(id), `${id} is not in ${ids}`);
  assert.ok(ids.every((id) => id?.startsWith('entry-a--') || id?.startsWith('entry-b--')));
  assert.match(entries[0]?.html ?? '', /<a href="https:\/\/example.org\/x">link<\/a>/);
});

test('the text has words and no marks', () => {
  const { entries } = journal({
    'digits/journal.md': '## A\n\nTried **0.1**[^1] and `lr`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Note.\n',
  });
  assert.equal(entries[0]?.text, 'Tried 0.1 and lr.\none\ntwo\na b\n1 2\nFootnotes\nNote.');
});

test('raw HTML is left out with its place, comments without a word', () => {
  const { entries, diagnostics } = journal({
    'digits/journal.md': '## A\n\n<!-- note to self -->\n\nword <b onclick="x()">bold</b> word\n\n<script>alert(1)</script>\n',
  });
  assert.equal(entries[0]?.html, '<p>word bold word</p>');
  assert.deepEqual(
    diagnostics.map(({ code, place, args }) => [code, place.line, place.column, args]),
    [
      ['markdown-dropped', 5, 6, { what: 'The HTML `<b onclick="x()">`' }],
      ['markdown-dropped', 5, 27, { what: 'The HTML `</b>`' }],
      ['markdown-dropped', 7, 1, { what: 'The HTML `<script>alert(1)</script>`' }],
    ],
  );
});

test('much raw HTML is told 20 times and then counted', () => {
  const { diagnostics } = journal({ 'digits/journal.md': `## A\n\n${'<i>x</i>\n\n'.repeat(500)}` });
  assert.equal(diagnostics.length, 21);
});
