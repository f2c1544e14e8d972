/** How a figure was computed. Every figure carries its method; pages print the words. */
export type Method = keyof typeof METHOD_WORDS;

export const METHOD_WORDS = {
  t: 'Student t interval of the mean',
  t_cut: 'Student t interval of the mean, cut at an end of the range',
  t_logit: 'Student t interval on the logit scale, transformed back, because the plain one leaves the range',
  t_log: 'Student t interval on the log scale, transformed back: of the geometric mean',
  t_borrowed: 'interval of the mean with the noise of the other variants (pooled)',
  minimum_to_maximum: 'lowest to highest value (n = 2)',
  welch: 'Welch t test, two-sided',
  welch_log: 'Welch t test of the logarithms, two-sided: a ratio of geometric means',
  paired: 't test of the differences by seed, two-sided',
  pooled: 't test with the pooled noise of all variants of the table, two-sided',
  mann_whitney: 'exact Mann–Whitney test, two-sided',
  permutation: 'permutation test of the difference of means, all arrangements counted, two-sided',
  sign_flip: 'sign-flip test of the differences by seed, all signs counted, two-sided',
  signed_rank: 'exact Wilcoxon signed-rank test of the differences by seed, two-sided',
  moderated: 't test with variances drawn to their common value (empirical Bayes, as in limma), two-sided',
  equivalence: 'two one-sided t tests of a given margin (TOST)',
  friedman: 'Friedman rank test over data sets, Nemenyi critical difference',
  benjamini_hochberg: 'Benjamini–Hochberg correction: holds the false discovery rate (FDR), not the chance of any false mark',
  holm: 'Holm correction',
  bonferroni: 'Bonferroni correction',
  none: 'no correction',
  bootstrap_exact: 'bootstrap, all resamples counted',
  bootstrap_seeded: 'bootstrap, resamples drawn by a generator seeded with the values',
  bootstrap_stratified: 'stratified bootstrap: runs resampled within each task by a generator seeded with the values',
  wilson: 'Wilson score interval',
  best_of_n: 'expected best of n, unbiased, without replacement',
  factorial: 'analysis of variance by least squares, sum-to-zero coding, types II and III',
} as const;

/** Why there is no figure. */
export type Lack = keyof typeof LACK_WORDS;

export const LACK_WORDS = {
  no_values: 'no finite value',
  one_value: 'n = 1: no interval and no test',
  no_spread: 'all values of a variant are equal: no test',
  one_group: 'no variant has two values: the noise is unknown',
  not_positive: 'a value is not above zero: no logarithm',
  no_pairs: 'fewer than two seeds in common',
  not_finite: 'a value is not finite',
  too_many: 'too many values to count all arrangements',
  one_level: 'a factor has only one level with values',
  aliased: 'some factors always change together: their effects cannot be told apart',
  empty_cells: 'some combinations of levels have no value: interactions of so many factors are left out',
  no_replicates: 'no combination has two values to spare: the noise is unknown, or taken from the highest interactions',
  few_pairs: 'fewer than six pairs that differ: no two-sided signed-rank test can be significant at 5 %',
  few_tests: 'fewer than twenty tests: the Holm correction promises more',
  few_datasets: 'fewer than five data sets: no ranking',
  no_margin: 'no margin above zero was given',
  equal_means: 'the means are equal: no number of seeds would tell them apart',
} as const;

export type Better = 'higher' | 'lower';
