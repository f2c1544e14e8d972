import { type Holds, literalFinder } from './literals.ts';
import { NAMED_NEEDS } from './secret-names.ts';
import { SHAPES } from './secret-shapes.ts';

/** In lower case: one of them stands in whatever a rule of the preset finds. */
export const PRESET_NEEDS: readonly string[] = [
  ...[
    'secret_access_key',
    'secretaccess_key',
    'secret_accesskey',
    'secretaccesskey',
    'begin',
    'x-oauth',
    '_authtoken',
    'npm_',
    'xox',
    'xapp',
  ],
  ...['hooks.slack', 'sk-', 'gsk_', 'hf_', 'lin_api', 'ntn_', 'sg.', 'shpp', 'shpc', 'shpa', 'shps', 'sk_', 'rk_'],
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat', 'glpat', 'glc_', 'glsa_', 'ops_ey', 'hvs.', 'hvb.', 'hvr.'],
  ...['vcp_', 'vca_', 'vci_', 'vcr_', 'vck_', 'dapi', 'dckr', 'figd', 'cfk_', 'cfat_', 'cfut_', 'tskey', 'private_key'],
];

/** The words of a text that make it worth a look for credentials; null where there are none. */
export type Hints = Holds;

/** What every shape, every name of a credential and every rule of the preset needs somewhere in a text, looked for in one pass. */
export const hintsIn: (text: string) => Hints = literalFinder([
  ...new Set([...SHAPES.flatMap(({ needs }) => needs.flat()), ...NAMED_NEEDS, ...PRESET_NEEDS]),
]);

export function holdsOne(hints: Hints, words: readonly string[]): boolean {
  return hints !== null && words.some((word) => hints.has(word));
}
