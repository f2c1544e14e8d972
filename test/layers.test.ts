import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { type Import, importsOf, type SourceFile, sourceFiles } from './support/source.ts';

interface Law {
  /** Folders of ours, or single files without their ending. A folder may always import itself. */
  readonly own: readonly string[];
  /** Packages; `node:*` stands for all of Node's modules. */
  readonly others: readonly string[];
  /** Narrower than `own`: gives the reason why one file may not import another of an allowed folder. */
  readonly except?: (from: string, to: string) => string | null;
}

const MARKDOWN = [
  'unified',
  'remark-parse',
  'remark-gfm',
  'remark-frontmatter',
  'remark-rehype',
  'rehype-sanitize',
  'rehype-stringify',
  'mdast',
  'hast',
];
const PAGES = ['pages', 'layouts', 'components', 'styles', 'client', 'model', 'charts', 'query', 'exports'];
const ALL_BUT_PAGES = [
  ...[
    'model',
    'formats',
    'folder',
    'readers',
    'journal',
    'project',
    'costs',
    'git',
    'runs',
    'store',
    'query',
    'analysis',
    'charts',
    'exports',
  ],
  ...[
    'render',
    'publish',
    'read',
    'load',
    'prose',
    'images',
    'history',
    'repeat',
    'site',
    'fill',
    'build',
    'integration',
    'program',
    'compile-process',
    'pages/routes',
  ],
];

/** Who may import whom. A folder without a row, and a row without a file, is a fault. */
const LAW: Readonly<Record<string, Law>> = {
  model: { own: [], others: ['zod', 'node:crypto'] },
  formats: { own: ['model'], others: ['node:*'] },
  folder: { own: ['model', 'formats'], others: ['node:*', 'fast-glob'] },
  readers: { own: ['model', 'formats'], others: ['node:*', 'yaml'], except: strangers },
  journal: { own: ['model', 'formats', 'readers/yaml'], others: ['node:*', 'yaml', ...MARKDOWN] },
  project: { own: ['model', 'formats', 'readers/yaml'], others: ['node:*', 'yaml'] },
  git: { own: ['model', 'formats'], others: ['node:*', 'simple-git'] },
  runs: { own: ['model'], others: [] },
  store: { own: ['model', 'formats'], others: ['node:*'] },
  query: { own: ['model'], others: [] },
  analysis: { own: ['model', 'query'], others: [] },
  charts: { own: ['model'], others: [] },
  exports: { own: ['model', 'formats'], others: [] },
  render: { own: ['model'], others: ['node:*', 'vega', 'vega-lite'] },
  pages: { own: PAGES, others: ['astro'] },
  layouts: { own: PAGES, others: ['astro'] },
  components: { own: PAGES, others: ['astro'] },
  styles: { own: [], others: [] },
  client: { own: ['model', 'charts', 'query', 'analysis'], others: ['vega', 'vega-lite', 'vega-embed'] },
  publish: {
    own: ['model', 'formats/checked-text', 'folder/listings'],
    others: ['node:*', '@secretlint/core', '@secretlint/profiler', '@secretlint/secretlint-rule-preset-recommend'],
  },
  commands: { own: ALL_BUT_PAGES, others: ['node:*', 'astro'] },
  read: { own: ALL_BUT_PAGES, others: ['node:*'] },
  load: { own: ALL_BUT_PAGES, others: ['node:*'] },
  prose: { own: ALL_BUT_PAGES, others: ['node:*'] },
  images: { own: ALL_BUT_PAGES, others: [] },
  history: { own: ALL_BUT_PAGES, others: ['node:*'] },
  repeat: { own: ALL_BUT_PAGES, others: ['node:*'] },
  site: { own: ALL_BUT_PAGES, others: ['node:*'] },
  fill: { own: ALL_BUT_PAGES, others: ['node:*'] },
  build: { own: ALL_BUT_PAGES, others: ['node:*'] },
  integration: { own: ALL_BUT_PAGES, others: ['node:*', 'astro'] },
  program: { own: ALL_BUT_PAGES, others: ['node:*'] },
  'compile-process': { own: ALL_BUT_PAGES, others: ['node:*'] },
  cli: { own: ['commands', 'model'], others: ['node:*'] },
  runfolio: { own: ['cli'], others: ['node:*'] },
};

/** A reader knows no other reader: beyond the interface and the YAML dialects only files whose names start with its own. */
function strangers(from: string, to: string): string | null {
  const shared = ['readers/reader', 'readers/yaml'];
  if (!to.startsWith('readers/') || from === 'readers/index' || shared.includes(to)) return null;
  const tracker = (place: string) => (place.split('/')[1] as string).split('-')[0];
  return tracker(from) === tracker(to) ? null : 'a reader names no other reader';
}

const files = sourceFiles('src');
const row = (place: string) => place.split('/')[0] as string;

