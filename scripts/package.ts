import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * Compiles the program into `lib/`, for Node strips no types below `node_modules`; runs before `npm pack`. The sources
 * of the pages are shipped as they are, for Astro compiles them itself; package.json lists their folders.
 */
const root = path.resolve(import.meta.dirname, '..');
const lib = path.join(root, 'lib');
/** Where the program begins, and what it starts beside itself. */
const PROGRAMS = ['../src/cli.ts', '../src/integration.ts', '../src/compile-process.ts', '../src/publish/press-thread.ts'];

function main(): void {
  fs.rmSync(lib, { recursive: true, force: true });
  fs.mkdirSync(lib);
  compile();
  fs.copyFileSync(path.join(root, 'src/runfolio.js'), path.join(lib, 'runfolio.js'));
  fs.chmodSync(path.join(lib, 'runfolio.js'), 0o755);
  execFileSync(process.execPath, [path.join(root, 'scripts/schemas.ts'), path.join(lib, 'schemas')], { stdio: 'ignore' });
  console.log(`${fs.readdirSync(lib, { recursive: true }).length} files in lib`);
}

function compile(): void {
  const project = path.join(lib, 'tsconfig.json');
  const compilerOptions = { noEmit: false, declaration: true, outDir: '.', rootDir: '../src' };
  fs.writeFileSync(project, JSON.stringify({ extends: '../tsconfig.json', compilerOptions, files: PROGRAMS, include: [] }));
  execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project], { stdio: 'inherit' });
  fs.rmSync(project);
}

main();
