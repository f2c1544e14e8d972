#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets words instead of a syntax error.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const needed = [22, 18];
const found = process.versions.node.split('.').map(Number);
if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(`runfolio: needs Node ${needed.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org/.`);
  process.exitCode = 2;
} else {
  const inRepository = import.meta.url.endsWith('/src/runfolio.js');
  const among = /\/node_modules\/[^/]+\/lib\/runfolio\.js$/.test(import.meta.url) ? '../../' : '../node_modules/';
  // What is kept is run: it may lie only where the program lies itself.
  module.enableCompileCache?.(fileURLToPath(new URL(`${among}.cache/runfolio/code`, import.meta.url)));
  import(inRepository ? './cli.ts' : './cli.js').then(({ start }) => start());
}
