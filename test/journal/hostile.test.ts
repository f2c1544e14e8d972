import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertGrowth } from '../support/growth.ts';
import { htmlOf, journal, prose } from './read.ts';

const SCHEMES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java&#x09;script:alert(1)',
  'java&Tab;script:alert(1)',
  'java&NewLine;script:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A&#x61vascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript%3Aalert(1)',
  'jav\\ascript:alert(1)',
  '\u0001javascript:alert(1)',
  '\u2028javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  'filesystem:https://example.org/x',
  'view-source:javascript:alert(1)',
  'feed:javascript:alert(1)',
  'x-javascript:alert(1)',
  '//evil.example/x',
  '\\\\evil.example\\x',
];

const LINKS = [
  (url: string) => `[x](${url})`,
  (url: string) => `[x](<${url}>)`,
  (url: string) => `[x][r]\n\n[r]: ${url}`,
  (url: string) => `[x][r]\n\n[r]: <${url}>`,
  (url: string) => `![x](${url})`,
  (url: string) => `![x](<${url}> "t")`,
  (url: string) => `![x][r]\n\n[r]: <${url}>`,
  (url: string) => `<${url}>`,
  (url: string) => `[![x](${url})](${url})`,
  (url: string) => `[^1]\n\n[^1]: [x](${url})`,
  (url: string) => `| [x](<${url}>) |\n|---|\n| ![y](<${url}>) |`,
  (url: string) => url,
];

const TAGS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="x" onerror="alert(1)" /',
  '<svg/onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src=javascript:alert(1)>',
  '<object data="javascript:alert(1)">',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<style>@import "https://evil.example/x.css"</style>',
  '<div style="background:url(javascript:alert(1))">x</div>',
  '<a href="javascript:alert(1)">x</a>',
  '<a id=location name=cookie>x</a>',
  '<img name=getElementById>',
  '<video><source onerror=alert(1)></video>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--><script>alert(1)</script>-->',
  '<!-- --!><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo "<script>alert(1)</script>" ?>',
  '<x onclick=alert(1) tabindex=1>x</x>',
  '</p><script>alert(1)</script><p>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\\<script>alert(1)</script>',
];

const PLACES = [
  (tag: string) => tag,
  (tag: string) => `text ${tag} text`,
  (tag: string) => `# ${tag}`,
  (tag: string) => `- ${tag}`,
  (tag: string) => `> ${tag}`,
  (tag: string) => `| ${tag} |\n|---|\n| ${tag} |`,
  (tag: string) => `\`${tag}\``,
  (tag: string) => `\`\`\`${tag}\n${tag}\n\`\`\``,
  (tag: string) => `[${tag}](https://example.org/ '${tag}')`,
  (tag: string) => `![${tag}](a.png "${tag.replaceAll('"', "'")}")`,
  (tag: string) => `[^1]\n\n[^1]: ${tag}`,
  (tag: string) => `**${tag}** ~~${tag}~~ *${tag}*`,
  (tag: string) => `text\n${tag}\n===`,
  (tag: string) => `~~~js"onload="alert(1)\n${tag}\n~~~`,
];

