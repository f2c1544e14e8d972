import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type ExportedVariant, exportedVariant } from '../../../src/model/exported-variant.ts';
import { shared } from '../../support/read.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runfolio-variants-'));
test.after(() => fs.rmSync(folder, { recursive: true }));

interface Figures {
  readonly n: number;
  readonly values: readonly number[];
  readonly mean: number;
  readonly sd?: number;
  readonly ci95?: readonly [number, number];
}

interface Truth {
  readonly cells: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly runs?: readonly { readonly id: string; readonly cell: string }[];
}

function exported(place: string): readonly ExportedVariant[] {
  const args = ['src/runfolio.js', 'export', 'variants', place, '--quiet', '--allow-damage', '--cache', path.join(folder, 'cache')];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, maxBuffer: 1e9 });
  assert.equal(status, 0, stderr.toString());
  return (JSON.parse(stdout.toString()) as unknown[]).map((one) => exportedVariant.strict().parse(one));
}

function near(found: number | null | undefined, wanted: number, what: string): void {
  assert.ok(
    typeof found === 'number' && Math.abs(found - wanted) <= 1e-9 * Math.max(Math.abs(wanted), 1e-12),
    `${what}: ${found}, not ${wanted}`,
  );
}

/** Every metric of every cell of the truth is a variant with just these runs and these figures. */
function compare(
  project: string,
  truth: Truth,
  records: readonly ExportedVariant[],
  ids: (cell: string) => readonly string[] | null,
): number {
  let compared = 0;
  for (const [cell, content] of Object.entries(truth.cells)) {
    for (const [metric, one] of Object.entries(content)) {
      if (typeof one !== 'object' || one === null || !('values' in one)) continue;
      const wanted = one as Figures;
      const what = `${project} ${cell} ${metric}`;
      const runs = ids(cell);
      const fits = records.filter(
        (record) =>
          record.project === project &&
          record.metric === metric &&
          (runs === null
            ? record.values.toSorted().join() === wanted.values.toSorted().join()
            : record.runs.toSorted().join() === runs.toSorted().join()),
      );
      assert.equal(fits.length, 1, `${what}: ${fits.length} variants with its runs`);
      const [found] = fits as [ExportedVariant];
      assert.equal(found.n, wanted.n, what);
      assert.deepEqual(found.values.toSorted(), wanted.values.toSorted(), what);
      near(found.mean, wanted.mean, `${what} mean`);
      if (wanted.sd !== undefined) near(found.sd, wanted.sd, `${what} sd`);
      if (wanted.ci95 === undefined) assert.equal(found.ci, null, what);
      // Where the plain interval leaves the declared range it is computed on another scale, and says so.
      else if (found.method === 't') {
        near(found.ci?.[0], wanted.ci95[0], `${what} low end`);
        near(found.ci?.[1], wanted.ci95[1], `${what} high end`);
      } else assert.ok(wanted.ci95[0] < 0 || wanted.ci95[1] > 1, `${what}: ${found.method}`);
      compared += 1;
    }
  }
  return compared;
}

test('every cell of the demo is a variant with its runs and figures, with and without declarations', async (t) => {
  const place = shared('demo/expected.json');
  if (place === null) return t.skip('no ../shared/demo');
  const truth = JSON.parse(fs.readFileSync(place, 'utf8')) as Readonly<Record<'digits' | 'tabular' | 'charlm', Truth>>;
  const bare = path.join(folder, 'bare');
  for (const project of ['digits', 'tabular', 'charlm']) {
    fs.cpSync(path.join(root, 'content', project, 'runs'), path.join(bare, project, 'runs'), { recursive: true });
    fs.writeFileSync(path.join(bare, project, 'project.yaml'), '');
  }
  const idsOf = (cells: Truth['cells']) => (cell: string) => {
    const ids = cells[cell]?.['run_ids'] as Readonly<Record<string, string>> | undefined;
    return ids === undefined ? null : Object.values(ids);
  };
  for (const [name, content] of [
    ['declared', 'content'],
    ['by configuration alone', bare],
  ] as const) {
    await t.test(name, (inner) => {
      const records = exported(content);
      let compared = 0;
      for (const project of ['digits', 'tabular', 'charlm'] as const) {
        compared += compare(project, truth[project], records, idsOf(truth[project].cells));
      }
      inner.diagnostic(`${compared} metrics of cells compared`);
      assert.ok(compared >= 18 * 3 - 1 + 3 * 5 + 8, `${compared} compared`);
      const excluded = new Map(records.flatMap((record) => record.excluded.map(({ run, reason }) => [`${run} ${record.metric}`, reason])));
      assert.equal(excluded.get('k2bpuiv1 val/accuracy'), 'incomplete');
      assert.equal(excluded.get('ve5ucv85 val/loss'), 'not_finite');
      assert.equal(excluded.get('c2hpw95g val/accuracy'), 're_run');
      assert.equal(excluded.get('9ae0282b147141989d32dd2705240897 test/log_loss'), 'failed');
    });
  }
});
