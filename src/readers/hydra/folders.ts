import type { DirectoryIndex } from '../../model/folder.ts';

/** One job's folder and the folder in it that holds Hydra's three files (`.hydra` unless `output_subdir` says otherwise). */
export interface JobFolder {
  readonly job: string;
  readonly records: string;
}

export const RECORDS = ['config.yaml', 'hydra.yaml', 'overrides.yaml'] as const;
/** Written once a sweep, in the sweep's folder. */
export const MULTIRUN = 'multirun.yaml';
export const OPTIMIZATION = 'optimization_results.yaml';
const MAX_LOGS = 20;

/** `.hydra` with any of the three files, or a folder of any name with all three; one a job. */
export function jobFolders(index: DirectoryIndex): JobFolder[] {
  const found = new Map<string, JobFolder>();
  const look = (file: { readonly name: string; readonly dir: string }) => {
    const { dir } = file;
    const named = dir === '.hydra' || dir.endsWith('/.hydra');
    if (!named && (dir === '' || !RECORDS.every((name) => index.file(`${dir}/${name}`) !== undefined))) return;
    const job = above(dir);
    const known = found.get(job);
    if (known === undefined || (named && !known.records.endsWith('.hydra'))) found.set(job, { job, records: dir });
  };
  for (const file of index.files) if ((RECORDS as readonly string[]).includes(file.name)) look(file);
  return [...found.values()].sort((a, b) => (a.job < b.job ? -1 : 1));
}

/** Everything that a claim may read. Which log is the job's is known only from its settings, so all of the folder are named. */
export function filesOf(folder: JobFolder, index: DirectoryIndex): string[] {
  const paths: string[] = RECORDS.map((name) => `${folder.records}/${name}`).filter((path) => index.file(path) !== undefined);
  const logs = index.inside(folder.job).filter((file) => file.name.endsWith('.log'));
  for (const log of logs.slice(0, MAX_LOGS)) paths.push(log.path);
  for (let dir = folder.job; dir !== ''; ) {
    dir = above(dir);
    const multirun = index.file(within(dir, MULTIRUN));
    if (multirun === undefined) continue;
    paths.push(multirun.path);
    const results = index.file(within(dir, OPTIMIZATION));
    if (results !== undefined) paths.push(results.path);
    break;
  }
  return paths.sort();
}

export function above(place: string): string {
  const cut = place.lastIndexOf('/');
  return cut < 0 ? '' : place.slice(0, cut);
}

export function within(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`;
}
