import { magicBytes } from '../../formats/sqlite/header.ts';
import type { Reader } from '../reader.ts';
import { readDatabase } from './database.ts';
import { detect, mayBeJournal } from './detect.ts';
import { readJournal } from './journal.ts';
import { nameOf } from './paths.ts';

export const optuna: Reader = {
  tracker: 'optuna',
  title: 'Optuna',
  versions: '0.9 to 5.x: SQLite database with or without its `-wal`, journal file',
  foundBy: '`*.db`, `*.sqlite`, `*.sqlite3`, `*.log`, `*.jsonl`, names with `optuna`, `study` or `journal`',
  revision: 2,
  detect,
  *read(claim, index, files) {
    const name = nameOf(claim.path);
    const size = index.file(claim.path)?.size ?? 0;
    const isDatabase = !mayBeJournal({ name, size }) || magicBytes(files.bytes(claim.path)?.read(0, 16) ?? new Uint8Array()) >= 12;
    yield* isDatabase ? readDatabase(claim, index, files) : readJournal(claim, index, files);
  },
};
