import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeText } from '../../src/model/wording.ts';
import { AROUND, bothOf, journal, prose } from './read.ts';

const FOLDER = {
  'about.md': '# About\n',
  'docs/start.md': '# Start\n\n## First steps\n',
  'digits/README.md': 'x',
  'tabular/journal.md': '## A\n',
};

function links(markdown: string): string[] {
  const { entries, diagnostics } = journal({
    ...FOLDER,
    'digits/journal.md': `## 2026-11-20 20:25 Learning rate\n\n### Why\n\n## Second\n\n${markdown}\n`,
  });
  const found = entries.flatMap(({ html }) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href as string));
  return [...found, ...diagnostics.map(({ code, args }) => `${code}: ${'reason' in args ? args.reason : ''}`)];
}

test('links to pages of the site get the base path', () => {
  const cases: Record<string, string> = {
    '../docs/start.md': '/repo/docs/start/',
    '../about.md': '/repo/about/',
    '../tabular/journal.md': '/repo/tabular/journal/',
    '../tabular/': '/repo/tabular/',
    'runs/ve5ucv85/': '/repo/digits/runs/ve5ucv85/',
    'runs/ve5ucv85': '/repo/digits/runs/ve5ucv85/',
    'runs/a/wandb/run-1': '/repo/digits/runs/ve5ucv85/',
    '/digits/runs/ve5ucv85/': '/repo/digits/runs/ve5ucv85/',
    'runs/?q=lr%3D0.1': '/repo/digits/runs/?q=lr%3D0.1',
    'checks/': '/repo/digits/checks/',
    'https://example.org/a?b=c#d': 'https://example.org/a?b=c#d',
    'HTTPS://example.org/': 'https://example.org/',
    'mailto:lab@example.org': 'mailto:lab@example.org',
  };
  for (const [written, expected] of Object.entries(cases)) assert.deepEqual(links(`[x](${written})`), [expected], written);
});

test('anchors are found by the name that a code host gives and by our own', () => {
  assert.deepEqual(links('[x](#2026-11-20-2025-learning-rate)'), ['/repo/digits/journal/#2026-11-20-learning-rate']);
  assert.deepEqual(links('[x](#2026-11-20-learning-rate)'), ['/repo/digits/journal/#2026-11-20-learning-rate']);
  assert.deepEqual(links('[x](#why)'), ['/repo/digits/journal/#2026-11-20-learning-rate--why']);
  assert.deepEqual(links('### Here\n\n[x](#here)'), ['#entry-second--here']);
});

test('what leads nowhere keeps its words and is told', () => {
  const cases: Record<string, string> = {
    '#nothing': 'leads to no heading of this page',
    'README.md': 'leads to a file that has no page',
    'gone.md': 'leads to nothing in the folder',
    'runs/gone/': 'leads to nothing in the folder',
    '/gone/': 'leads to no page of the site',
    '../../etc/passwd': 'leads out of the folder',
    '%2e%2e/%2e%2e/etc/passwd': 'leads out of the folder',
    '//evil.example/': 'names a host without https',
    '/\\\\evil.example/': 'leads to no page of the site',
    '\\\\evil.example/': 'leads to nothing in the folder',
    'javascript:alert(1)': 'is neither a web nor a mail address',
    'data:text/html,x': 'is neither a web nor a mail address',
    'ftp://example.org/': 'is neither a web nor a mail address',
  };
  for (const [written, reason] of Object.entries(cases)) assert.deepEqual(links(`[x](${written})`), [`link-dropped: ${reason}`], written);
  assert.match(
    journal({ 'digits/journal.md': '## A\n\nsee [my *words*](gone.md)\n' }).entries[0]?.html ?? '',
    /^<p>see my <em>words<\/em><\/p>$/,
  );
});

