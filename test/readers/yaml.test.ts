import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseBlockYaml } from '../../src/formats/yaml-block.ts';
import { parseFlowYaml } from '../../src/formats/yaml-flow.ts';
import { plainScalar } from '../../src/formats/yaml-scalar.ts';
import { isMap, type Value } from '../../src/model/value.ts';
import { readFullYaml, readYaml, yamlPlaces } from '../../src/readers/yaml.ts';
import { assertGrowth } from '../support/growth.ts';

function value(text: string): Value | undefined {
  return readYaml(text).value;
}

test('plain scalars, as their writers mean them', () => {
  const cases: [string, Value][] = [
    ['1e-3', 1e-3],
    ['1.0e+80', 1e80],
    ['1.', 1],
    ['.5', 0.5],
    ['-0.0', -0],
    ['.nan', Number.NaN],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.Inf', Number.NEGATIVE_INFINITY],
    ['+12', 12],
    ['-0', 0],
    ['123456789012345678', 123456789012345678n],
    ['-9007199254740993', -9007199254740993n],
    ['0x1F', 31],
    ['1_000', 1000],
    ['20261120_202551', '20261120_202551'],
    ['0o17', '0o17'],
    ['017', '017'],
    ['08', '08'],
    ['0123456', '0123456'],
    ['12e45678', '12e45678'],
    ['1:30', '1:30'],
    ['2026-11-20', '2026-11-20'],
    ['null', null],
    ['~', null],
    ['', null],
    ['True', true],
    ['FALSE', false],
    ['yes', 'yes'],
    ['off', 'off'],
    ['nan', 'nan'],
    ['inf', 'inf'],
    ['None', 'None'],
    ['1e', '1e'],
    ['e3', 'e3'],
    ['.', '.'],
    ['-', '-'],
    ['9'.repeat(5000), '9'.repeat(5000)],
  ];
  for (const [text, wanted] of cases) {
    assert.ok(Object.is(plainScalar(text), wanted), `${text.slice(0, 30)} → ${String(plainScalar(text))}`);
    if (text === '' || text === '-' || text.length > 1000) continue;
    const read = readFullYaml(`a: ${text}\n`, 'typed').value;
    assert.ok(isMap(read) && Object.is(read['a'], wanted), text);
    const spelled = readFullYaml(`a: ${text}\n`, 'text').value;
    assert.ok(isMap(spelled) && spelled['a'] === text, text);
  }
});

test('quoted scalars are text, tags of YAML type, keys stay as written', () => {
  assert.deepEqual(
    JSON.parse(
      JSON.stringify(
        value(`a: "1"\nb: '1e-3'\nc: !!int "7"\nd: !!str 7\ne: !!float 1\nf: "\\u00e9\\n"\ng: |\n  x\n  y\nh: >-\n  x\n  y\n`),
      ),
    ),
    {
      a: '1',
      b: '1e-3',
      c: 7,
      d: '7',
      e: 1,
      f: 'é\n',
      g: 'x\ny\n',
      h: 'x y',
    },
  );
  const keys = value('0x10: a\n1.0: b\ntrue: c\n~: d\n017: e\n? [1, 2]\n: f\n');
  assert.ok(isMap(keys));
  assert.deepEqual(Object.keys(keys), ['0x10', '1.0', 'true', '~', '017', '[1,2]']);
});

test('tags of programs give their plain content, with a fault', () => {
  const read = readYaml(
    "a: !!python/tuple [1, 2]\nb: !!python/object:src.models.Config\n  x: 1\nc: !!python/name:torch.nn.ReLU ''\nd: !!python/object/apply:os.system [ls]\ne: !custom 5\n",
  );
  assert.deepEqual(JSON.parse(JSON.stringify(read.value)), { a: [1, 2], b: { x: 1 }, c: 'torch.nn.ReLU', d: ['ls'], e: '5' });
  assert.deepEqual(
    read.faults.map(({ kind, what, line }) => `${kind} ${what} ${line}`),
    [
      'tag !!python/tuple 1',
      'tag !!python/object:src.models.Config 3',
      'tag !!python/name:torch.nn.ReLU 4',
      'tag !!python/object/apply:os.system 5',
      'tag !custom 6',
    ],
  );
});

