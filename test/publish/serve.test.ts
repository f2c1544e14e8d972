import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { serve } from '../../src/publish/serve.ts';

function site(t: { after(done: () => void): void }): string {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-serve-'));
  t.after(() => fs.rmSync(top, { recursive: true, force: true }));
  const root = path.join(top, 'site');
  fs.mkdirSync(path.join(root, 'a b'), { recursive: true });
  fs.writeFileSync(path.join(root, 'index.html'), '<body>home</body>');
  fs.writeFileSync(path.join(root, '404.html'), 'missing');
  fs.writeFileSync(path.join(root, 'a b/index.html'), 'inner');
  fs.writeFileSync(path.join(root, 'data.json'), '{}');
  fs.writeFileSync(path.join(top, 'private.txt'), 'private');
  fs.symlinkSync(path.join(top, 'private.txt'), path.join(root, 'link.txt'));
  return root;
}

test('serves as a static host would, under its base path', async (t) => {
  const serving = await serve(site(t), { base: '/x/', port: 0, orNext: false });
  t.after(() => serving.close());
  const get = async (place: string, init: RequestInit = {}) => {
    const response = await fetch(new URL(place, serving.url), { redirect: 'manual', ...init });
    return [response.status, response.headers.get('content-type'), response.headers.get('location') ?? (await response.text())];
  };
  const html = 'text/html; charset=utf-8';
  const text = 'text/plain; charset=utf-8';
  assert.deepEqual(await get('/x/?q=1'), [200, html, '<body>home</body>']);
  assert.deepEqual(await get('/'), [302, text, '/x/']);
  assert.deepEqual(await get('/x'), [302, text, '/x/']);
  assert.deepEqual(await get('/x/a%20b'), [302, text, '/x/a%20b/']);
  assert.deepEqual(await get('/x/a%20b/'), [200, html, 'inner']);
  assert.deepEqual(await get('/x/data.json'), [200, 'application/json; charset=utf-8', '{}']);
  for (const place of [
    '/y/',
    '/x/none',
    '/x/%2e%2e%2fprivate.txt',
    '/x/..%5cprivate.txt',
    '/x/link.txt',
    '/x/%00',
    '/x/%zz',
    '//evil.example/a%20b',
  ]) {
    assert.deepEqual(await get(place.startsWith('//') ? `/x/${place}` : place), [404, html, 'missing'], place);
  }
  assert.deepEqual((await get('/x/', { method: 'POST' }))[0], 405);
  assert.deepEqual(await get('/x/', { method: 'HEAD' }), [200, html, '']);
});

test('takes the next port where one is in use, or says so', async (t) => {
  const root = site(t);
  const first = await serve(root, { base: '/', port: 0, orNext: false });
  t.after(() => first.close());
  const { port } = new URL(first.url);
  const second = await serve(root, { base: '/', port: Number(port), orNext: true });
  t.after(() => second.close());
  assert.notEqual(new URL(second.url).port, port);
  await assert.rejects(() => serve(root, { base: '/', port: Number(port), orNext: false }), { exitCode: 5, message: /is in use/ });
});
