import type { Change, Confounder } from '../../model/report/ablation.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { words } from '../direction.ts';
import { namesWhatIsMeasured } from './block.ts';
import { budgetDiffers } from './budget.ts';
import { levelText } from './change.ts';
import { changedPackages, codeOf, dataOf, environmentOf, hardwareOf } from './surroundings.ts';

/**
 * What differs between the runs that count of a row and of the baseline, beside the configuration. Where both sides mix
 * the same or partly the same, it is no explanation of a difference, and is told as mixed. What only one side records
 * cannot be compared, and nothing is said.
 */
export function confoundersOf(
  baseline: readonly Run[],
  row: readonly Run[],
  changes: readonly Change[],
  metric: string,
): readonly Confounder[] {
  const compared = (
    part: Confounder['part'],
    of: (run: Run) => string | null,
    name: string,
    say: (a: Run, b: Run) => Phrase,
  ): Confounder[] => {
    const [a, b] = [told(baseline, of), told(row, of)];
    const all = new Set([...a.keys(), ...b.keys()]);
    if (a.size === 0 || b.size === 0 || all.size === 1) return [];
    const common = [...a.keys()].filter((key) => b.has(key)).length;
    if (common === all.size) return [{ part, degree: 'mixed', words: [`${name} mixed: the same ${all.size} versions on both sides`] }];
    if (common > 0) return [{ part, degree: 'mixed', words: [`${name} mixed: ${common} of ${all.size} versions on both sides`] }];
    const [first, other] = [[...a.values()][0], [...b.values()][0]];
    if (first === undefined || other === undefined) return [];
    const single: Phrase = all.size === 2 ? say(first, other) : [`${all.size} versions`];
    return [{ part, degree: 'differs', words: [`${name} differs: `, ...single] }];
  };
  return [
    ...compared('code', codeOf, 'code', (a, b) => codeWords(a, b)),
    ...compared('data', dataOf, 'data', (a, b) => [{ code: short(dataOf(a) ?? '') }, ' against ', { code: short(dataOf(b) ?? '') }]),
    ...compared('environment', environmentOf, 'environment', (a, b) => changedPackages(a, b)),
    ...compared('hardware', hardwareOf, 'hardware', (a, b) => [{ name: hardwareOf(b) ?? '' }, ' against ', { name: hardwareOf(a) ?? '' }]),
    ...budgetDiffers(baseline, row, changes, metric),
    ...changes.flatMap(evaluation),
  ];
}

/** Identity → a run that has it. */
function told(runs: readonly Run[], of: (run: Run) => string | null): ReadonlyMap<string, Run> {
  const found = new Map<string, Run>();
  for (const run of runs) {
    const key = of(run);
    if (key !== null && !found.has(key)) found.set(key, run);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function codeWords(a: Run, b: Run): Phrase {
  const [x, y] = [a.code?.commit ?? '', b.code?.commit ?? ''];
  if (x === y) return ['uncommitted changes on ', { code: short(x) }];
  return [{ code: short(y) }, ' against ', { code: short(x) }];
}

function short(text: string): string {
  return text.length > 24 || /^[0-9a-f]{12,}$/.test(text) ? text.slice(0, 7) : text;
}

const PARTS = new Set(['eval', 'evaluation', 'val', 'valid', 'validation', 'test', 'dev']);
const SIZES = new Set(
  'size n num samples examples split set subset batches fraction limit steps episodes seeds ratio percent metric'.split(' '),
);

/** The change itself is one of what is measured on, or how. */
function evaluation({ keys, from, to, factor }: Change): readonly Confounder[] {
  const concerned =
    keys.some(namesWhatIsMeasured) ||
    keys.some((key) => words(key).some((word) => PARTS.has(word)) && words(key).some((word) => SIZES.has(word)));
  if (!concerned) return [];
  return [
    {
      part: 'evaluation',
      degree: 'differs',
      words: ['evaluation differs: ', { code: factor }, ' ', { code: levelText(from) }, ' → ', { code: levelText(to) }],
    },
  ];
}