test('pages of prose are read in their order and link each other with anchors', () => {
  const { prose: pages, diagnostics } = prose({
    'about.md': 'Words before [start](docs/start.md#first-steps).\n',
    'README.md': '# not a page\n',
    'docs/b.md':
      '---\norder: 2\n---\n# B *title*\n\n# Second\n\n### Third\n\n[a](start.md#first-steps) [here](#second) [top](../about.md)\n',
    'docs/start.md': '---\norder: 1\n---\n# Start\n\n## First steps\n',
    'docs/deep/x.md': 'no page\n',
  });
  assert.deepEqual(
    pages.map(({ slug, title }) => [slug, title]),
    [
      ['start', 'Start'],
      ['b', 'B title'],
      ['about', 'About'],
    ],
  );
  assert.deepEqual(pages[1]?.headings, [
    { depth: 2, id: 's-second', text: 'Second' },
    { depth: 4, id: 's-third', text: 'Third' },
  ]);
  assert.match(pages[1]?.html ?? '', /href="\/repo\/docs\/start\/#s-first-steps".*href="#s-second".*href="\/repo\/about\/"/);
  assert.match(pages[2]?.html ?? '', /href="\/repo\/docs\/start\/#s-first-steps"/);
  assert.deepEqual(diagnostics, []);
});

test('images are known by their bytes, published under their hash, and never loaded from elsewhere', () => {
  const png = Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1');
  const { entries, images, diagnostics } = journal({
    'digits/journal.md':
      '## A\n\n![curve](figures/a.png "t") ![svg](figures/b.svg) ![far](https://example.org/p.png) ![d](data:image/png;base64,AA) ![none](c.png)\n',
    'digits/figures/a.png': png,
    'digits/figures/b.svg': '<svg onload="alert(1)"/>',
  });
  assert.equal(images.length, 1);
  assert.match(images[0]?.file ?? '', /^assets\/[0-9a-f]{16}\.png$/);
  assert.equal(
    entries[0]?.html,
    `<p><img src="/repo/${images[0]?.file}" alt="curve" loading="lazy" decoding="async" title="t"> svg far d none</p>`,
  );
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    Array(4).fill('image-dropped'),
  );
});

test('without a folder for images they are left out', () => {
  const { base, projects = [] } = AROUND;
  const { entries, diagnostics } = journal(
    { 'digits/journal.md': '## A\n\n![curve](a.png)\n', 'digits/a.png': '\x89PNG' },
    { base, projects },
  );
  assert.equal(entries[0]?.html, '<p>curve</p>');
  assert.equal(diagnostics.length, 1);
});

test('a place that its page does not have is left out of the address, and told with line and column', () => {
  const cases: Record<string, string> = {
    '/docs/start/#gone': '/repo/docs/start/',
    '../docs/start.md#gone': '/repo/docs/start/',
    '/digits/#gone': '/repo/digits/',
    '/tabular/data/#gone': '/repo/tabular/data/',
  };
  for (const [written, expected] of Object.entries(cases)) {
    const { entries, diagnostics } = bothOf({ ...FOLDER, 'digits/journal.md': `## 2026-11-20 A\n\nwords [x](${written})\n` }).journal;
    assert.match(entries[0]?.html ?? '', new RegExp(`href="${expected}"`), written);
    assert.deepEqual(
      diagnostics.map((one) => [one.code, placeText(one)]),
      [['anchor-dropped', 'digits/journal.md:3:7']],
      written,
    );
  }
});

test('places of pages and journals are found from one another, whichever name they are given', () => {
  const { journal: digits, prose: pages } = bothOf({
    'docs/start.md':
      '# Start\n\n## First steps\n\n[a](/digits/journal/#2026-11-20-learning-rate) [b](../digits/journal.md#why) [c](/digits/journal/#gone)\n',
    'digits/journal.md':
      '## 2026-11-20 Learning rate\n\n### Why\n\n[d](/docs/start/#first-steps) [e](../docs/start.md#first-steps) [f](/digits/checks/#overfit) [g](/digits/#leaderboard)\n',
  });
  const hrefs = (html: string | undefined) => [...(html ?? '').matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(hrefs(digits.entries[0]?.html), [
    '/repo/docs/start/#s-first-steps',
    '/repo/docs/start/#s-first-steps',
    '/repo/digits/checks/#overfit',
    '/repo/digits/#leaderboard',
  ]);
  assert.deepEqual(digits.diagnostics, []);
  assert.deepEqual(hrefs(pages.prose[0]?.html), [
    '/repo/digits/journal/#2026-11-20-learning-rate',
    '/repo/digits/journal/#2026-11-20-learning-rate--why',
    '/repo/digits/journal/',
  ]);
  assert.deepEqual(
    pages.diagnostics.map(({ code }) => code),
    ['anchor-dropped'],
  );
});
