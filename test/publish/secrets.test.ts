import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSecretValue } from '../../src/publish/secret-names.ts';
import { findSecrets, withoutSecrets } from '../../src/publish/secrets.ts';
import { assertGrowth } from '../support/growth.ts';

const hex = (length: number) => '0123456789abcdef7e3b5a9c1d2f4e6a8b0c'.repeat(4).slice(0, length);
const word = (length: number) => 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3'.repeat(8).slice(0, length);

/** How OmegaConf names a variable of the environment. */
const elsewhere = (name: string) => `\${oc.env:${name}}`;

/** Texts with one planted credential each, which is put together here so that no scanner of repositories takes it for one. */
const PLANTED: readonly [text: string, secret: string][] = (
  [
    ['WANDB_API_KEY=@', hex(40)],
    ['wandb login --relogin @', hex(40)],
    ['wandb.login(key="@")', hex(40)],
    ['{"wandb_key": "@"}', hex(40)],
    ['export WANDB_API_KEY="@"', hex(40)],
    ['key @ here', `wandb_v1_${word(60)}`],
    ['@', `hf_${word(34)}`],
    ['from_pretrained(x, token="@")', `hf_${word(34)}`],
    ['@', `sk-proj-${word(48)}`],
    ['@', `sk-ant-api03-${word(80)}`],
    ['@', `ghp_${word(36)}`],
    ['@', `github_pat_${word(60)}`],
    ['@', `glpat-${word(20)}`],
    ['@', `AKIA${'IOSFODNN7ABCDEFG'}`],
    ['@', `AIza${word(35)}`],
    ['https://hooks.slack.com/services/@', `T000/B000/${word(24)}`],
    ['@', `dapi${hex(32)}`],
    ['@', `r8_${word(37)}`],
    ['@', `npm_${word(36)}`],
    ['-----BEGIN RSA PRIVATE KEY-----@-----END RSA PRIVATE KEY-----', `\n${word(64)}\n`],
    ['@', `eyJhbGciOiJIUzI1NiIsInR5.eyJzdWIiOiIxMjM0NTY3.${word(43)}`],
    ['NEPTUNE_API_TOKEN=@', `eyJhcGlfYWRkcmVzcyI6${word(80)}`],
    ['{"username":"ada","key":"@"}', hex(32)],
    ['machine api.wandb.ai login user password @', hex(40)],
    ['machine host login user password @', 'short'],
    ['postgresql://ada:@@db.example/x', 'hunter22'],
    ['https://x.blob.core.windows.net/c/f?sv=2022&sig=@&se=1', word(44)],
    ['s3?X-Amz-Signature=@', hex(64)],
    ['AccountKey=@;EndpointSuffix=core', `${word(86)}==`],
    ['python train.py --hub-token @ --lr 0.1', word(20)],
    ['--db_password=@', word(16)],
    ["['--api-key', '@']", word(24)],
    ['AWS_SECRET_ACCESS_KEY=@', word(40)],
    ['aws_secret_access_key = @', `${word(20)}/${word(19)}`],
    ['COMET_API_KEY: @', word(25)],
    ['"clearml": {"secret_key": "@"}', word(48)],
    ['password: "@"', 'correcthorsebattery'],
    ['-os.environ["OPENAI_API_KEY"] = "@"', word(30)],
  ] as const
).map(([text, secret]) => [text.replace('@', secret), secret]);

test('planted credentials are found, whole', () => {
  for (const [text, secret] of PLANTED) {
    const found = findSecrets(text).map(({ start, end }) => text.slice(start, end));
    assert.ok(found.length === 1 && found[0]?.startsWith(secret), `${text}: ${JSON.stringify(found)}`);
    assert.ok(!withoutSecrets(text).includes(secret));
    assert.match(withoutSecrets(text), /\[redacted: [\w& ]+\]/);
    assert.deepEqual(findSecrets(withoutSecrets(text)), []);
  }
});

