import { count, counted } from '../../model/number.ts';
import type { Differences } from '../../model/report/compare.ts';
import type { Phrase, Piece } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import { PART_TITLE, unrecordedText } from '../../model/told.ts';
import type { Overview } from '../overview.ts';

/** What is silent in the records, and by how much the code moved. */
export function differencesNote(view: Overview, runs: readonly Run[], differences: readonly Differences[]): Phrase {
  const silent = differences.filter((one) => one.silent === runs.length).map(({ part }) => PART_TITLE[part].toLowerCase());
  const commits = [...new Set(runs.map(({ code }) => code?.commit).filter((commit) => commit !== undefined))];
  const known = commits.flatMap((commit) => view.input.commits.get(commit) ?? []).sort((a, b) => (a.date < b.date ? -1 : 1));
  const [first, last] = [known[0], known.at(-1)];
  const parts: Piece[] = [];
  if (commits.length > 1) {
    parts.push(`The runs are of ${counted(commits.length, 'commit')}`);
    if (first !== undefined && last !== undefined && first !== last)
      parts.push(
        ', from ',
        { code: first.commit.slice(0, 10) },
        ` (${first.date.slice(0, 10)}) to `,
        { code: last.commit.slice(0, 10) },
        ` (${last.date.slice(0, 10)})`,
      );
    parts.push('. ');
  }
  const dirty = runs.filter(({ code }) => code?.dirty === true).length;
  if (runs.length === 1) {
    const lacking = silent.length > 0 ? [`Not recorded: ${silent.join(', ')}.`] : [];
    return [...(dirty > 0 ? ['It had uncommitted changes. '] : []), ...lacking];
  }
  if (dirty > 0) parts.push(`${count(dirty)} of ${counted(runs.length, 'run')} had uncommitted changes. `);
  if (silent.length > 0) parts.push(unrecordedText(silent));
  return parts;
}