/** `src/readers/wandb.ts` → `readers/wandb`. */
function placeOf(file: string): string {
  return file.replace(/^src\//, '').replace(/\.(ts|js|astro|css|svg)$/, '');
}

function targetOf(file: SourceFile, found: Import): string {
  return path.posix.join(path.posix.dirname(file.path), found.specifier.replace(/\?.*$/, ''));
}

function ownFault(file: SourceFile, found: Import): string | null {
  const from = placeOf(file.path);
  const target = targetOf(file, found);
  if (!target.startsWith('src/')) return target === 'package.json' ? null : 'leads out of src';
  const to = placeOf(target);
  const law = LAW[row(from)] as Law;
  const allowed = row(from) === row(to) || law.own.includes(row(to)) || law.own.includes(to);
  return allowed ? (law.except?.(from, to) ?? null) : `${row(from)} may not import ${row(to)}`;
}

function othersFault(file: SourceFile, found: Import): string | null {
  const law = LAW[row(placeOf(file.path))] as Law;
  if (isBuiltin(found.specifier)) {
    if (!found.specifier.startsWith('node:')) return 'modules of Node are named with node:';
    return law.others.includes('node:*') || law.others.includes(found.specifier) ? null : 'may not import modules of Node';
  }
  const name = found.specifier
    .split('/', found.specifier.startsWith('@') ? 2 : 1)
    .join('/')
    .replace(/^astro:.*/, 'astro');
  return law.others.includes(name) ? null : `may not import the package ${name}`;
}

test('every folder and top file of src has a row', () => {
  const without = [...new Set(files.map((file) => row(placeOf(file.path))))].filter((name) => !(name in LAW));
  assert.deepEqual(without, []);
});

test('every row has a file', () => {
  const present = new Set(sourceFiles('src', /\.(ts|js|astro|css)$/).map((file) => row(placeOf(file.path))));
  assert.deepEqual(
    Object.keys(LAW).filter((name) => !present.has(name)),
    [],
  );
});

test('every import keeps the law', () => {
  const faults: string[] = [];
  for (const file of files) {
    if (!(row(placeOf(file.path)) in LAW)) continue;
    for (const found of importsOf(file)) {
      const fault = found.specifier.startsWith('.') ? ownFault(file, found) : othersFault(file, found);
      if (fault !== null) faults.push(`${file.path}:${found.line} ${found.specifier}: ${fault}`);
    }
  }
  assert.deepEqual(faults, []);
});

test('imports of ours name their file with its ending', () => {
  const faults = files.flatMap((file) =>
    importsOf(file)
      .filter((found) => found.specifier.startsWith('.') && !/\.(ts|js|astro|css|svg|json)(\?\w+)?$/.test(found.specifier))
      .map((found) => `${file.path}:${found.line} ${found.specifier}`),
  );
  assert.deepEqual(faults, []);
});

test('no cycles between modules', () => {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter((found) => found.specifier.startsWith('.') && !found.typeOnly)
        .map((found) => targetOf(file, found)),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (node: string, trail: readonly string[]): void => {
    if (trail.includes(node)) cycles.push([...trail.slice(trail.indexOf(node)), node].join(' → '));
    if (trail.includes(node) || done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const file of files) visit(file.path, []);
  assert.deepEqual(cycles, []);
});

test('no default exports', () => {
  const all = [...files, ...sourceFiles('test'), ...sourceFiles('scripts')].filter((file) => file.path.endsWith('.ts'));
  assert.deepEqual(
    all.filter((file) => /^export default\b|\bas default\b/m.test(file.text)).map((file) => file.path),
    [],
  );
});

test('no file above 400 lines', (t) => {
  const lines = files.map((file) => file.text.split('\n').length - 1).sort((a, b) => a - b);
  t.diagnostic(`${files.length} files, median ${lines[lines.length >> 1]} lines (aim: at most 60), longest ${lines.at(-1)}`);
  assert.deepEqual(
    files.filter((file) => file.text.split('\n').length > 401).map((file) => file.path),
    [],
  );
});

test('file names say what is inside', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared)(\.|\/)/;
  assert.deepEqual(
    files.map((file) => file.path).filter((file) => vague.test(file)),
    [],
  );
});

test('no path of a machine, no mark of unfinished work', () => {
  const machine = new RegExp(`(^|[^A-Za-z0-9_.~-])/(${['work', 'farm', 'root'].join('|')})/`);
  const marks = new RegExp(`\\b(${['TO', 'FIX'].map((start) => `${start}${start === 'TO' ? 'DO' : 'ME'}`).join('|')})\\b`);
  const all = [
    ...files,
    ...sourceFiles('scripts', /./),
    ...sourceFiles('test'),
    ...sourceFiles('.ci', /./),
    ...sourceFiles('.github', /./),
  ];
  const faults = all.flatMap((file) =>
    file.text
      .split('\n')
      .flatMap((line, index) => (machine.test(line) || marks.test(line) ? [`${file.path}:${index + 1} ${line.trim()}`] : [])),
  );
  assert.deepEqual(faults, []);
});
