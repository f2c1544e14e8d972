import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeText, words } from '../../src/model/wording.ts';
import { loadProjects } from '../../src/project/load.ts';
import { folder } from '../readers/memory.ts';
import { assertGrowth } from '../support/growth.ts';

function load(contents: { readonly [path: string]: string }, rootName = 'content') {
  const { index, files } = folder(contents);
  return loadProjects(index, files, rootName);
}

function faults(contents: { readonly [path: string]: string }): string[] {
  return load(contents).diagnostics.map((found) => `${placeText(found)}: ${found.code}: ${words(found).message}`);
}

const FULL = `title: Digits
archives: [runs, ../../mlruns]
code: ../history.bundle
ignore: ['**/scratch/**']
exclude: tag:junk
metrics:
  val/acc:
    direction: maximize
    unit: '%'
    aliases: [val_acc]
    range: [0, 100]
    scale: linear
    noise_floor: 0.2
    n_eval: 1797
    target: 97
  val/loss: {direction: lower}
primary: val/acc
selection: at_best(val/loss)
baseline: baseline
factors:
  ignore: [wandb.*]
  groups:
    model: [model.width, model.depth]
variants:
  w/o dropout: config.model.dropout=0
pairing: seed
alpha: 0.01
correction: none
comparisons:
  - name: Width scan
    runs: tag:width
    metrics: [val/acc]
prices:
  - provider: example
    sku: cpu-core
    region: local
    purchase: owned
    unit: core_hour
    price: 0.04
    currency: USD
    cores_per_run: 1
    valid_from: 2026-01-01
naming: '{date}-{model}-s{seed}'
publish:
  diff: true
`;

test('every key of project.yaml', () => {
  const { projects, diagnostics, ignore } = load({ 'site.yaml': 'publish: {console: true}\nignore: [old]\n', 'digits/project.yaml': FULL });
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(ignore, ['old', 'digits/**/scratch/**']);
  const path = 'digits/project.yaml';
  assert.deepEqual(projects, [
    {
      slug: 'digits',
      title: 'Digits',
      description: '',
      folder: 'digits',
      archives: ['runs', '../../mlruns'],
      code: '../history.bundle',
      ignore: ['**/scratch/**'],
      exclude: { text: 'tag:junk', place: { path, line: 5, column: 1 } },
      metrics: new Map([
        [
          'val/acc',
          {
            direction: 'higher',
            unit: '%',
            aliases: ['val_acc'],
            range: [0, 100],
            scale: 'linear',
            noiseFloor: 0.2,
            nEval: 1797,
            target: 97,
          },
        ],
        [
          'val/loss',
          { direction: 'lower', unit: null, aliases: [], range: null, scale: 'linear', noiseFloor: null, nEval: null, target: null },
        ],
      ]),
      primary: 'val/acc',
      selection: { rule: 'at_best', metric: 'val/loss' },
      baseline: { text: 'baseline', place: { path, line: 19, column: 1 } },
      factors: { ignore: ['wandb.*'], groups: new Map([['model', ['model.width', 'model.depth']]]) },
      variants: new Map([['w/o dropout', { text: 'config.model.dropout=0', place: { path, line: 25, column: 3 } }]]),
      pairing: 'seed',
      alpha: 0.01,
      correction: 'none',
      comparisons: [
        {
          slug: 'width-scan',
          name: 'Width scan',
          title: 'Width scan',
          baseline: null,
          variants: [],
          runs: { text: 'tag:width', place: { path, line: 31, column: 5 } },
          metrics: ['val/acc'],
          pairing: 'seed',
        },
      ],
      prices: [
        {
          provider: 'example',
          sku: 'cpu-core',
          region: 'local',
          purchase: 'owned',
          unit: 'core_hour',
          price: '0.04',
          currency: 'USD',
          coresPerRun: 1,
          gpusPerRun: null,
          gpuModel: null,
          runs: null,
          validFrom: '2026-01-01',
          validTo: null,
          source: null,
        },
      ],
      naming: '{date}-{model}-s{seed}',
      publish: { diff: true, console: true, environment: false, argv: false, images: true, personal: false, allow: [] },
    },
  ]);
});

