import { MAX_RECORD, type TfRecordFault } from '../../formats/tfrecord.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Bytes } from '../../model/folder.ts';

export const FORMAT = 'event file';
const MAX_FAULTS = 100;

/** Reports the faults of one file: the first hundred one by one, all others together. */
export function faultReports(path: string, file: Bytes, report: (diagnostic: Diagnostic) => void) {
  let given = 0;
  let beyond: { offset: number; places: number; bytes: number } | undefined;

  function add(fault: Diagnostic, bytes: number): void {
    given += 1;
    if (given <= MAX_FAULTS) {
      report(fault);
      return;
    }
    beyond ??= { offset: fault.place.offset ?? 0, places: 0, bytes: 0 };
    beyond.places += 1;
    beyond.bytes += bytes;
  }

  function finish(): void {
    if (beyond === undefined) return;
    const what = `${beyond.places} more places`;
    report(diagnostic('damaged-bytes', { path, offset: beyond.offset }, { format: FORMAT, what, bytes: beyond.bytes }));
  }

  return { add, finish, wording: (fault: TfRecordFault) => wording(fault, path, file) };
}

function wording({ kind, offset, bytes }: TfRecordFault, path: string, file: Bytes): Diagnostic {
  const place = { path, offset };
  const damage = { format: FORMAT, bytes };
  switch (kind) {
    case 'empty':
      return diagnostic('empty-file', { path }, { format: FORMAT });
    case 'foreign':
      return diagnostic('not-this-format', { path }, { format: FORMAT, found: `bytes ${Buffer.from(file.read(0, 8)).toString('hex')}` });
    case 'torn':
      return diagnostic('torn-tail', place, damage);
    case 'length':
      return diagnostic('bad-checksum', place, { ...damage, what: 'The length of a record' });
    case 'payload':
      return diagnostic('bad-checksum', place, { ...damage, what: 'A record' });
    case 'overrun':
      return diagnostic('damaged-bytes', place, { ...damage, what: 'A record longer than the rest' });
    case 'search-ended':
      return diagnostic('damaged-bytes', place, { ...damage, what: 'The rest' });
    case 'too-large':
      return diagnostic('limit-reached', place, { what: 'bytes in one record', limit: MAX_RECORD });
  }
}
