import type { Diagnostic } from '../model/diagnostic.ts';
import { placeText, sentence, severity } from '../model/wording.ts';

/** Diagnostics as plain lines: `path:line:column: error: sentence`. */
export function faultLines(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((found) => `${placeText(found)}: ${severity(found)}: ${sentence(found)}\n`).join('');
}