test('nothing at all is a site without projects; empty files say nothing', () => {
  const empty = load({ 'mlruns/0/meta.yaml': '' }, 'lab');
  assert.deepEqual(empty.projects, []);
  assert.deepEqual(empty.diagnostics, []);
  assert.deepEqual(empty.site, {
    title: 'lab',
    description: '',
    language: 'en',
    url: null,
    base: '/',
    repository: null,
    publish: { diff: false, console: false, environment: false, argv: false, images: true, personal: false, allow: [] },
    ignore: [],
  });
  assert.deepEqual(faults({ 'site.yaml': '', 'a/project.yaml': '# nothing yet\n', 'b/project.yaml': 'metrics:\ntitle:\n' }), []);
  const own = empty.undeclared('x', 'X');
  assert.deepEqual([own.slug, own.title, own.folder, own.selection, own.correction], ['x', 'X', null, { rule: 'last' }, 'holm']);
});

test('the base is the path of the address, with slashes at both ends', () => {
  const base = (yaml: string) => load({ 'site.yaml': yaml }).site.base;
  assert.equal(base('url: https://example.org/lab/runs'), '/lab/runs/');
  assert.equal(base('url: https://example.org'), '/');
  assert.equal(base('url: https://example.org/lab\nbase: /other'), '/other/');
  assert.equal(load({ 'site.yaml': 'repository: https://example.org/lab/digits.git\n' }).site.repository, 'https://example.org/lab/digits');
});

test('mistakes are told with line, column and the nearest key', () => {
  assert.deepEqual(faults({ 'digits/project.yaml': 'title: x\nmetrics:\n  acc:\n    directoin: higher\n' }), [
    'digits/project.yaml:4:5: unknown-key: The key `metrics.acc.directoin` is not known; did you mean `direction`?',
  ]);
  assert.deepEqual(faults({ 'project.yaml': 'zebra: 1\nbaselin: x\n' }), [
    'project.yaml:1:1: unknown-key: The key `zebra` is not known',
    'project.yaml:2:1: unknown-key: The key `baselin` is not known; did you mean `baseline`?',
  ]);
  assert.deepEqual(faults({ 'site.yaml': 'title: 2026\npublish:\n  diff: 1\n' }), [
    'site.yaml:1:1: invalid-key: `title`: wants text, not 2026 (put it in quotes)',
    'site.yaml:3:3: invalid-key: `publish.diff`: wants true or false, not 1',
  ]);
  assert.deepEqual(faults({ 'project.yaml': 'metrics:\n  acc:\n    direction: upward\n' }), [
    'project.yaml:3:5: invalid-key: `metrics.acc.direction`: is upward, not one of higher, lower, maximize, minimize',
  ]);
  assert.deepEqual(faults({ 'project.yaml': 'comparisons:\n  - title: x\n' }), [
    'project.yaml:2:5: invalid-key: `comparisons.0.name`: is missing: text is wanted',
  ]);
  assert.deepEqual(faults({ 'project.yaml': 'selection: median\n' }), [
    'project.yaml:1:1: invalid-key: `selection`: is median; How one number is made of a series: last (the default), best, at_best(val/loss), mean_last_5',
  ]);
  assert.deepEqual(faults({ 'project.yaml': '- a\n- b\n' }), [
    'project.yaml:1:1: invalid-key: `project.yaml`: wants keys and values, not a list',
  ]);
});

test('a repeated key is an error with both places', () => {
  assert.deepEqual(faults({ 'project.yaml': 'title: a\nprimary: b\ntitle: c\n' }), [
    'project.yaml:3:1: invalid-key: `title`: stands twice, first at 1:1',
  ]);
});

