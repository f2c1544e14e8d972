/** A page that is larger loads slowly on a phone, and most of it is never read. */
export const MAX_PAGE_BYTES = 300_000;
