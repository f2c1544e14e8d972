import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { literalFinder } from '../../src/publish/literals.ts';
import { hintsIn, holdsOne } from '../../src/publish/secret-hints.ts';
import { NAMED, NAMED_NEEDS } from '../../src/publish/secret-names.ts';
import { SHAPES } from '../../src/publish/secret-shapes.ts';

const hex = (length: number) => '0123456789abcdef7e3b5a9c1d2f4e6a8b0c'.repeat(4).slice(0, length);
const word = (length: number) => 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3'.repeat(8).slice(0, length);
const digits = (length: number) => '12345678901234567890123'.slice(0, length);

/** Of each shape all that its alternatives begin with. */
const SAMPLES: readonly string[] = [
  ...['wandb_v1_', 'hf_', 'api_org_', 'sk-', 'sk-ant-', 'ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'].map(
    (head) => head + word(60),
  ),
  ...['key', 'login', 'token'].map((name) => `WandB ${name}: ${hex(40)}`),
  ...['sk-', 'sk-or-v1-', 'sk-lf-'].map((head) => head + hex(40)),
  ...['pplx', 'xai', 'tvly', 'csk', 'jina', 'sk_live', 'together', 'fw', 'pcsk', 'voyage', 'co', 'r8'].flatMap((head) =>
    ['-', '_'].map((between) => head + between + word(40)),
  ),
  ...['pt', 'sk'].map((head) => `lsv2_${head}_${hex(32)}_${hex(10)}`),
  ...['pat', 'dt', 'rt', 'cbt', 'ptt', 'ft', 'soat'].map((head) => `gl${head}-${word(24)}`),
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((head) => `${head}IOSFODNN7ABCDEFG`),
  ...[`AIza${word(35)}`, `ya29.${word(40)}`, `GOCSPX-${word(28)}`, `xapp-1-${word(24)}`, `hooks.slack.com/services/${word(24)}`],
  ...['a', 'b', 'e', 'o', 'p', 'r', 's'].map((kind) => `xox${kind}-${word(24)}`),
  ...['discord', 'discordapp'].map((host) => `${host}.com/api/webhooks/${digits(18)}/${word(60)}`),
  ...[`${digits(9)}:AA${word(33)}`, `dapi${hex(32)}`, `r8_${word(37)}`, `gsk_${word(52)}`, `nvapi-${word(64)}`, `npm_${word(36)}`],
  ...['ak', 'as'].map((head) => `${head}-${word(22)}`),
  ...['sk_live', 'sk_test', 'rk_live', 'rk_test'].map((head) => `${head}_${word(24)}`),
  ...[`pypi-AgEI${word(60)}`, `SG.${word(22)}.${word(43)}`, `dckr_pat_${word(27)}`, `glsa_${word(32)}_${hex(8)}`, `glc_${word(60)}`],
  ...['doo', 'dop', 'dor'].map((head) => `${head}_v1_${hex(64)}`),
  ...['hvs', 'hvb', 'hvr'].map((head) => `${head}.${word(90)}`),
  ...[`figd_${word(43)}`, `lin_api_${word(40)}`, `ntn_${digits(11)}${word(35)}`, `tskey-auth-${word(12)}-${word(32)}`],
  ...['pa', 'ca', 'at', 'ss'].map((head) => `shp${head}_${hex(32)}`),
  ...['', 'RSA ', 'OPENSSH '].map((kind) => `-----BEGIN ${kind}PRIVATE KEY-----\n${word(64)}`),
  ...[`eyJhcGlfYWRkcmVzcyI6${word(60)}`, `eyJ${word(20)}.eyJ${word(20)}.${word(40)}`, `{"username":"ada","key":"${hex(32)}"}`],
  ...[`machine host login user password ${word(12)}`, 'postgresql://ada:hunter22@db.example/x', `HTTP://a:${word(8)}@b`],
  ...['sig', 'Signature', 'X-Amz-Signature', 'x-goog-signature', 'X-Amz-Security-Token'].map((name) => `?${name}=${word(44)}`),
  ...['AccountKey', 'SharedAccessKey'].map((name) => `${name}=${word(60)}`),
  ...['Bearer', 'Basic', 'Token'].map((kind) => `authorization: ${kind} ${word(20)}`),
];

test('of every shape something is known, and what it needs stands in it', () => {
  for (const { kind, pattern, needs } of SHAPES) {
    const matched = SAMPLES.filter((text) => text.search(pattern) >= 0);
    assert.ok(matched.length > 0, `no sample of ${kind}: ${pattern.source}`);
    assert.ok(needs.length > 0 && needs.every((words) => words.length > 0));
    for (const text of matched) for (const words of needs) assert.ok(holdsOne(hintsIn(text), words), `${kind} ${pattern.source}: ${text}`);
    for (const found of needs.flat()) assert.equal(found, found.toLowerCase());
  }
  for (const { needs } of SHAPES)
    for (const needed of needs.flat())
      assert.ok(
        SAMPLES.some((text) => text.toLowerCase().includes(needed)),
        `no sample with ${needed}`,
      );
});

test('whatever is named like a credential holds a word that names need', () => {
  const owners = ['api', 'secret', 'access', 'private', 'account', 'service', 'encryption', 'signing', 'client', 'ssh', 'auth'];
  const names = owners.flatMap((owner) => ['', '_', '-'].flatMap((between) => [`${owner}${between}key`, `${owner}${between}access_key`]));
  const others = [
    'token',
    'tokens',
    'secret',
    'password',
    'passwords',
    'passwd',
    'passphrase',
    'pwd',
    'credential',
    'credentials',
    'bearer',
  ];
  let named = 0;
  for (const name of [...names, ...others].flatMap((one) => [one, one.toUpperCase(), `my.${one}`, `--${one}`])) {
    const text = `${name}=${word(20)}`;
    if (text.search(NAMED) < 0) continue;
    named += 1;
    assert.ok(holdsOne(hintsIn(text), NAMED_NEEDS), text);
  }
  assert.ok(named > 150, String(named));
});

test('the words of a text are found in one pass as they are one by one', () => {
  const letter = fc.constantFrom('a', 'b', 'c', 'A', 'B', 'é', 'K', '-', '😀');
  const text = fc.string({ unit: letter, maxLength: 60 });
  const words = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), minLength: 1, maxLength: 5 }), { minLength: 1 });
  fc.assert(
    fc.property(words, text, (wanted, within) => {
      const plain = within.replace(/[A-Z]/g, (capital) => capital.toLowerCase());
      const expected = wanted.filter((one) => plain.includes(one)).sort();
      assert.deepEqual([...(literalFinder(wanted)(within) ?? [])].sort(), expected);
    }),
    { seed: 20260714, numRuns: 2000 },
  );
});
