import type { Laid } from '../analysis/over.ts';
import type { SeriesIndex } from '../model/report/compare.ts';
import { readState } from './compare-state.ts';
import { comparison } from './comparison.ts';
import { startFigures } from './figure.ts';
import { asBuilt, loadJson, loadRuns } from './series-data.ts';

const page = document.querySelector<HTMLElement>('#compare');
if (page !== null) start(page);

/** The built page as it is, its figures waking when asked; or, where the address names runs, these. */
function start(root: HTMLElement): void {
  const addresses = { index: root.dataset['index'] ?? '', series: root.dataset['series'] ?? '' };
  const built = (root.dataset['ids'] ?? '').split(',').filter((id) => id !== '');
  let index: Promise<SeriesIndex> | null = null;
  const loadIndex = () => {
    index ??= loadJson<SeriesIndex>(addresses.index);
    return index;
  };
  let runs: Promise<readonly Laid[]> | null = null;
  startFigures(root, () => {
    runs ??= loadIndex().then(async (known) => asBuilt((await loadRuns(addresses, built, known)).runs, root.dataset['looks']));
    return runs;
  });
  const view = comparison(root, addresses, loadIndex, built);
  root.querySelector<HTMLButtonElement>('.choose')?.addEventListener('click', () => void view.choose());
  const state = readState(location.search);
  if (state.runs.length > 0) void view.show(state);
}
