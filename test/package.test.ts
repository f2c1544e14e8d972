import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { treeOf } from './support/small-site.ts';
import { importsOf, ROOT, sourceFiles } from './support/source.ts';

const run = promisify(execFile);
const place = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-package-'));
const env = { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}` };
let tarball = '';
let packed: readonly string[] = [];

before(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--silent', '--pack-destination', place], { cwd: ROOT, env });
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [{ filename: string; files: { path: string }[] }];
  tarball = path.join(place, filename);
  packed = files.map((file) => file.path);
});

/** Sources that Astro needs: the pages, and all that they import. */
function sourcesOfPages(): Set<string> {
  const all = new Map(sourceFiles('src', /./).map((file) => [file.path, file]));
  const found = new Set<string>();
  const visit = (file: string): void => {
    const source = all.get(file);
    if (source === undefined || found.has(file)) return;
    found.add(file);
    if (!/\.(ts|astro)$/.test(file)) return;
    for (const { specifier } of importsOf(source)) {
      if (specifier.startsWith('.')) visit(path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, '')));
    }
  };
  for (const file of all.keys()) if (file.startsWith('src/pages/')) visit(file);
  return found;
}

test('the package holds the compiled program, the sources of the pages, and nothing else', () => {
  const needed = sourcesOfPages();
  const shipped = packed.filter((file) => file.startsWith('src/'));
  assert.deepEqual(
    [...needed].filter((file) => !shipped.includes(file)),
    [],
  );
  const folders = new Set([...needed].map((file) => path.dirname(file).split('/')[1]));
  assert.deepEqual(
    [...new Set(shipped.map((file) => path.dirname(file).split('/')[1]))].filter((folder) => !folders.has(folder)),
    [],
  );
  const rest = packed.filter((file) => !/^(src|lib)\//.test(file)).sort();
  assert.deepEqual(rest, ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  for (const file of ['lib/runfolio.js', 'lib/cli.js', 'lib/integration.js', 'lib/integration.d.ts', 'lib/publish/press-thread.js'])
    assert.ok(packed.includes(file), file);
});

test('installed elsewhere, it builds the same bytes as the repository', async (t) => {
  t.after(() => fs.rmSync(place, { recursive: true, force: true }));
  const home = path.join(place, 'home');
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'package.json'), '{"private":true}');
  try {
    await run('npm', ['view', 'astro@latest', 'version', '--fetch-retries=0', '--fetch-timeout=20000'], {
      cwd: home,
      env,
      timeout: 60_000,
    });
  } catch {
    return t.skip('the registry cannot be reached, so the package was not installed');
  }
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball], { cwd: home, env });
  fs.cpSync(path.join(ROOT, 'content'), path.join(home, 'content'), { recursive: true, filter: (from) => !from.includes('.runfolio') });
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  assert.equal((await run('npx', ['--no-install', 'runfolio', '--version'], { cwd: home, env })).stdout, `${version}\n`);
  await run('npx', ['--no-install', 'runfolio', 'build', 'content', '--quiet', '--cache', 'cache'], { cwd: home, env });
  const args = ['build', path.join(home, 'content'), '--quiet', '--cache', path.join(place, 'cache'), '--out', path.join(place, 'site')];
  await run(process.execPath, [path.join(ROOT, 'src/runfolio.js'), ...args], { cwd: place, env });
  assert.deepEqual(treeOf(path.join(home, '_site')), treeOf(path.join(place, 'site')));
});
