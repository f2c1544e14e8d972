import type { Diagnostic } from '../model/diagnostic.ts';
import { sentence, severity } from '../model/wording.ts';

/** Diagnostics as a SARIF 2.1.0 log, which code hosts show beside the files. */
export function sarif(diagnostics: readonly Diagnostic[], version: string): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'runfolio', version, rules: codes.map((id) => ({ id })) } },
        results: diagnostics.map((found) => ({
          ruleId: found.code,
          ruleIndex: codes.indexOf(found.code),
          level: severity(found),
          message: { text: sentence(found) },
          locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(found.place.path) }, ...region(found) } }],
        })),
      },
    ],
  };
}

function region({ place }: Diagnostic): object {
  if (place.line !== undefined)
    return { region: { startLine: place.line, ...(place.column === undefined ? {} : { startColumn: place.column }) } };
  return place.offset === undefined ? {} : { region: { byteOffset: place.offset, byteLength: 0 } };
}
