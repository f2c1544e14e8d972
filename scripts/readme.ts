import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { readers } from '../src/readers/index.ts';

/** Writes the table of trackers into README.md, from the list of readers; with `--check` only says whether it is up to date. */
const file = path.resolve(import.meta.dirname, '../README.md');
const [start, end] = ['<!-- trackers -->', '<!-- /trackers -->'];

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const rows = readers.map(({ title, versions, foundBy }) => `| ${cell(title)} | ${cell(versions)} | ${cell(foundBy)} |`);
const table = ['| Tracker | What is read | Found by |', '| --- | --- | --- |', ...rows].join('\n');

const readme = fs.readFileSync(file, 'utf8');
const from = readme.indexOf(start);
const to = readme.indexOf(end);
if (from < 0 || to < from) throw new Error(`README.md lacks the lines ${start} and ${end}`);
const wanted = `${readme.slice(0, from + start.length)}\n${table}\n${readme.slice(to)}`;

if (wanted === readme) console.log('The table of trackers in README.md is up to date.');
else if (process.argv.includes('--check')) {
  console.error('The table of trackers in README.md is stale. Run: npm run readme');
  process.exitCode = 1;
} else {
  fs.writeFileSync(file, wanted);
  console.log('Wrote the table of trackers into README.md.');
}
