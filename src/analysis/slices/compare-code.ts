import type { ComparedCode, HeldPatch } from '../../model/report/compare.ts';
import type { Run } from '../../model/run.ts';
import { between } from '../between.ts';
import type { Overview } from '../overview.ts';
import type { LinkOf } from './compare-words.ts';

const COMMITS = 20;
const FILES = 12;

/** From the oldest to the newest commit of some runs, and what is known of changes that were in no commit. */
export function comparedCode({ input }: Overview, runs: readonly Run[], linkOf: LinkOf): ComparedCode | null {
  const known = runs.flatMap(({ code }) => (code?.commit === undefined ? [] : (input.commits.get(code.commit) ?? [])));
  const ordered = [...new Map(known.map((facts) => [facts.commit, facts])).values()].sort((a, b) =>
    a.date === b.date ? (a.commit < b.commit ? -1 : 1) : a.date < b.date ? -1 : 1,
  );
  const [from, to] = [ordered[0], ordered.at(-1)];
  const held = runs.flatMap((run) => heldPatch(run, linkOf));
  if (from === undefined || to === undefined || from.commit === to.commit) return held.length === 0 ? null : { range: null, held };
  const found = input.graph == null ? null : between(input.graph, from.commit, to.commit);
  return {
    range: {
      from: { commit: from.commit, date: from.date, url: from.url },
      to: { commit: to.commit, date: to.date, url: to.url },
      url: input.ranges?.replace('{from}', from.commit).replace('{to}', to.commit) ?? null,
      added: found === null ? null : found.added.slice(0, COMMITS).map(({ commit, date, subject }) => ({ commit, date, subject })),
      total: found?.added.length ?? 0,
      left: found?.left.length ?? 0,
    },
    held,
  };
}

function heldPatch(run: Run, linkOf: LinkOf): HeldPatch[] {
  const summary = run.code?.diffSummary;
  if (summary === undefined) return [];
  const { files, added, removed, sha256 } = summary;
  return [{ run: linkOf(run), files: files.slice(0, FILES), total: files.length, added, removed, sha256 }];
}