test('repeated keys: the last counts, both places are told', () => {
  const { value: read, faults } = readYaml('a: 1\nb: 2\na: 3\n');
  assert.deepEqual(JSON.parse(JSON.stringify(read)), { a: 3, b: 2 });
  assert.deepEqual(faults, [{ kind: 'duplicate', what: 'a', line: 3, column: 1, firstLine: 1, firstColumn: 1 }]);
});

test('anchors, aliases and merges', () => {
  assert.deepEqual(
    JSON.parse(
      JSON.stringify(value('a: &x [1, &y 2]\nb: *x\nc: *y\nd: &m {k: 1, l: 2}\ne:\n  l: 3\n  <<: *m\nf:\n  <<: [*m, {n: 4}]\n  k: 9\n')),
    ),
    {
      a: [1, 2],
      b: [1, 2],
      c: 2,
      d: { k: 1, l: 2 },
      e: { l: 3, k: 1 },
      f: { k: 9, l: 2, n: 4 },
    },
  );
  assert.equal(readYaml('a: &x [*x]\n').faults[0]?.kind, 'limit');
  assert.ok(readYaml('a: *nowhere\n').faults.length > 0);
});

test('keys without a prototype', () => {
  const read = value('__proto__: {polluted: 1}\nconstructor: 2\ntoString: 3\n');
  assert.ok(isMap(read));
  assert.deepEqual(Object.keys(read), ['__proto__', 'constructor', 'toString']);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('what is not YAML is told, what is intact is kept', () => {
  const { value: read, faults } = readYaml('a: 1\nb: [1, 2\nc: 3\n');
  assert.ok(isMap(read) && read['a'] === 1);
  assert.ok(faults.length > 0 && faults.every(({ line, column }) => line >= 1 && column >= 1));
  for (const text of [
    '"',
    "'",
    '{',
    '[',
    '? ',
    '%',
    '@',
    '`',
    '\t',
    '- -',
    '&',
    '*',
    '!',
    '|',
    '>x',
    '\u0000',
    '\ud800',
    '--- a\n--- b\n',
    '\ufeffa: 1',
  ])
    readYaml(text);
  assert.ok(readYaml('--- a\n--- b\n').faults.length > 0);
});

test('large and hostile documents take time by their length alone', () => {
  /** Of the text at the size and at eight times it. */
  const grown = (name: string, size: number, text: (size: number) => string, power?: number) => {
    assertGrowth(name, size, (count) => readYaml(text(count)), power);
    return readYaml(text(size * 8));
  };
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `key${at}: value ${at}`).join('\n');
  grown('flat keys', 5000, keys);
  grown('keys for the full parser', 5000, (count) => `# all of them\n${keys(count)}`);
  const laughs = (count: number) =>
    Array.from(
      { length: count },
      (_, at) =>
        `a${at}: &a${at} [${
          at === 0
            ? 'x'
            : Array(10)
                .fill(`*a${at - 1}`)
                .join(', ')
        }]`,
    ).join('\n');
  assert.ok(grown('billion laughs', 8, laughs).faults.some(({ kind }) => kind === 'limit'));
  assert.ok(grown('brackets', 12_500, (count) => '['.repeat(count)).faults.length <= 20);
  assert.ok(
    grown('deep blocks', 250, (count) => Array.from({ length: count }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), 2.5).faults.length > 0,
  );
  grown('spaces', 25_000, (count) => `a: ${' '.repeat(count)}b\n`);
  grown('colons', 12_500, (count) => `a${':'.repeat(count)}\n`);
  grown('JSON', 2500, (count) => JSON.stringify(Array.from({ length: count }, (_, at) => ({ [`key${at}`]: [at, `value ${at}`] }))));
  grown('escapes', 12_500, (count) => `["${'\\n'.repeat(count)}", "a"]`);
  grown('quotes', 25_000, (count) => `a: '${"''".repeat(count)}'\n`);
});

test('where a value stands', () => {
  const place = yamlPlaces('a: 1\nb:\n  c: [x, y]\n  "d e":\n    - f: 2\n');
  assert.deepEqual(place(['b', 'c', 1]), { line: 3, column: 10 });
  assert.deepEqual(place(['b', 'd e', 0, 'f']), { line: 5, column: 7 });
  assert.deepEqual(place(['b', 'nothing']), { line: 2, column: 1 });
  assert.deepEqual(yamlPlaces('')(['b']), { line: 1, column: 1 });
});

test('where a value stands that is repeated, or that an alias stands for', () => {
  const place = yamlPlaces('a: &x {k: 1}\nb: *x\nc: &x {k: 2, k: 3}\nd: [*x, *none]\na: 4\n');
  assert.deepEqual(place(['a']), { line: 5, column: 1 });
  assert.deepEqual(place(['b', 'k']), { line: 1, column: 8 });
  assert.deepEqual(place(['c', 'k']), { line: 3, column: 14 });
  assert.deepEqual(place(['d', 0, 'k']), { line: 3, column: 14 });
  assert.deepEqual(place(['d', 1, 'k']), { line: 4, column: 9 });
  assert.deepEqual(place(['d', 0]), { line: 4, column: 5 });
});

test('places cost no more the more of them are asked for', () => {
  const places = (text: (count: number) => string, path: (at: number) => (string | number)[]) => (count: number) => {
    const place = yamlPlaces(text(count));
    for (let at = 0; at < count; at += 1) place(path(at));
  };
  const lines = (line: (at: number) => string) => (count: number) => Array.from({ length: count }, (_, at) => line(at)).join('');
  const listed = lines((at) => `- {path: ../${at}, name: n}\n`);
  assertGrowth(
    'items',
    50,
    places(listed, (at) => [at, 'path']),
  );
  const keyed = lines((at) => `k${at}: v\n`);
  assertGrowth(
    'keys',
    2_000,
    places(keyed, (at) => [`k${at}`]),
  );
  const aliases = lines((at) => (at === 0 ? '- &x {path: ../x}\n' : '- *x\n'));
  assertGrowth(
    'aliases',
    500,
    places(aliases, (at) => [at, 'path']),
  );
});

/** Lines that look like what PyYAML writes, and lines that nearly do. */
const LINE = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('', '  ', '    ', '- ', '  - ', '- - '),
      fc.constantFrom('a', 'b', 'a.b', 'c/d', 'x y', '0', 'null', 'key-1', '"q"', "'q'", '<<', '?', '__proto__'),
      fc.constantFrom(':', ': ', ':  ', ' :'),
      fc.constantFrom(
        '',
        '1',
        '-1',
        '1e-3',
        'text here',
        'a: b',
        'a #b',
        'a#b',
        '#c',
        "'it''s'",
        "'x' y",
        '"x"',
        '[]',
        '{}',
        '[1, 2]',
        '{a: 1}',
        '- x',
        '-x',
        '&a b',
        '*a',
        '!t x',
        '|',
        '>',
        'x ',
        '12:30',
        'c:\\d',
        '%x',
        '@x',
        '$' + '{a.b}',
        'é',
        '\u0085',
        '\u2028',
        'x\t',
        '---',
        '...',
        '=',
        '~',
        "''",
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    ' ',
    '- x',
    '  - 1',
    '-',
    '- ',
    'word',
    '  word',
    '---',
    '...',
    '# c',
    'a: &x 1',
    'b: *x',
    '\t',
    '- a: 1',
    '  b: 2',
    "- 'x'",
    '- []',
    '- {}',
    '? a',
    ': b',
    '%YAML 1.1',
  ),
);
const TEXT = fc
  .tuple(fc.array(LINE, { maxLength: 8 }), fc.constantFrom('\n', '\n', '\n', '\r\n', ''), fc.constantFrom('', '\n'))
  .map(([lines, by, end]) => lines.join(by === '' ? '\n\n' : by) + end);

