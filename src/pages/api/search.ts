import { jsonDocument } from '../../exports/document.ts';
import { report } from '../report.ts';

/** What the search field finds, beside runs. */
export function GET(): Response {
  return new Response(jsonDocument(report().search.places));
}
