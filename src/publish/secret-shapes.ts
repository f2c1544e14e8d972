/** A shape that only credentials have: the group `secret` is the credential itself. */
export interface Shape {
  readonly kind: string;
  readonly pattern: RegExp;
  /** In lower case: of each of these lists one word at least stands in whatever matches, so that other texts need not be tried. */
  readonly needs: readonly (readonly string[])[];
}

const shape = (kind: string, pattern: RegExp, ...needs: readonly string[][]): Shape => ({ kind, pattern, needs });

const PROVIDERS = ['pplx', 'xai', 'tvly', 'csk', 'jina', 'sk_live', 'together', 'fw', 'pcsk', 'voyage', 'co', 'r8'];

/** Stands before the host, where the name that goes with it is held back too. */
export const IN_ADDRESS = 'password in an address';

/** Patterns are linear in the text: every repetition is bounded. `d` in the flags gives the place of the group. */
export const SHAPES: readonly Shape[] = [
  shape('W&B key', /\b(?<secret>wandb_v1_[\w-]{20,200})/dg, ['wandb_v1_']),
  shape('W&B key', /wandb[\w .()-]{0,20}(?:key|login|token)[\w ("'=:.,-]{0,20}?(?<![0-9a-f])(?<secret>[0-9a-f]{40})(?![0-9a-f])/dgi, [
    'wandb',
  ]),
  shape('Hugging Face token', /\b(?<secret>(?:hf|api_org)_[A-Za-z0-9]{30,100})\b/dg, ['hf_', 'api_org_']),
  shape('OpenAI or Anthropic key', /\b(?<secret>sk-(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])[\w-]{20,250})/dg, ['sk-']),
  shape('model provider key', /\b(?<secret>sk-(?:or-v1-|lf-|)(?=[0-9a-f-]{0,60}\d)[0-9a-f-]{32,64})(?![\w-])/dg, ['sk-']),
  shape(
    'model provider key',
    /\b(?<secret>(?:pplx|xai|tvly|csk|jina|sk_live|together|fw|pcsk|voyage|co|r8)[-_](?=\w{0,60}\d)(?=\w{0,60}[A-Z])\w{24,90})\b/dg,
    PROVIDERS.flatMap((name) => [`${name}-`, `${name}_`]),
  ),
  shape('LangSmith key', /\b(?<secret>lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})\b/dg, ['lsv2_']),
  shape('GitHub token', /\b(?<secret>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})/dg, [
    'ghp_',
    'gho_',
    'ghu_',
    'ghs_',
    'ghr_',
    'github_pat_',
  ]),
  shape('GitLab token', /\b(?<secret>gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,100})/dg, [
    'glpat-',
    'gldt-',
    'glrt-',
    'glcbt-',
    'glptt-',
    'glft-',
    'glsoat-',
  ]),
  shape('AWS access key', /\b(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})\b/dg, ['akia', 'asia', 'abia', 'acca']),
  shape('Google key', /\b(?<secret>AIza[\w-]{35}|ya29\.[\w-]{30,300}|GOCSPX-[\w-]{28})/dg, ['aiza', 'ya29.', 'gocspx-']),
  shape('Slack token', /\b(?<secret>xox[abeoprs]-[\w-]{20,200}|xapp-\d-[\w-]{20,200})/dg, ['xox', 'xapp-']),
  shape('webhook', /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{20,100})/dg, ['hooks.slack.com/']),
  shape('webhook', /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{15,22}\/[\w-]{40,100})/dg, ['/api/webhooks/']),
  shape('Telegram token', /\b(?<secret>\d{8,10}:AA[\w-]{33})(?![\w-])/dg, [':aa']),
  shape('Databricks token', /\b(?<secret>dapi[0-9a-f]{32}(?:-\d)?)\b/dg, ['dapi']),
  shape('Replicate token', /\b(?<secret>r8_[A-Za-z0-9]{37})\b/dg, ['r8_']),
  shape('Groq key', /\b(?<secret>gsk_[A-Za-z0-9]{50,60})\b/dg, ['gsk_']),
  shape('NVIDIA key', /\b(?<secret>nvapi-[\w-]{60,80})/dg, ['nvapi-']),
  shape('Modal token', /\b(?<secret>a[ks]-[A-Za-z0-9]{22})\b(?![\w-])/dg, ['ak-', 'as-']),
  shape('npm token', /\b(?<secret>npm_[A-Za-z0-9]{36})\b/dg, ['npm_']),
  shape('PyPI token', /\b(?<secret>pypi-AgEI[\w-]{40,300})/dg, ['pypi-agei']),
  shape('Stripe key', /\b(?<secret>[sr]k_(?:live|test)_[A-Za-z0-9]{20,100})/dg, ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_']),
  shape('SendGrid key', /\b(?<secret>SG\.[\w-]{16,32}\.[\w-]{30,64})/dg, ['sg.']),
  shape('Docker token', /\b(?<secret>dckr_pat_[\w-]{20,60})/dg, ['dckr_pat_']),
  shape('DigitalOcean token', /\b(?<secret>do[opr]_v1_[0-9a-f]{64})\b/dg, ['doo_v1_', 'dop_v1_', 'dor_v1_']),
  shape('Vault token', /\b(?<secret>hv[sbr]\.[\w-]{60,300})/dg, ['hvs.', 'hvb.', 'hvr.']),
  shape('Grafana token', /\b(?<secret>glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,400})/dg, ['glsa_', 'glc_']),
  shape('Figma token', /\b(?<secret>figd_[\w-]{40,200})/dg, ['figd_']),
  shape('Linear key', /\b(?<secret>lin_api_\w{32,128})\b/dg, ['lin_api_']),
  shape('Notion token', /\b(?<secret>ntn_\d{11}[A-Za-z0-9]{35})\b/dg, ['ntn_']),
  shape('Shopify token', /\b(?<secret>shp(?:pa|ca|at|ss)_[A-Za-z0-9]{32,64})\b/dg, ['shppa_', 'shpca_', 'shpat_', 'shpss_']),
  shape('Tailscale key', /\b(?<secret>tskey-[a-z]{2,20}-\w{8,40}-\w{16,60})\b/dg, ['tskey-']),
  shape('private key', /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?<secret>[\w+/=\\\s.:,]{20,10000})/dg, ['-----begin']),
  shape('Neptune token', /\b(?<secret>eyJhcGlfYWRkcmVzcyI6[\w+/=-]{40,1000})/dg, ['eyjhcglfywrkcmvzcyi6']),
  shape('signed token', /\b(?<secret>eyJ[\w-]{15,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000})/dg, ['eyj']),
  shape(
    'Kaggle key',
    /["']username["']\s{0,4}:\s{0,4}["'][^"']{1,80}["']\s{0,4},\s{0,4}["']key["']\s{0,4}:\s{0,4}["'](?<secret>[0-9a-f]{32})["']/dg,
    ['username'],
  ),
  shape('password', /\bmachine\s{1,4}\S{1,200}\s{1,4}login\s{1,4}\S{1,200}\s{1,4}password\s{1,4}(?<secret>\S{4,200})/dg, ['machine']),
  shape(IN_ADDRESS, /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"<>]{0,100}:(?<secret>[^\s/@'"<>]{3,200})@/dgi, ['://'], ['@']),
  shape('signed address', /[?&;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=(?<secret>[\w%+/=-]{20,2000})/dgi, [
    'sig=',
    'signature=',
    'x-amz-security-token=',
  ]),
  shape('storage account key', /\b(?:AccountKey|SharedAccessKey)=(?<secret>[\w+/=]{40,120})/dg, ['accountkey=', 'sharedaccesskey=']),
  shape('authorization', /\bAuthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:Bearer|Basic|Token)\s{1,3}(?<secret>[\w.+/=~-]{12,2000})/dgi, [
    'authorization',
  ]),
];
