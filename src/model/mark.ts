import type { MeasuredRow, Verdict } from './report/ablation.ts';

/** What stands beside a row, and what it says. */
export const MARKS: Readonly<Record<Verdict, { readonly mark: string; readonly words: string }>> = {
  baseline: { mark: '', words: 'the baseline' },
  different: { mark: '*', words: 'differs from the baseline (adjusted p below alpha)' },
  alike: { mark: '≈', words: 'cannot be told apart from the baseline' },
  undecided: { mark: '‡', words: 'undecided: too few runs, or its own runs scatter' },
  one_run: { mark: 'n=1', words: 'no test: one run' },
  no_test: { mark: '', words: 'no test' },
};

export const CONFOUNDED = { mark: '⚠', words: 'confounded: something else differs as well' } as const;

export function markOf({ verdict, confounded }: Pick<MeasuredRow, 'verdict' | 'confounded'>): string {
  return confounded && verdict !== 'baseline' ? CONFOUNDED.mark : MARKS[verdict].mark;
}
