/** Characters of a value that an address holds whole, and of each of its ends where it is longer. */
const LONGEST = 1000;
const END = 150;

/** The query for runs whose field has this value; of a very long one its beginning and its end. */
export function queryFor(key: string, value: string): string {
  if (value.length > LONGEST) return `${key}:${loose(value.slice(0, END))}*${loose(value.slice(-END))}`;
  return `${key}:${/^[\w./-]+$/.test(value) ? value : JSON.stringify(value)}`;
}

/** Without quotes a `*` stands for anything, and so for all that would need them. */
function loose(text: string): string {
  return text.replace(/[^\p{L}\p{N}_./-]+/gu, '*');
}
