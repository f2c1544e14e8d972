import { probabilityName } from '../../model/correction.ts';
import { counted, levelText, type NumberFormat, numberText } from '../../model/number.ts';
import { phraseText } from '../../model/phrase-text.ts';
import { probabilityText } from '../../model/probability.ts';
import type { AblationRow, Effects, MeasuredRow, MeasuredTable } from '../../model/report/ablation.ts';
import type { Phrase } from '../../model/report/phrase.ts';

type Table = Omit<MeasuredTable, 'finding' | 'caption'>;

const NAMED = 3;
/** Largest over smallest standard deviation, beyond which one noise for all rows is no longer plausible even at few runs. */
const UNEVEN = 10;

/** What the adjusted tests of a table allow to say, and no more. */
export function findingOf(table: Table, about: readonly AblationRow[], baseline: number): Phrase {
  const rows = table.rows.flatMap((row, at) => (at === baseline ? [] : [{ ...row, label: about[at]?.label ?? [] }]));
  const home = table.rows[baseline];
  const one = rows.filter(({ verdict }) => verdict === 'one_run');
  const tested = rows.filter(({ contrast }) => contrast?.p != null);
  const clear = tested.filter(({ confounded }) => !confounded);
  const real = clear
    .filter(({ verdict }) => verdict === 'different')
    .sort((a, b) => (a.contrast?.pAdjusted ?? 1) - (b.contrast?.pAdjusted ?? 1));
  const open = clear.filter(({ verdict }) => verdict !== 'different');
  const confounded = tested.filter((row) => row.confounded);
  const empty = rows.filter(({ n }) => n === 0);
  const flips = rows.filter(({ worstCase }) => worstCase?.flips);
  const sentences: Phrase[] = [];
  if (home === undefined || home.n === 0)
    return ['The baseline has no finite value of ', { code: table.metric }, ': nothing can be compared.'];
  if (home.n === 1) sentences.push(['The baseline has one run: no row can be tested, and any difference may be noise.']);
  else if (one.length > 0 && one.length === rows.length)
    sentences.push(['Every other row has one run: none can be tested, and any difference may be noise.']);
  if (real.length > 0) sentences.push(realWords(real, table, { n: home.n, label: about[baseline]?.label ?? [] }));
  if (open.length > 0) sentences.push(openWords(open, table, real.length > 0 || confounded.length > 0));
  if (table.effects !== null) sentences.push(effectWords(table.effects, table));
  if (confounded.length > 0)
    sentences.push([
      `${counted(confounded.length, 'row')} ${confounded.length === 1 ? 'differs' : 'differ'} from the baseline in more than the configuration (⚠): no difference there can be put down to the change.`,
    ]);
  if (home.n > 1 && one.length > 0 && one.length < rows.length)
    sentences.push([`${counted(one.length, 'row')} with one run ${one.length === 1 ? 'is' : 'are'} not tested.`]);
  if (empty.length > 0) sentences.push([`${counted(empty.length, 'row')} without a finite value.`]);
  if (flips.length > 0)
    sentences.push(['Were failed runs counted as the worst value seen, the verdict would change for ', ...listed(flips), '.']);
  if (sentences.length === 0)
    return ['No row can be tested: ', tested.length === 0 ? 'values do not scatter, or too few runs count.' : 'see the table.'];
  return sentences.flatMap((sentence, at): Phrase => (at === 0 ? sentence : [' ', ...sentence]));
}

type Named = MeasuredRow & { readonly label: Phrase };

function realWords(rows: readonly Named[], table: Table, home: Pick<Named, 'n' | 'label'>): Phrase {
  const { deltaFormat, direction, unit, metric, level } = table;
  const whom: Phrase = phraseText(home.label) === 'baseline' ? ['the baseline'] : home.label;
  const parts = rows.slice(0, NAMED).map(({ label, contrast, n }, at): Phrase => {
    if (contrast === null) return label;
    const { delta, better, pAdjusted } = contrast;
    const way = better === null ? (delta > 0 ? 'higher' : 'lower') : better ? 'better' : 'worse';
    const value = numberText(Math.abs(delta), deltaFormat);
    const p = probabilityText(pAdjusted ?? Number.NaN);
    return [
      ...label,
      ` is ${way} `,
      ...(at === 0 ? ['than ', ...whom, ' on ', { code: metric }, ' '] : []),
      'by ',
      { strong: value },
      `${unit === null ? '' : ` ${unit}`} (${away(contrast, deltaFormat, level)}${n === home.n ? `n = ${n} each` : `n = ${n} and ${home.n}`}), ${probabilityName(table)} ${p.startsWith('<') ? p : `= ${p}`}`,
    ];
  });
  const more = rows.length - NAMED;
  const rest: Phrase =
    more > 0 ? [`; ${counted(more, 'further row')} ${more === 1 ? 'differs' : 'differ'}${direction.better === null ? '' : ' too'}`] : [];
  return [...joined(parts, '; '), ...rest, '.'];
}

