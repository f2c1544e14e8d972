/** A shape that only credentials have: the group `secret` is the credential itself. */
export interface Shape {
  readonly kind: string;
  readonly pattern: RegExp;
}

const shape = (kind: string, pattern: RegExp): Shape => ({ kind, pattern });

/** Stands before the host, where the name that goes with it is held back too. */
export const IN_ADDRESS = 'password in an address';

/** Patterns are linear in the text: every repetition is bounded. `d` in the flags gives the place of the group. */
export const SHAPES: readonly Shape[] = [
  shape('W&B key', /\b(?<secret>wandb_v1_[\w-]{20,200})/dg),
  shape('W&B key', /wandb[\w .()-]{0,20}(?:key|login|token)[\w ("'=:.,-]{0,20}?(?<![0-9a-f])(?<secret>[0-9a-f]{40})(?![0-9a-f])/dgi),
  shape('Hugging Face token', /\b(?<secret>(?:hf|api_org)_[A-Za-z0-9]{30,100})\b/dg),
  shape('OpenAI or Anthropic key', /\b(?<secret>sk-(?=[\w-]{0,200}\d)(?=[\w-]{0,200}[A-Z])[\w-]{20,250})/dg),
  shape('model provider key', /\b(?<secret>sk-(?:or-v1-|lf-|)(?=[0-9a-f-]{0,60}\d)[0-9a-f-]{32,64})(?![\w-])/dg),
  shape(
    'model provider key',
    /\b(?<secret>(?:pplx|xai|tvly|csk|jina|sk_live|together|fw|pcsk|voyage|co|r8)[-_](?=\w{0,60}\d)(?=\w{0,60}[A-Z])\w{24,90})\b/dg,
  ),
  shape('LangSmith key', /\b(?<secret>lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})\b/dg),
  shape('GitHub token', /\b(?<secret>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})/dg),
  shape('GitLab token', /\b(?<secret>gl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,100})/dg),
  shape('AWS access key', /\b(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})\b/dg),
  shape('Google key', /\b(?<secret>AIza[\w-]{35}|ya29\.[\w-]{30,300}|GOCSPX-[\w-]{28})/dg),
  shape('Slack token', /\b(?<secret>xox[abeoprs]-[\w-]{20,200}|xapp-\d-[\w-]{20,200})/dg),
  shape('webhook', /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{20,100})/dg),
  shape('webhook', /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{15,22}\/[\w-]{40,100})/dg),
  shape('Telegram token', /\b(?<secret>\d{8,10}:AA[\w-]{33})(?![\w-])/dg),
  shape('Databricks token', /\b(?<secret>dapi[0-9a-f]{32}(?:-\d)?)\b/dg),
  shape('Replicate token', /\b(?<secret>r8_[A-Za-z0-9]{37})\b/dg),
  shape('Groq key', /\b(?<secret>gsk_[A-Za-z0-9]{50,60})\b/dg),
  shape('NVIDIA key', /\b(?<secret>nvapi-[\w-]{60,80})/dg),
  shape('Modal token', /\b(?<secret>a[ks]-[A-Za-z0-9]{22})\b(?![\w-])/dg),
  shape('npm token', /\b(?<secret>npm_[A-Za-z0-9]{36})\b/dg),
  shape('PyPI token', /\b(?<secret>pypi-AgEI[\w-]{40,300})/dg),
  shape('Stripe key', /\b(?<secret>[sr]k_(?:live|test)_[A-Za-z0-9]{20,100})/dg),
  shape('SendGrid key', /\b(?<secret>SG\.[\w-]{16,32}\.[\w-]{30,64})/dg),
  shape('Docker token', /\b(?<secret>dckr_pat_[\w-]{20,60})/dg),
  shape('DigitalOcean token', /\b(?<secret>do[opr]_v1_[0-9a-f]{64})\b/dg),
  shape('Vault token', /\b(?<secret>hv[sbr]\.[\w-]{60,300})/dg),
  shape('Grafana token', /\b(?<secret>glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,400})/dg),
  shape('Figma token', /\b(?<secret>figd_[\w-]{40,200})/dg),
  shape('Linear key', /\b(?<secret>lin_api_\w{32,128})\b/dg),
  shape('Notion token', /\b(?<secret>ntn_\d{11}[A-Za-z0-9]{35})\b/dg),
  shape('Shopify token', /\b(?<secret>shp(?:pa|ca|at|ss)_[A-Za-z0-9]{32,64})\b/dg),
  shape('Tailscale key', /\b(?<secret>tskey-[a-z]{2,20}-\w{8,40}-\w{16,60})\b/dg),
  shape('private key', /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?<secret>[\w+/=\\\s.:,]{20,10000})/dg),
  shape('Neptune token', /\b(?<secret>eyJhcGlfYWRkcmVzcyI6[\w+/=-]{40,1000})/dg),
  shape('signed token', /\b(?<secret>eyJ[\w-]{15,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,1000})/dg),
  shape(
    'Kaggle key',
    /["']username["']\s{0,4}:\s{0,4}["'][^"']{1,80}["']\s{0,4},\s{0,4}["']key["']\s{0,4}:\s{0,4}["'](?<secret>[0-9a-f]{32})["']/dg,
  ),
  shape('password', /\bmachine\s{1,4}\S{1,200}\s{1,4}login\s{1,4}\S{1,200}\s{1,4}password\s{1,4}(?<secret>\S{4,200})/dg),
  shape(IN_ADDRESS, /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@'"<>]{0,100}:(?<secret>[^\s/@'"<>]{3,200})@/dgi),
  shape('signed address', /[?&;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=(?<secret>[\w%+/=-]{20,2000})/dgi),
  shape('storage account key', /\b(?:AccountKey|SharedAccessKey)=(?<secret>[\w+/=]{40,120})/dg),
  shape('authorization', /\bAuthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:Bearer|Basic|Token)\s{1,3}(?<secret>[\w.+/=~-]{12,2000})/dgi),
];

/** A text that matches none of it can hold no credential of any shape, and no name of one. One pass decides for most texts. */
export const HINT =
  /key|token|secret|passw|pwd|credential|wandb|hf_|api_org|sk[-_]|rk_|gh[pousr]_|_pat_|gl[a-z]{2,4}-|A[KSBC]IA|ACCA|AIza|ya29|GOCSPX|xox|xapp|hooks\.|webhook|:AA|dapi|r8_|gsk_|nvapi|\ba[ks]-|npm_|pypi-|SG\.|_v1_|hv[sbr]\.|gl[sc]|figd|lin_api|ntn_|shp[pcas]|lsv2|pplx|xai|tvly|csk|jina|together|fw[-_]|pcsk|voyage|co[-_]|-----BEGIN|eyJ|:\/\/|sig=|signature|Authorization/i;
