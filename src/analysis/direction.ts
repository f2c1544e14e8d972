import type { Direction } from '../model/report/metric.ts';

const LOWER = new Set(
  (
    'loss losses error err errors mse rmse mae mape smape nll perplexity ppl bpc bpb bpd bits cer wer ter fid kid kl ' +
    'logloss brier ece crossentropy regret distance divergence miss misses failures latency'
  ).split(' '),
);

const HIGHER = new Set(
  (
    'acc accuracy accuracies auc auroc auprc rocauc ap map f1 f1score fscore precision recall sensitivity specificity bleu ' +
    'rouge rougel meteor cider spice iou miou jaccard dice psnr ssim r2 reward rewards return returns score success successes ' +
    'winrate wins hits mrr ndcg kappa mcc throughput fps ips speedup mfu likelihood loglikelihood elbo matches solved'
  ).split(' '),
);

const PATTERNS: readonly [RegExp, 'higher' | 'lower'][] = [
  [/^(top|m?ap|hits|recall|precision|pass|acc)\d+$/, 'higher'],
  [/^rouge[\dl]*$/, 'higher'],
];

/** Which way a metric is better, as far as its name tells: the last word that means something decides. */
export function guessDirection(name: string): Direction {
  const all = words(name);
  if (/(^|[^a-z])per[^a-z]*(s|sec|second)s?$/i.test(name) || all.join(' ').endsWith('per second'))
    return { better: 'higher', source: 'guessed' };
  if (all.includes('norm') || all.includes('lr')) return { better: null, source: 'unknown' };
  for (const word of all.reverse()) {
    if (LOWER.has(word)) return { better: 'lower', source: 'guessed' };
    if (HIGHER.has(word)) return { better: 'higher', source: 'guessed' };
    for (const [pattern, better] of PATTERNS) if (pattern.test(word)) return { better, source: 'guessed' };
  }
  return { better: null, source: 'unknown' };
}

/** `val/topAcc_1` → val, top, acc, 1. */
export function words(name: string): string[] {
  return name
    .slice(0, 300)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
