import { jsonDocument } from '../../exports/document.ts';
import { report } from '../report.ts';

/** Every file that was read. */
export function GET(): Response {
  return new Response(jsonDocument({ inputs: report().inputs }));
}
