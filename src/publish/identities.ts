import type { Run } from '../model/run.ts';
import { isMap } from '../model/value.ts';
import { isOrdinary } from './ordinary-words.ts';
import { eachString, homeNames, tfeventsHosts } from './private-text.ts';

/** Who and where, as records say it: to be held back wherever else it stands. */
export interface Identities {
  /** Logins of two letters and more; looked for as parts of paths. */
  readonly logins: ReadonlySet<string>;
  /** What is looked for in any text, and what is written instead. */
  readonly words: ReadonlyMap<string, string>;
}

export const NOBODY: Identities = { logins: new Set(), words: new Map() };

const USER_VARIABLE = /(?:^|_)(?:USER|USERNAME|LOGNAME|LOGIN)$/;
const HOST_VARIABLE = /(?:^|_)(?:HOST|HOSTNAME|NODENAME|MASTER_ADDR)$/;

/** `authored` tells whether people wrote a word themselves where the site shows it: an address of a repository, a journal. */
export function identitiesOf(runs: readonly Run[], authored: (word: string) => boolean = () => false): Identities {
  const logins = new Set<string>();
  const words = new Map<string, string>();
  const named = namesOf(runs);
  const tell = (word: string | undefined, mask: string) => {
    if (word !== undefined && isTelling(word) && !named.has(word.toLowerCase()) && !authored(word)) words.set(word, mask);
  };
  for (const run of runs) {
    for (const login of loginsOf(run)) {
      logins.add(login);
      tell(login, 'user');
    }
    for (const host of hostsOf(run)) {
      tell(host, 'host');
      if (/^[^.]*[A-Za-z][^.]*\./.test(host)) tell(host.slice(0, host.indexOf('.')), 'host');
    }
    tell(run.environment?.email, '[e-mail]');
  }
  return { logins, words };
}

/** At least four characters, and no word that stands in any record. */
function isTelling(word: string): boolean {
  return word.length >= 4 && word.length <= 200 && /[A-Za-z]/.test(word) && !/[\s<>]/.test(word) && !isOrdinary(word);
}

/** What a project or a run is called is public, and so are its groups and metrics. */
function namesOf(runs: readonly Run[]): Set<string> {
  const names = new Set<string | null>();
  for (const { project, recordedProject, group, nameRecorded, name, tags, series } of runs) {
    names.add(project).add(recordedProject).add(group);
    if (nameRecorded) names.add(name);
    for (const tag of tags) names.add(tag);
    for (const metric of series) names.add(metric.name);
  }
  return new Set(Array.from(names, (name) => name?.toLowerCase() ?? ''));
}

/** Logins that the record names, or gives away by a home directory. */
export function loginsOf(run: Run): Set<string> {
  const { environment, code } = run;
  const names = [environment?.user, ...variables(run, USER_VARIABLE)];
  const look = (text: string) => {
    if (text.includes('/') || text.includes('\\')) names.push(...homeNames(text));
  };
  for (const path of [environment?.executable, environment?.workingDirectory, code?.program]) if (path !== undefined) look(path);
  for (const value of [environment?.arguments, environment?.variables, run.config, run.summary, run.extra, run.overrides])
    if (value !== undefined) eachString(value, look);
  for (const { uri } of [...run.artifacts, ...run.data]) if (uri !== undefined) look(uri);
  return new Set(names.filter((name): name is string => name !== undefined && name.length > 2));
}

function hostsOf(run: Run): string[] {
  const { environment, sources } = run;
  const own = environment?.host === undefined ? [] : [environment.host];
  return [...own, ...variables(run, HOST_VARIABLE), ...sources.flatMap(({ path }) => tfeventsHosts(path))];
}

function variables(run: Run, name: RegExp): string[] {
  const all = run.environment?.variables;
  if (!isMap(all)) return [];
  return Object.keys(all).flatMap((key) => {
    const value = all[key];
    return name.test(key) && typeof value === 'string' ? [value] : [];
  });
}