const LEAF = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.constantFrom("it's", '1', 'a: b', 'true', '', 'é x', '-', '${a.b}', '12e45678', '017', 'x\ny', '# x', ' y'),
);
const KEY = fc.stringMatching(/^[a-z_][a-z0-9_.]{0,6}$/);
const TREE = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    LEAF,
    fc.dictionary(KEY, tie('tree'), { minKeys: 1, maxKeys: 4 }),
    fc.array(fc.oneof(LEAF, fc.dictionary(KEY, LEAF, { minKeys: 1, maxKeys: 3 })), { minLength: 1, maxLength: 3 }),
  ),
})).tree;
const DUMP = fc
  .tuple(fc.dictionary(KEY, TREE, { minKeys: 1, maxKeys: 5 }), fc.boolean(), fc.boolean())
  .map(([made, indentSeq, singleQuote]) => stringify(made, { aliasDuplicateObjects: false, lineWidth: 0, indentSeq, singleQuote }));
/** A dump with something put into it at some place. */
const EDITED = fc
  .tuple(
    DUMP,
    fc.nat(),
    fc.nat(4),
    fc.constantFrom(
      ...'\n|  |    |- |: |:|#| #|\'|"|x|-|[|{}|\nb: 2|\n  c: 3|\n- d|&a |*a|!t |\t|\r|~|\n\n| \n|,|?|<<: '.split('|'),
      '|',
      '>',
    ),
  )
  .map(([text, at, cut, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + cut));

test('the fast path gives what the full parser gives, or nothing', () => {
  let fast = 0;
  fc.assert(
    fc.property(
      fc.oneof({ weight: 5, arbitrary: EDITED }, DUMP, TEXT, fc.string()),
      fc.constantFrom('typed' as const, 'text' as const),
      (text, mode) => {
        const quick = parseBlockYaml(text, mode === 'text' ? (plain) => plain : plainScalar);
        if (quick === null) return;
        fast += 1;
        const full = readFullYaml(text, mode);
        assert.deepEqual(full.faults, [], JSON.stringify(text));
        assert.deepEqual(quick, full.value, JSON.stringify(text));
      },
    ),
    { numRuns: 20_000, seed: 13 },
  );
  assert.ok(fast > 3000, `${fast}`);
});

/** JSON as programs write it, and as nobody does. */
const JSON_LEAF = fc.oneof(
  { weight: 6, arbitrary: LEAF },
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.bigInt(),
  fc.constantFrom(Number.MAX_VALUE, 5e-324, 1e21, 1e-7, -0, '\\', '/', '\u0000', '\u0085', '\ud800', '\u2028', '---', '# a', 'a: b', '<<'),
);
const JSON_KEY = fc.oneof(KEY, fc.constantFrom('__proto__', 'constructor', '', '<<', '1', 'true', 'a b', 'é', 'a"b', 'k'.repeat(400)));
const JSON_TREE = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    JSON_LEAF,
    fc.dictionary(JSON_KEY, tie('tree'), { maxKeys: 5, noNullPrototype: false }),
    fc.array(tie('tree'), { maxLength: 4 }),
  ),
})).tree;
const JSON_TEXT = fc
  .tuple(
    fc.dictionary(JSON_KEY, JSON_TREE, { minKeys: 2, maxKeys: 5 }),
    fc.constantFrom('', '', '', ' ', '  ', '\t'),
    fc.constantFrom('', '\n', ' \n\n'),
  )
  .map(([made, indent, end]) => jsonText(made, indent) + end);
