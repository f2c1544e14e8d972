import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { scanTags } from '../../src/publish/html.ts';
import { listTree } from '../../src/publish/manifest.ts';
import { factsOf, judge, refusal } from '../../src/publish/verify.ts';
import { assertGrowth } from '../support/growth.ts';

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">`;

async function faultsOf(files: Readonly<Record<string, string>>, base = '/x/', url: string | null = null): Promise<string[]> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-verify-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), content);
    }
    const names = listTree(root).files.toSorted();
    const inventory = new Map(names.map((file) => [file, { path: file, size: 0, sha256: '' }]));
    const facts = (file: string) => factsOf(file, () => fs.readFileSync(path.join(root, file), 'utf8'));
    return (await judge(names, facts, inventory, { base, url })).map(({ file, what }) => `${file}: ${what}`);
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

/** Faults of a home page with this body, in a site that also has `/x/a/` with the anchor `top` and some assets. */
async function faultsIn(body: string, url: string | null = null): Promise<string[]> {
  const files = {
    'index.html': POLICY + body,
    'a/index.html': `${POLICY}<h1 id="top">a</h1>`,
    '_astro/a.css': '',
    '_astro/a.js': '',
    'a b/é.csv': '',
  };
  return (await faultsOf(files, '/x/', url)).map((fault) => fault.replace(/^index\.html: /, ''));
}

test('a sound page has no faults', async () => {
  const body = `<link rel="stylesheet" href="/x/_astro/a.css"><script type="module" src="/x/_astro/a.js"></script>
    <link rel="icon" href="data:,"><link rel="canonical" href="https://lab.example/x/"><a href="/x/">home</a><a href="/x/a/?q=1#top">a</a>
    <a href="a/#top">relative</a><a href="#here" id="here">here</a><a href="/x/a%20b/%C3%A9.csv">data</a><a href="https://elsewhere.example/p#q">out</a>
    <a href="mailto:lab@lab.example">mail</a><script type="application/json" id="data">{"onclick":"<a href='/nowhere'>"}</script><svg><use href="#here"/></svg>
    <!-- <script>alert(1)</script> --><img src="data:image/png;base64,AA" alt=""><a href="/x/a/#:~:text=a">text</a><a href="/x/manifest.json">manifest</a>`;
  assert.deepEqual(await faultsIn(body, 'https://lab.example/x/'), []);
});

test('links that lead nowhere', async () => {
  const cases: [string, string][] = [
    ['<a href="/x/b/">', 'links to /x/b/, which leads nowhere'],
    ['<a href="/x/a">', 'links to /x/a, which lacks the slash at its end'],
    ['<a href="/a/">', 'links to /a/, which leads out of the base path /x/'],
    ['<a href="../">', 'links to ../, which leads out of the base path /x/'],
    ['<a href="/x/a/#none">', 'link to a/index.html#none: no such anchor'],
    ['<a href="#none">', 'links to #none: no such anchor'],
    ['<a href="javascript:alert(1)">', 'links to javascript:alert(1): javascript: is not allowed'],
    ['<a href=" java&#x0A;script:alert(1)">', 'links to  java\nscript:alert(1): javascript: is not allowed'],
    ['<a href="data:text/html,x">', 'links to data:text/html,x: data: is not allowed'],
    ['<a href="https://lab.example/x/none/">', 'links to https://lab.example/x/none/, which leads nowhere'],
    ['<a href="http://[">', 'links to http://[, which is no address'],
  ];
  for (const [body, wanted] of cases) assert.deepEqual(await faultsIn(body, 'https://lab.example/x/'), [wanted], body);
});

test('what is loaded from elsewhere, or is not there', async () => {
  const cases: [string, string][] = [
    ['<script src="https://cdn.example/a.js">', 'loads https://cdn.example/a.js from elsewhere'],
    ['<img src="//cdn.example/a.png">', 'loads //cdn.example/a.png from elsewhere'],
    ['<img srcset="/x/none.png 2x">', 'loads /x/none.png, which leads nowhere'],
    ['<link rel="stylesheet" href="https://cdn.example/a.css">', 'loads https://cdn.example/a.css from elsewhere'],
    ['<link rel="preconnect" href="https://cdn.example">', 'loads https://cdn.example from elsewhere'],
    ['<svg><image xlink:href="https://cdn.example/a.png"/></svg>', 'loads https://cdn.example/a.png from elsewhere'],
    ['<form action="https://collect.example/"></form>', 'loads https://collect.example/ from elsewhere'],
    ['<div data-src="/x/none.json"></div>', 'loads /x/none.json, which leads nowhere'],
  ];
  for (const [body, wanted] of cases) assert.deepEqual(await faultsIn(body), [wanted], body);
});

