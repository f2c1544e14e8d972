import { isAdjusted } from '../model/correction.ts';
import { counted } from '../model/number.ts';
import { phraseText } from '../model/phrase-text.ts';
import type { AblationTable } from '../model/report/ablation.ts';
import type { Phrase } from '../model/report/phrase.ts';

const NAMED = 3;

/** Of one table its finding; of several in how many the tests tell a row from its baseline. */
export function headlineOf(tables: readonly AblationTable[]): Phrase {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return only.metrics[0]?.finding ?? [];
  const tested = tables.filter(({ metrics: [first] }) => (first?.tests ?? 0) > 0);
  if (tested.length === 0) return ['Nothing here can be tested yet: a test needs two runs or more on either side.'];
  const clear = tested.filter(({ metrics: [first] }) =>
    first?.rows.some(({ verdict, confounded }) => verdict === 'different' && !confounded),
  );
  const test = tested.some(({ metrics: [first] }) => first !== undefined && isAdjusted(first)) ? 'adjusted test' : 'test';
  const of = tested.length === tables.length ? counted(tables.length, 'table') : `${tested.length} tables that can be tested`;
  if (clear.length === 0) return [`In none of ${of} is a row told from its baseline by the ${test}.`];
  const names = clear.slice(0, NAMED).flatMap(({ title }, i): Phrase => [i === 0 ? ' ' : '; ', { name: phraseText(title) }]);
  const more = clear.length > NAMED ? [` and ${clear.length - NAMED} more`] : [];
  return [`In ${clear.length} of ${of} the ${test} tells a row from its baseline:`, ...names, ...more, '.'];
}

/** How many tables there are, and who asked for them. */
export function originWords(tables: readonly AblationTable[]): string {
  const alone = tables.length > 1 ? ' Each table is corrected for itself, by its first metric here.' : '';
  const declared = tables.filter(({ origin }) => origin === 'declared').length;
  const all = counted(tables.length, 'table');
  if (declared === 0) return `${all}, found from the configurations.${alone}`;
  if (declared === tables.length) return `${all}, declared in project.yaml.${alone}`;
  return `${all}, ${declared} declared in project.yaml, the others found from the configurations.${alone}`;
}
