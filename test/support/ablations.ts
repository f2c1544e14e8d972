import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ablationsOf } from '../../src/analysis/ablations/ablations.ts';
import { type Overview, overviewOf } from '../../src/analysis/overview.ts';
import { exportAblation } from '../../src/exports/ablations.ts';
import { load } from '../../src/load.ts';
import type { ExportedAblation } from '../../src/model/exported-ablation.ts';
import type { Ablations } from '../../src/model/report/ablation.ts';

export interface Read {
  readonly project: string;
  readonly view: Overview;
  readonly ablations: Ablations;
  readonly rows: readonly ExportedAblation[];
}

/** The tables of every project of a folder, as `export ablations` has them. */
export async function ablationsIn(folder: string): Promise<readonly Read[]> {
  const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-ablations-'));
  const loaded = await load({ folder, cache, roots: [], skip: [cache], fingerprint: 'test' }, () => {});
  try {
    return loaded.projects.map(({ project, runs, excluded }) => {
      const view = overviewOf(
        { project, runs, excluded, entries: [], images: new Map(), diagnostics: loaded.diagnostics, commits: new Map() },
        loaded.columns,
      );
      const ablations = ablationsOf(view);
      const rows = ablations.tables.flatMap((table) => exportAblation(project.slug, table));
      return { project: project.slug, view, ablations, rows };
    });
  } finally {
    loaded.close();
    fs.rmSync(cache, { recursive: true, force: true });
  }
}