/** The interval of the size of a difference, turned so that it is positive where the sign is sure. */
function away(
  { delta, interval }: { delta: number; interval: { low: number; high: number } | null },
  format: NumberFormat,
  level: number,
): string {
  if (interval === null) return '';
  const [low, high] = delta < 0 ? [-interval.high, -interval.low] : [interval.low, interval.high];
  return `${levelText(level)} CI ${numberText(low, format)} to ${numberText(high, format)}, `;
}

function openWords(rows: readonly Named[], { detectable, format, deltaFormat, metric, rows: all }: Table, others: boolean): Phrase {
  const ns = [...new Set([...rows, ...all.filter(({ verdict }) => verdict === 'baseline')].map(({ n }) => n))].sort((a, b) => a - b);
  const at = ns.length === 1 ? `n = ${ns[0]}` : `n = ${ns[0]} to ${ns.at(-1)}`;
  const subject: Phrase = rows.length <= 2 ? listed(rows) : [others ? `The other ${rows.length} rows` : `None of the ${rows.length} rows`];
  const verb = rows.length > 2 && !others ? ' can be told apart from the baseline' : ' cannot be told apart from the baseline';
  const uneven = unevenSpread(all);
  const limit =
    uneven !== null
      ? `; the rows scatter too differently for one limit of the table (standard deviations ${numberText(uneven[0], format)} to ${numberText(uneven[1], format)})`
      : detectable.delta === null
        ? ''
        : `, where differences of ${numberText(detectable.delta, deltaFormat)} or more would be found four times in five`;
  const [largest] = [...rows].sort((a, b) => Math.abs(b.contrast?.hedgesG ?? 0) - Math.abs(a.contrast?.hedgesG ?? 0));
  const needed = largest?.seedsNeeded;
  // The rule of thumb knows neither the correction nor which side scatters: no more runs than there are is no advice.
  const fewest = Math.min(...all.filter(({ verdict }) => verdict === 'baseline').map(({ n }) => n), largest?.n ?? 0);
  const seeds: Phrase =
    largest === undefined || needed == null || (!needed.more && (needed.seeds ?? 0) <= fewest + 1)
      ? []
      : [
          '; ',
          ...(rows.length === 1 ? ['its difference'] : ['the clearest, ', ...largest.label, ',']),
          needed.more ? ' would need more than 99 runs on either side' : ` would need about ${needed.seeds} runs on either side`,
        ];
  return [...subject, verb, ` on `, { code: metric }, ` at ${at}${limit}`, ...seeds, '.'];
}

/** Of a grid what each factor does over all cells, and which of them depend on one another. */
function effectWords({ terms }: Effects, { alpha, rows, correction }: Table): Phrase {
  const word = probabilityName({ tests: terms.filter(({ p }) => p !== null).length, correction });
  if (unevenSpread(rows) !== null) return ['Its cells scatter too differently for effects over all of them to be more than a description.'];
  const name = (factors: readonly string[]): Phrase =>
    factors.flatMap((factor, at): Phrase => (at === 0 ? [{ code: factor }] : [' × ', { code: factor }]));
  const real = terms.filter(({ pAdjusted }) => pAdjusted !== null && pAdjusted < alpha);
  if (real.length === 0) return ['Over all cells no factor and no interaction can be told apart from noise.'];
  const parts = real.slice(0, NAMED).map(({ factors, pAdjusted }): Phrase => {
    const p = probabilityText(pAdjusted ?? Number.NaN);
    return [...name(factors), factors.length > 1 ? ' interact' : ' matters', ` (${word} ${p.startsWith('<') ? p : `= ${p}`})`];
  });
  return ['Over all cells ', ...joined(parts, ', '), '.'];
}

/** Smallest and largest standard deviation of rows, where one noise for all is not plausible. */
function unevenSpread(rows: readonly MeasuredRow[]): readonly [number, number] | null {
  const spreads = rows.flatMap(({ sd }) => (sd === null || sd === 0 ? [] : [sd])).sort((a, b) => a - b);
  const [least, most] = [spreads[0], spreads.at(-1)];
  return least !== undefined && most !== undefined && most > UNEVEN * least ? [least, most] : null;
}

function listed(rows: readonly Named[]): Phrase {
  return joined(
    rows.slice(0, NAMED).map(({ label }) => label),
    rows.length === 2 ? ' and ' : ', ',
  );
}

function joined(parts: readonly Phrase[], between: string): Phrase {
  return parts.flatMap((part, at): Phrase => (at === 0 ? part : [between, ...part]));
}
