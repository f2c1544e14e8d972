import type { Phrase } from '../../model/report/phrase.ts';
import type { BaselineRule } from '../../model/variant.ts';

/** How the baseline of a table was chosen; never by its score. */
export function baselineWords(rule: BaselineRule): Phrase {
  if (rule === 'declared') return ['The baseline is declared in ', { code: 'project.yaml' }, '.'];
  if (rule === 'tag') return ['The baseline is the variant whose runs are tagged so.'];
  if (rule === 'stage') return ['The baseline is the variant that is in production.'];
  return ['The baseline is the variant that most others differ from in one factor.'];
}
