import { counted } from '../model/number.ts';
import type { AblationTable } from '../model/report/ablation.ts';
import type { Phrase } from '../model/report/phrase.ts';

/** The finding of the first table that could be tested, else that none could. */
export function headlineOf(tables: readonly AblationTable[]): Phrase {
  const tested = tables.find(({ metrics: [first] }) => (first?.tests ?? 0) > 0);
  const [measured] = tested?.metrics ?? [];
  return measured?.finding ?? ['Nothing here can be tested yet: a test needs two runs or more on either side.'];
}

/** How many tables there are, and who asked for them. */
export function originWords(tables: readonly AblationTable[]): string {
  const declared = tables.filter(({ origin }) => origin === 'declared').length;
  const all = counted(tables.length, 'table');
  if (declared === 0) return `${all}, found from the configurations.`;
  if (declared === tables.length) return `${all}, declared in project.yaml.`;
  return `${all}, ${declared} declared in project.yaml, the others found from the configurations.`;
}
