/** What was worked out before, under keys made of all that it was worked out from. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}
