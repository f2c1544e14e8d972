import { writeJson } from '../formats/json.ts';

/** A document of the site's JSON API: exact numbers, one line end. */
export function jsonDocument(content: unknown): string {
  return `${writeJson(content)}\n`;
}