/** Every start tag and attribute that the page could hold; anything else is a fault. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*)>/g;
const ELEMENTS = new Set(
  'a blockquote br code del div em h2 h3 h4 h5 h6 hr img li ol p pre section strong sup table tbody td th thead tr ul'.split(' '),
);
const ATTRIBUTES = new Set(
  'href title id src alt loading decoding class scope role tabindex aria-label aria-describedby start data-footnotes data-footnote-ref data-footnote-backref'.split(
    ' ',
  ),
);

function assertHarmless(html: string, source: string): void {
  const rest = html.replace(TAG, (_, close: string, name: string, attributes: string) => {
    assert.ok(ELEMENTS.has(name), `<${name}> from ${source}`);
    if (close !== '') assert.equal(attributes, '');
    for (const [, key, value = ''] of attributes.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      assert.ok(ATTRIBUTES.has(key as string), `${key} from ${source}`);
      if (key === 'href') assert.match(value, /^(?:https?:\/\/|mailto:|#|\/repo\/)/, source);
      if (key === 'src') assert.match(value, /^\/repo\/assets\/[0-9a-f]{16}\.(?:png|jpg|gif|webp|avif)$/, source);
      if (key === 'id') assert.match(value, /^(?:2026-11-20-[^ ]*?|entry(?:-[^ ]*?)?)--|^s-/, source);
    }
    return '';
  });
  assert.ok(!rest.includes('<'), `a stray < from ${source}: ${rest}`);
}

test('no address of a link or an image runs anything or leads to another scheme', () => {
  for (const url of SCHEMES) for (const link of LINKS) assertHarmless(htmlOf(link(url)), link(url));
});

test('no raw HTML reaches the page, wherever it stands', () => {
  for (const tag of TAGS) for (const place of PLACES) assertHarmless(htmlOf(place(tag)), place(tag));
});

test('titles, dates and front matter are text', () => {
  for (const tag of TAGS) {
    const matter = `---\ntitle: '${tag.replaceAll("'", "''")}'\ndate: '${tag.replaceAll("'", "''")}'\n---\n# ${tag}\n\nwords\n`;
    const { entries } = journal({ 'digits/journal/a.md': matter });
    const { prose: pages } = prose({ 'docs/a.md': matter });
    for (const { html } of [...entries, ...pages]) assertHarmless(html, matter);
    assert.equal(entries[0]?.date, null);
  }
});

test('whatever the text, the page is harmless and the same each time', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      ...TAGS,
      ...SCHEMES,
      '[',
      '](',
      ')',
      '![',
      '<',
      '>',
      '`',
      '```\n',
      '|',
      '\n\n',
      '\n',
      '# ',
      '- ',
      '> ',
      '[^1]',
      '[^1]: ',
      '    ',
      '&',
      '"',
      "'",
      '\0',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 25 }), (words) => {
      const text = words.join('');
      const once = journal({ 'digits/journal.md': text });
      for (const { html, id } of once.entries) {
        assertHarmless(html, text);
        assert.match(id, /^(?:\d{4}-\d\d-\d\d|entry)/);
      }
      assert.deepEqual(journal({ 'digits/journal.md': text }), once);
    }),
    { numRuns: 400, seed: 7 },
  );
});

test('text that is nested or repeated beyond use costs a line, not the build', () => {
  const cases: Record<string, [number, (count: number) => string]> = {
    quotes: [625, (count) => `${'>'.repeat(count)} a`],
    mixed: [250, (count) => `${'> - 1. '.repeat(count)} a`],
    lists: [150, (count) => Array.from({ length: count }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n')],
    ticks: [190, (count) => Array.from({ length: count }, (_, n) => '`'.repeat(n)).join(' ')],
    stars: [2500, (count) => `${'*'.repeat(count)}a${'*'.repeat(count)}`],
    brackets: [6250, (count) => '['.repeat(count)],
    emphasis: [625, (count) => '*a **b '.repeat(count)],
    columns: [375, (count) => `${'|a'.repeat(count)}|\n${'|-'.repeat(count)}|\n`],
  };
  for (const [name, [size, text]] of Object.entries(cases)) {
    const read = (count: number) => journal({ 'digits/journal.md': `## A\n\nbefore\n\n${text(count)}\n\n## B\n\nafter\n` });
    // The texts of nested lists and of ticks are as long as the square of their count.
    assertGrowth(name, size, read, name === 'lists' || name === 'ticks' ? 2.5 : 1.5);
    const { entries, diagnostics } = read(size * 8);
    assert.equal(entries.at(-1)?.text, 'after', `${name}: ${JSON.stringify(diagnostics.slice(0, 2))}`);
    for (const { html } of entries) assertHarmless(html, name);
  }
});