test('scripts and styles inside a page', async () => {
  const cases: [string, string][] = [
    ['<script>alert(1)</script>', '<script>: a script inside the page'],
    ['<script type=module>x</script>', '<script>: a script inside the page'],
    ['<style>p{}</style>', '<style>: a style inside the page'],
    ['<p style="color:red">', '<p style>: a style inside the page'],
    ['<p ONCLICK=alert(1)>', '<p onclick>: a handler inside the page'],
    ['<svg/onload=alert(1)>', '<svg onload>: a handler inside the page'],
    ['<iframe srcdoc="x"></iframe>', '<iframe> is not allowed'],
    ['<base href="/x/">', '<base> is not allowed'],
    ['<meta http-equiv="Refresh" content="0">', '<meta http-equiv="refresh"> is not allowed'],
  ];
  for (const [body, wanted] of cases)
    assert.deepEqual(
      (await faultsIn(body)).filter((fault) => !fault.startsWith('loads')),
      [wanted],
      body,
    );
});

test('every page has a policy that limits scripts', async () => {
  const page = (policy: string) => faultsOf({ 'index.html': `<meta http-equiv="content-security-policy" content="${policy}">` });
  assert.deepEqual(await faultsOf({ 'index.html': '<p>' }), ['index.html: has no Content-Security-Policy']);
  assert.deepEqual(await page("default-src 'self' 'unsafe-inline'"), ['index.html: its Content-Security-Policy allows unsafe sources']);
  assert.deepEqual(await page("img-src 'self'"), ['index.html: its Content-Security-Policy does not limit scripts']);
  assert.deepEqual(await page("default-src 'none'"), []);
});

test('files of other kinds', async () => {
  const cases: [string, string, string][] = [
    ['run.js', '', 'a kind of file that is not published'],
    ['a.wasm', '', 'a kind of file that is not published'],
    ['a.xhtml', '', 'a kind of file that is not published'],
    ['model.pkl', '', 'a kind of file that is not published'],
    ['_astro/a.css', '@import "https://cdn.example/a.css";', 'loads https://cdn.example/a.css from elsewhere'],
    ['_astro/a.css', 'p { background: url(none.png) }', 'loads none.png, which leads nowhere'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', '<script>: a script inside the page'],
    ['a.svg', '<svg><a href="javascript:alert(1)"/></svg>', 'links to javascript:alert(1): javascript: is not allowed'],
    ['a.svg', '<svg><foreignObject/></svg>', '<foreignobject> is not allowed'],
    ['feed.xml', '<?xml-stylesheet href="a.xsl"?><feed/>', 'holds a script or a style sheet'],
  ];
  for (const [file, content, wanted] of cases) assert.deepEqual(await faultsOf({ [file]: content }), [`${file}: ${wanted}`]);
  assert.deepEqual(await faultsOf({ 'a/B.csv': '', 'a/b.csv': '' }), ['a/b.csv: differs from a/B.csv in case alone']);
  assert.deepEqual(await faultsOf({ '404.html': `${POLICY}<a href="a/">` }), [
    '404.html: links to a/, which is relative, and 404.html is shown at any address',
  ]);
});

test('the words name files, and count the rest', () => {
  const { message, exitCode } = refusal(Array.from({ length: 23 }, (_, index) => ({ file: `p${index}.html`, what: 'is bad' })));
  assert.equal(exitCode, 1);
  assert.match(message, /^The built site failed its verification and was not put in place:\n {2}p0\.html: is bad\n[\s\S]* {2}and 3 more$/);
});

test('tags are read as a browser reads them', () => {
  const seen: string[] = [];
  const html = `<A HREF='x y' b=c d>1 < 2 <textarea><p></textarea><title><b></title><br/><p a="&lt;&#65;&#x42;&quot;&unknown;" a="second"><`;
  scanTags(html, ({ name, attributes }) => seen.push(`${name} ${[...attributes].map(([key, value]) => `${key}=${value}`).join('|')}`));
  assert.deepEqual(seen, ['a href=x y|b=c|d=', 'textarea ', 'title ', 'br ', 'p a=<AB"&unknown;']);
});

test('hostile pages are read in linear time', () => {
  for (const part of ['<', '<a ', '<a b=', '<!--', '<script>', '<a b="', '</', '&', '<a&#']) {
    const texts = new Map([2_000, 16_000].map((times) => [times, part.repeat(times)]));
    assertGrowth(part, 2_000, (times) => scanTags(texts.get(times) ?? '', () => {}));
  }
});
