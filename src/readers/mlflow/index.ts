import type { Reader } from '../reader.ts';
import { readDatabase } from './database.ts';
import { detect } from './detect.ts';
import { readLoggedModel } from './logged-model.ts';
import { MODEL_ID, nameOf } from './paths.ts';
import { readRegistryFolder } from './registry-folder.ts';
import { readRunFolder } from './run-folder.ts';

export const mlflow: Reader = {
  tracker: 'mlflow',
  title: 'MLflow',
  versions: '0.9 to 3.x: file store (`mlruns/`) and SQLite database with or without its `-wal`',
  foundBy: '`<experiment>/<run>/meta.yaml`, `*.db`, `*.sqlite`, `*.sqlite3`',
  revision: 2,
  detect,
  read(claim, index, files) {
    const name = nameOf(claim.path);
    if (index.file(claim.path) !== undefined) return readDatabase(claim, index, files);
    if (MODEL_ID.test(name)) return readLoggedModel(claim, index, files);
    return name === 'models' ? readRegistryFolder(claim, index, files) : readRunFolder(claim, index, files);
  },
};