test('what is not YAML is told with its place', () => {
  const [only, ...more] = load({ 'project.yaml': 'title: [a, b\nprimary: x: y\n' }).diagnostics;
  assert.equal(only?.code, 'invalid-yaml');
  assert.ok(more.every(({ code }) => code === 'invalid-yaml'));
  assert.deepEqual(faults({ 'project.yaml': 'title: !!python/name:os.system x\n' }), [
    'project.yaml:1:32: invalid-yaml: The file is not valid YAML: the tag !!python/name:os.system is not allowed',
  ]);
});

test('contradictions', () => {
  assert.deepEqual(
    faults({
      'project.yaml':
        'metrics:\n  a: {range: [1, 0]}\n  b: {aliases: [a, c]}\n  d: {aliases: [c]}\ncomparisons:\n  - name: x\n  - name: X\n',
    }),
    [
      'project.yaml:2:7: invalid-key: `metrics.a.range`: the lowest value comes first',
      'project.yaml:3:7: invalid-key: `metrics.b.aliases`: “a” already stands for a',
      'project.yaml:4:7: invalid-key: `metrics.d.aliases`: “c” already stands for b',
      'project.yaml:7:5: invalid-key: `comparisons.1.name`: has the same address as “x”',
    ],
  );
});

test('which folders are projects, and their addresses', () => {
  const { projects, diagnostics } = load({
    'digits/journal.md': '',
    'old/Digits/journal/2026-01-01.md': '',
    'docs/journal.md': '',
    'docs/project.yaml': '',
    'runs/project.yaml': '',
    'Größe & Maß/project.yaml': '',
    'tabular/README.md': '',
  });
  assert.deepEqual(
    projects.map(({ slug, folder, title }) => [slug, folder, title]),
    [
      ['gro-e-ma', 'Größe & Maß', 'Größe & Maß'],
      ['digits', 'digits', 'digits'],
      ['docs-project', 'docs', 'docs'],
      ['old-digits', 'old/Digits', 'Digits'],
      ['runs-project', 'runs', 'runs'],
    ],
  );
  assert.deepEqual(
    diagnostics.map((found) => [found.code, found.place.path]),
    [
      ['reserved-slug', 'docs'],
      ['reserved-slug', 'runs'],
    ],
  );
  assert.deepEqual(
    load({ 'project.yaml': '' }, 'My Lab').projects.map(({ slug, folder }) => [slug, folder]),
    [['my-lab', '']],
  );
});

test('no text makes it throw, every mistake has a place', () => {
  const keys = fc.constantFrom(
    'title',
    'metrics',
    'publish',
    'archives',
    'prices',
    'comparisons',
    'alpha',
    'zzz',
    '__proto__',
    'constructor',
  );
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('x', 1, 0.5, true, null, 'last', ''),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(
      fc.oneof(
        value.map((made) => JSON.stringify(made)),
        fc.string(),
      ),
      (text) => {
        const { diagnostics } = load({ 'project.yaml': text });
        for (const { place } of diagnostics) assert.ok(place.line !== undefined && place.line >= 1, text);
      },
    ),
    { numRuns: 2000, seed: 4 },
  );
});

test('places of variants and of mistakes cost no more the more there are', () => {
  const lines = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at)).join('');
  const variants = (count: number) => load({ 'project.yaml': `variants:\n${lines(count, (at) => `  v${at}: config.lr=${at}\n`)}` });
  assert.equal(variants(100).projects[0]?.variants.size, 100);
  assertGrowth('variants', 100, variants);
  const mistakes = (count: number) => load({ 'project.yaml': `metrics:\n${lines(count, (at) => `  m${at}: {range: [2, 1]}\n`)}` });
  assert.equal(mistakes(100).diagnostics.length, 100);
  assertGrowth('mistakes', 100, mistakes);
});