test('what records are full of is none', () => {
  const innocent = [
    `commit ${hex(40)}`,
    `git_sha: ${hex(40)}`,
    `md5:${hex(32)}`,
    `sha256 ${hex(64)}`,
    '550e8400-e29b-41d4-a716-446655440000',
    'tokenizer: meta-llama/Llama-3.2-1B-Instruct',
    'tokenizer_name="meta-llama/Llama-3.2-1B"',
    'max_tokens: 1234567890123456',
    'max_new_tokens=10000000000000',
    'pad_token: <|finetune_right_pad_id|>',
    'eos_token="end_of_turn_2025_v1"',
    'num_key_value_heads: 8',
    'token = tokenizer.encode_plus2(text)',
    `password: ${elsewhere('DB_PASSWORD_2025')}`,
    'api_key=$WANDB_API_KEY_2025',
    'HF_TOKEN=your_token_goes_here_1',
    'the secret: regularisation in 2025',
    'sk-learn-random-forest-classifier-v2',
    'tokens per second: 123456.789012',
    `wandb/run-20250101_120000-${hex(8)}/files`,
    `wandb/offline-run-1-${hex(8)}/files/upstream_diff_${hex(40)}.patch`,
    `wandb: Run data is saved locally. commit ${hex(39)}`,
    'runs/hf_checkpoints/model',
    'token_embedding.weight: 0.123456789012',
    'https://github.com/lab/digits/commit/',
    'git@github.com:lab/digits.git',
    'postgresql://db.example:5432/x',
    'https://name:password@host/x',
  ];
  for (const text of innocent) assert.deepEqual(findSecrets(text), [], text);
});

test('a key that says so makes its value a credential', () => {
  const yes = [
    'api_key',
    'OPENAI_API_KEY',
    'apiKey',
    'hub.token',
    'hf-token',
    'client_secret',
    'db/password',
    'credential',
    'secret_key',
    'authToken',
  ];
  for (const key of yes) assert.ok(isSecretValue(key, 'some-long-value'), key);
  const no = [
    'tokenizer',
    'pad_token',
    'eos_token',
    'max_tokens',
    'token_ids',
    'num_key_value_heads',
    'key',
    'secretary',
    'password_length',
    'api_key_env',
  ];
  for (const key of no) assert.ok(!isSecretValue(key, 'some-long-value'), key);
  for (const value of ['short', elsewhere('X_TOKEN'), '<redacted value>', '****************', 'two words are a sentence'])
    assert.ok(!isSecretValue('token', value), value);
});

test('a mark is no credential, also as Markdown, LaTeX and cut short for a page', () => {
  const cut = '[redacted: W&B key]';
  const marks = [
    cut,
    '\\[redacted: W\\&B key\\]',
    '{[}redacted: W\\&B key{]}',
    ...Array.from(cut, (_, at) => `${cut.slice(0, at)}…`).slice(3),
  ];
  for (const found of marks)
    for (const text of [`machine api.wandb.ai login user password ${found}`, `postgresql://mlflow:${found}@db.example/x`])
      assert.deepEqual(findSecrets(text), [], text);
  assert.equal(findSecrets('machine api.wandb.ai login user password [reda7x!q').length, 1);
});

test('long hostile text is read in linear time', () => {
  const parts = [
    'wandb ',
    'sk-',
    'sk-a',
    'eyJ',
    'eyJa.',
    'a_',
    'token',
    'token ',
    'api_key=',
    '--',
    'machine a login ',
    'a://b:',
    '?sig=',
    'AAAA',
    '-----BEGIN ',
    '"username":"',
  ];
  for (const part of parts) {
    const texts = new Map([4_000, 32_000].map((length) => [length, part.repeat(Math.ceil(length / part.length))]));
    assertGrowth(part, 4_000, (length) => findSecrets(texts.get(length) ?? ''));
  }
});
