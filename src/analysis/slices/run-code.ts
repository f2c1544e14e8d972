import type { Phrase } from '../../model/report/phrase.ts';
import type { Fact, RunCode } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import type { Overview } from '../overview.ts';
import type { Damage } from './run-damage.ts';

/** Of a change whose text is held back. */
const FILES = 60;

export function runCode(view: Overview, { code }: Run): RunCode | null {
  if (code === null) return null;
  const known = code.commit === undefined ? undefined : view.input.commits.get(code.commit);
  const facts: Fact[] = [];
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined && value !== '') facts.push({ label, value, mono: true });
  };
  add('Branch', code.branch);
  add('Remote', code.remote);
  add('Program', code.program);
  return {
    commit: code.commit ?? null,
    url: known?.url ?? null,
    subject: known?.subject ?? null,
    date: known?.date ?? null,
    facts,
    dirty: code.dirty ?? null,
    diff: code.diff ?? null,
    held:
      code.diffSummary === undefined
        ? null
        : { ...code.diffSummary, files: code.diffSummary.files.slice(0, FILES), total: code.diffSummary.files.length },
    snapshot: code.snapshot ?? [],
  };
}

/** What to type to run it again, as far as the record tells, and what stands between that and the same result. */
export function commandsOf({ code, environment, overrides, config }: Run, damage: Damage | null): { commands: string[]; notes: Phrase[] } {
  const commands: string[] = [];
  const notes: Phrase[] = [];
  const told = damage !== null && damage.lost('Code') !== null ? 'can be read' : 'is recorded';
  const remote = code?.remote;
  if (remote !== undefined && /^(https?:\/\/|ssh:\/\/|git@)[\w@.:/~+-]+$/.test(remote)) commands.push(`git clone ${remote}`);
  if (code?.commit !== undefined && /^[0-9a-f]{7,64}$/.test(code.commit)) commands.push(`git checkout ${code.commit}`);
  else notes.push([`No commit ${told}: which version of the code ran is not known.`]);
  if (code?.dirty === true || code?.diff !== undefined || code?.diffSummary !== undefined) {
    notes.push(
      code.diff === undefined
        ? ['The code had uncommitted changes that are not shown here.']
        : ['Apply the uncommitted change below first: ', { code: 'git apply' }, '.'],
    );
  }
  const packages = Object.keys(environment?.packages ?? {}).length;
  if (packages > 0) notes.push([`Install the ${packages} packages listed under Environment.`]);
  const program = code?.program;
  if (program !== undefined && program !== '') {
    const words = environment?.arguments ?? overrides;
    commands.push(['python', program, ...words].map(quoted).join(' '));
    if (environment?.arguments === undefined && overrides.length === 0) {
      notes.push(
        Object.keys(config).length > 0
          ? ['The arguments are not shown here; the configuration is on this page.']
          : ['The arguments are not shown here.'],
      );
    }
  } else if (overrides.length > 0) {
    notes.push([`No program ${told}; the overrides were `, { code: overrides.map(quoted).join(' ') }, '.']);
  } else notes.push([`No program ${told}.`]);
  return { commands, notes };
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
