import fs from 'node:fs';
import path from 'node:path';
import { openDoor } from '../../src/folder/door.ts';
import { scan } from '../../src/folder/scan.ts';
import { type Diagnostic, isDiagnostic } from '../../src/model/diagnostic.ts';
import type { Fragment } from '../../src/model/fragment.ts';
import type { Claim, Reader } from '../../src/readers/reader.ts';

export const SHARED = path.resolve(import.meta.dirname, '../../../shared');
export const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');

export interface ReadResult {
  readonly claims: readonly Claim[];
  readonly fragments: readonly Fragment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs one reader over a folder, as the pipeline does, without the store. */
export async function readFolder(root: string, reader: Reader): Promise<ReadResult> {
  const { index } = await scan(root);
  const claims = reader.detect(index);
  const fragments: Fragment[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const claim of claims) {
    const door = openDoor(root, index, (diagnostic) => diagnostics.push(diagnostic));
    for (const item of reader.read(claim, index, door)) {
      if (isDiagnostic(item)) diagnostics.push(item);
      else fragments.push(item);
    }
    door.close();
  }
  return { claims, fragments, diagnostics };
}

/** Whether a folder of real archives lies beside the project; tests that need it say so when they are skipped. */
export function shared(...parts: string[]): string | null {
  const place = path.join(SHARED, ...parts);
  return fs.existsSync(place) ? place : null;
}
