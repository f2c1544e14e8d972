import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';

/** Beyond these the parser's time grows faster than the text, and no person writes so. */
const MAX_MARKERS = 100;
const MAX_INDENT = 1000;
const MAX_REPEAT = 500;

const LEAD = /^(?:[ \t>]|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;
const REPEAT = new RegExp(`([\`*_~])\\1{${MAX_REPEAT}}`);

/** The text with every line that is nested or repeated beyond all use left empty, so that all other lines keep their numbers. */
export function bearableLines(text: string, path: string): { readonly text: string; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const lines = text.split(/\r\n|\n|\r/);
  const kept = lines.map((line, number) => {
    const fault = faultOf(line);
    if (fault === null) return line;
    diagnostics.push(diagnostic('bad-line', { path, line: number + 1 }, { format: 'markdown', what: fault }));
    return '';
  });
  return { text: kept.join('\n'), diagnostics };
}

function faultOf(line: string): string | null {
  const lead = LEAD.exec(line)?.[0] ?? '';
  if (lead.length > MAX_INDENT) return `indented by more than ${MAX_INDENT} characters`;
  if (lead.length > MAX_MARKERS && lead.replace(/[ \t]+/g, '').length > MAX_MARKERS) return `nested more than ${MAX_MARKERS} levels deep`;
  return REPEAT.test(line) ? `one mark repeated more than ${MAX_REPEAT} times` : null;
}
