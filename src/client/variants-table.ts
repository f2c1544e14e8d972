import { type ChosenVariant, chosenVariants } from '../analysis/chosen-variants.ts';
import type { Laid } from '../analysis/over.ts';
import { numberText, spreadFormat } from '../model/number.ts';
import { probabilityText } from '../model/probability.ts';
import { element, headCell, isolated, lineKey, tableBox } from './elements.ts';

/** Chosen runs as variants, with their test against the first; null where fewer than two variants have two runs. */
export function variantsTable(runs: readonly Laid[], metric: string): HTMLElement | null {
  const rows = chosenVariants(runs, metric);
  if (rows.length < 2) return null;
  const several = rows.filter(({ pAdjusted }) => pAdjusted !== null).length > 1;
  const format = spreadFormat(
    rows.flatMap(({ estimate: { mean, interval } }) => [mean ?? Number.NaN, interval?.low ?? Number.NaN, interval?.high ?? Number.NaN]),
  );
  const number = (value: number | null) => (value === null ? '—' : numberText(value, format));
  const head = element(
    'tr',
    '',
    headCell('', 'Variant'),
    headCell('n', 'n'),
    headCell('n', 'Mean'),
    headCell('n', '95 % interval'),
    headCell('n', 'Δ to the first'),
    headCell('n', '95 % interval of Δ'),
    headCell('n', several ? 'p, Holm' : 'p'),
  );
  const body = rows.map((row) => {
    const name = element('th', '', lineKey(row.slot), isolated(row.name, 60));
    name.scope = 'row';
    return element('tr', '', name, ...cellsOf(row, number).map((text) => element('td', 'n', text)));
  });
  return element(
    'div',
    '',
    tableBox('', `Variants by ${metric}`, head, body),
    element(
      'p',
      'caption',
      isolated(metric, 80),
      `: mean of the runs chosen here that ended; Student t intervals; Welch’s test against the first variant${several ? ', Holm over the others' : ''}. Runs were chosen by hand: choosing them by their values makes every test too kind.`,
    ),
  );
}

function cellsOf(
  { runs, estimate: { n, mean, interval }, difference, pAdjusted }: ChosenVariant,
  number: (value: number | null) => string,
): readonly string[] {
  const between = difference?.interval ?? null;
  return [
    n === runs ? String(n) : `${n} of ${runs}`,
    number(mean),
    interval === null ? '—' : `${number(interval.low)} to ${number(interval.high)}`,
    number(difference?.delta ?? null),
    between === null ? '—' : `${number(between.low)} to ${number(between.high)}`,
    pAdjusted === null ? '—' : probabilityText(pAdjusted),
  ];
}
