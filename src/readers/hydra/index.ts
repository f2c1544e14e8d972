import type { Claim, Reader } from '../reader.ts';
import { filesOf, jobFolders } from './folders.ts';
import { readJob } from './job.ts';

/**
 * Hydra's job folders: what was configured, not what was measured. `.hydra/config.yaml` is the configuration with its
 * interpolations unresolved, `hydra.yaml` Hydra's own settings, `overrides.yaml` the command line. An overlay: it adds to
 * the runs that other trackers logged at or below the job's folder.
 */
export const hydra: Reader = {
  tracker: 'hydra',
  title: 'Hydra',
  versions: 'job folders of 1.0 to 1.3, single runs and multiruns',
  foundBy: '`.hydra/config.yaml`',
  revision: 1,
  detect(index) {
    return jobFolders(index).map((folder): Claim => ({ tracker: 'hydra', path: folder.job, files: filesOf(folder, index) }));
  },
  read(claim, _index, files) {
    return readJob(claim, files);
  },
};