const JSON_EDITED = fc
  .tuple(
    JSON_TEXT,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom(
      ...[
        '',
        ' ',
        '\n',
        '\t',
        '\r\n',
        ',',
        ', ',
        ':',
        ': ',
        ' :',
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        '{}',
        '[]',
        '\\',
        '\\u00e9',
        '\\x41',
        '\\/',
      ],
      ...[
        ' #',
        '# c\n',
        '-',
        '- ',
        '--- ',
        '?',
        '? ',
        '&a ',
        '*a',
        '!t ',
        '|',
        '>',
        '%',
        '@',
        '~',
        '"a":1,',
        '"a": 1, ',
        '<<: ',
        '"<<": {},',
      ],
      ...[
        'NaN',
        'Infinity',
        '-Infinity',
        '0x1F',
        '017',
        '1_000',
        '1e5',
        '12e45678',
        'null',
        'True',
        'a',
        '\ufeff',
        '\u00a0',
        '\u0085',
        '...',
      ],
    ),
  )
  .map(([text, at, cut, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice((at % (text.length + 1)) + cut));

/** Big integers with all their digits; `indent` on every line, as some programs write it with nothing before a key. */
function jsonText(value: unknown, indent: string, depth = 0): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, shut] = Array.isArray(value) ? '[]' : '{}';
  const break_ = indent === '' ? '' : `\n${indent.repeat(depth + 1)}`;
  const parts = Array.isArray(value)
    ? value.map((item) => jsonText(item, indent, depth + 1))
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}:${indent === '\t' ? '' : ' '}${jsonText(item, indent, depth + 1)}`,
      );
  if (parts.length === 0) return `${open}${shut}`;
  return `${open}${break_}${parts.join(`,${break_}`)}${break_.slice(0, -indent.length || undefined)}${shut}`;
}

test('the fast path of JSON gives what the full parser gives, or nothing', () => {
  let [fast, whole] = [0, 0];
  fc.assert(
    fc.property(
      fc.oneof({ weight: 3, arbitrary: JSON_EDITED }, { weight: 2, arbitrary: JSON_TEXT }),
      fc.constantFrom('typed' as const, 'text' as const),
      (text, mode) => {
        const quick = parseFlowYaml(text, mode === 'text' ? (plain) => plain : plainScalar);
        if (quick === null) return;
        fast += 1;
        if (text.length > 40) whole += 1;
        const full = readFullYaml(text, mode);
        assert.deepEqual(full.faults, [], JSON.stringify(text));
        assert.deepEqual(quick, full.value, JSON.stringify(text));
      },
    ),
    { numRuns: 20_000, seed: 16 },
  );
  assert.ok(fast > 3000 && whole > 2500, `${fast} ${whole}`);
});

test('what the fast path of JSON passes on', () => {
  const passed = [
    '{"a": 1, "a": 2}',
    '{a: 1}',
    '{"a": 1,}',
    '{"a":1}\t',
    '{"a": "b\n c"}',
    '[1, 2',
    '{"a": 1} # c',
    '["a": 1]',
    '"a"',
    '',
    '1',
  ];
  for (const text of [...passed, '['.repeat(100) + ']'.repeat(100)]) assert.equal(parseFlowYaml(text, plainScalar), null, text);
  const taken = parseFlowYaml('{"a": [1, 2.50, -0.0, 12345678901234567890, "1"],\n "__proto__": {}, "b": NaN}\n', plainScalar);
  assert.ok(isMap(taken));
  assert.deepEqual(Object.keys(taken), ['a', '__proto__', 'b']);
  assert.deepEqual(taken['a'], [1, 2.5, -0, 12345678901234567890n, '1']);
  assert.equal(taken['b'], 'NaN');
});

test('what a dumper writes takes the fast path', () => {
  const plain = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.constantFrom('1', 'true', 'a b'),
  );
  fc.assert(
    fc.property(
      fc.dictionary(KEY, fc.oneof(plain, fc.array(plain, { minLength: 1 }), fc.dictionary(KEY, plain, { minKeys: 1 })), { minKeys: 1 }),
      (made) => {
        const text = stringify(made, { aliasDuplicateObjects: false, lineWidth: 0, singleQuote: true });
        const quick = parseBlockYaml(text, plainScalar);
        assert.notEqual(quick, null, text);
        assert.deepEqual(JSON.parse(JSON.stringify(quick)), JSON.parse(JSON.stringify(made)));
      },
    ),
    { numRuns: 1000, seed: 14 },
  );
});

test('no text makes the full parser throw', () => {
  fc.assert(
    fc.property(fc.oneof(TEXT, fc.string({ unit: 'binary' })), (text) => {
      const { faults } = readFullYaml(text, 'typed');
      assert.ok(faults.length <= 20);
    }),
    { numRuns: 5000, seed: 15 },
  );
});
