import type { Over } from '../analysis/over.ts';

/** What the address of the compare page can say. */
export interface CompareState {
  /** Ids of runs; empty: what the page was built with. */
  readonly runs: readonly string[];
  /** Empty: the page's choice. */
  readonly metrics: readonly string[];
  readonly over: Over;
  readonly logX: boolean;
  readonly logY: boolean;
  /** 0 to 100. */
  readonly smoothing: number;
}

export const MOST_RUNS = 20;
export const MOST_METRICS = 8;
const ID = /^[a-z0-9][a-z0-9_-]{0,99}$/;
const LONGEST_NAME = 400;

/** Reads an address; whatever is not of the right shape is as if it were not there. */
export function readState(search: string): CompareState {
  const said = new URLSearchParams(search.slice(0, 20_000));
  const metrics = said.getAll('metric').filter((name) => name !== '' && name.length <= LONGEST_NAME);
  const smoothing = Number(said.get('smooth') ?? 0);
  return {
    runs: runsOf(said.get('runs')),
    metrics: [...new Set(metrics)].slice(0, MOST_METRICS),
    over: overOf(said.get('x')),
    logX: said.get('logx') === '1',
    logY: said.get('logy') === '1',
    smoothing: Number.isFinite(smoothing) ? Math.max(0, Math.min(100, Math.round(smoothing))) : 0,
  };
}

/** The address that says this, from its question mark on; nothing where all is as usual. */
export function writeState({ runs, metrics, over, logX, logY, smoothing }: CompareState): string {
  const said = new URLSearchParams();
  for (const name of metrics) said.append('metric', name);
  if (over !== 'step') said.set('x', over);
  if (logX) said.set('logx', '1');
  if (logY) said.set('logy', '1');
  if (smoothing > 0) said.set('smooth', String(smoothing));
  const rest = said.toString();
  // Commas stay as they are, so that the address can be read.
  const parts = [runs.length > 0 ? `runs=${runs.join(',')}` : '', rest].filter((part) => part !== '');
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Ids of runs as an address lists them, between commas; at most as many as can be compared, or `most`. */
export function runsOf(text: string | null, most = MOST_RUNS): readonly string[] {
  const ids = (text ?? '').split(',').filter((id) => ID.test(id));
  return [...new Set(ids)].slice(0, most);
}

function overOf(text: string | null): Over {
  if (text === 'relative' || text === 'wall') return text;
  if (text?.startsWith('metric:') && text.length <= LONGEST_NAME) return `metric:${text.slice('metric:'.length)}`;
  return 'step';
}
