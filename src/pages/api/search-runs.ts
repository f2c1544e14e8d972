import { jsonDocument } from '../../exports/document.ts';
import { report } from '../report.ts';

/** Names of runs that the search field finds. */
export function GET(): Response {
  return new Response(jsonDocument(report().search.runs));
}
