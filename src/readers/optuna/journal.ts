import { readLines } from '../../formats/lines.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Fragment } from '../../model/fragment.ts';
import type { Claim } from '../reader.ts';
import { fragmentsOf } from './fragment.ts';
import { mend } from './mend.ts';
import { isOperation, type Lost, type Operation, operationsIn } from './operations.ts';
import { replay } from './replay.ts';

const FORMAT = 'Optuna journal';
/** Lines at the start among which an operation has to be found. */
const SNIFFED_LINES = 20;
const SNIFFED_BYTES = 64 * 1024;
const MOST_FAULTS = 200;

/** Reads all trials of a journal; nothing at all of a file that is none. */
export function* readJournal(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const { path } = claim;
  const bytes = files.bytes(path);
  if (bytes === null) return;
  const head = Buffer.from(bytes.read(0, SNIFFED_BYTES)).toString('latin1').split('\n', SNIFFED_LINES);
  if (!head.some(isOperation)) return;

  const found: Diagnostic[] = [];
  let faults = 0;
  const report = (one: Diagnostic) => {
    faults += 1;
    if (faults <= MOST_FAULTS) found.push(one);
    else if (faults === MOST_FAULTS + 1)
      found.push(diagnostic('limit-reached', { path }, { what: `faults of the ${FORMAT}`, limit: MOST_FAULTS }));
  };
  const entries: (Operation | Lost)[] = [];
  for (const line of readLines(bytes)) {
    if (line.text.trim() === '' && line.cut === 0) continue;
    if (line.latin1) report(diagnostic('text-encoding', { path, line: line.number }, { encoding: 'Latin-1', replaced: 0 }));
    const parts = operationsIn(line);
    entries.push(...parts);
    for (const part of parts) {
      if ('code' in part) continue;
      const place = { path, line: part.line, offset: part.offset };
      const torn = line.end === '' && part === parts.at(-1);
      report(
        torn
          ? diagnostic('torn-tail', place, { format: FORMAT, bytes: bytes.size - line.offset })
          : diagnostic('bad-line', place, { format: FORMAT, what: part.what }),
      );
    }
  }
  const operations = mend(entries, (operation, what) =>
    report(diagnostic('bad-line', { path, line: operation.line, offset: operation.offset }, { format: FORMAT, what })),
  );
  const studies = replay(operations, {
    fault: ({ line, offset }, key, text, wanted) =>
      report(diagnostic('bad-value', { path, line, offset }, { format: FORMAT, key, text: text.slice(0, 80), wanted })),
    putAside: (series, count, rule) => report(diagnostic('points-put-aside', { path }, { series, count, rule })),
  });
  yield* fragmentsOf(studies, { claim, format: FORMAT, own: [path], index, files, report });
  yield* found;
}
