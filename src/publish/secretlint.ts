import { type Hints, hintsIn, holdsOne, PRESET_NEEDS } from './secret-hints.ts';
import type { Secret } from './secrets.ts';

/**
 * Left out: comments that a record could hold to switch the rules off, and two rules that take a whole address for the
 * credential, of which our own shape holds back the password alone.
 */
const LEFT_OUT = /(?:filter-comments|basicauth|database-connection-string)$/;

/** Loaded when it is asked: most records hold nothing that it looks for. */
async function loaded() {
  const [{ lintSource }, { secretLintProfiler }, { rules }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/profiler'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  // It would keep a hundred entries a text for good.
  secretLintProfiler.setEnabled(false);
  return { lintSource, rules: rules.filter(({ meta }) => !LEFT_OUT.test(meta.id)).map((rule) => ({ id: rule.meta.id, rule })) };
}

let asked: ReturnType<typeof loaded> | null = null;

/** What every rule needs somewhere in the text; a pass through the rules takes about a millisecond, however short the text. */
const HINT =
  /secret_?access_?key|BEGIN|x-oauth|_authToken|npm_\w{36}|xox|xapp|hooks\.slack|sk-(?:proj|svcacct|admin|ant)|sk-[a-z0-9]{20}T3B|gsk_|hf_[a-z]{34}|lin_api|ntn_|SG\.\w|shp[pcas]|[sr]k_(?:live|test)|gh[pousr]_|github_pat|glpat|gl(?:c|sa)_|ops_ey|hv[sbr]\.|vc[piark]_|dapi|dckr|figd|cfk_|cf[ua]t_|tskey|private_key/i;

/** Credentials that the rules of secretlint's recommended preset find. */
export function presetSecrets(text: string, hints: Hints = hintsIn(text)): Promise<Secret[]> {
  return holdsOne(hints, PRESET_NEEDS) && HINT.test(text) ? askRules(text) : Promise.resolve([]);
}

/** What the rules find, asked without looking whether they can find anything. */
export async function askRules(text: string): Promise<Secret[]> {
  asked ??= loaded();
  const { lintSource, rules } = await asked;
  const source = { content: text, filePath: 'record.txt', ext: '.txt', contentType: 'text' as const };
  const { messages } = await lintSource({ source, options: { config: { rules }, noPhysicFilePath: true } });
  return messages.map(({ ruleId, range: [start, end] }) => ({ kind: kindOf(ruleId), start, end }));
}

const NAMES: Readonly<Record<string, string>> = { aws: 'AWS key', gcp: 'Google key', privatekey: 'private key' };

/** `@secretlint/secretlint-rule-sendgrid` → `sendgrid key`. */
function kindOf(ruleId: string): string {
  const name = ruleId.replace(/^.*rule-/, '');
  return NAMES[name] ?? `${name} key`;
}
