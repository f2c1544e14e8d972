/**
 * The last JSON text of each key, by the key's number, and when it came: values that only count in the end are copied, not
 * parsed, for every row.
 */
export interface Latest {
  readonly raw: Buffer[];
  readonly length: number[];
  /** Rank of the last change, 0 for a key without one, negative for a removal. */
  readonly rank: number[];
  changes: number;
}

export function newLatest(): Latest {
  return { raw: [], length: [], rank: [], changes: 0 };
}

export function keepLatest(latest: Latest, key: number, bytes: Buffer, from: number, to: number): void {
  const length = to - from;
  while (latest.rank.length <= key) {
    latest.raw.push(Buffer.alloc(0));
    latest.length.push(0);
    latest.rank.push(0);
  }
  let raw = latest.raw[key] as Buffer;
  if (raw.length < length) {
    raw = Buffer.allocUnsafeSlow(Math.max(24, length));
    latest.raw[key] = raw;
  }
  if (length > 64) bytes.copy(raw, 0, from, to);
  else for (let at = 0; at < length; at += 1) raw[at] = bytes[from + at] as number;
  latest.length[key] = length;
  latest.changes += 1;
  latest.rank[key] = latest.changes;
}

export function removeLatest(latest: Latest, key: number): void {
  keepLatest(latest, key, Buffer.alloc(0), 0, 0);
  latest.rank[key] = -latest.changes;
}

/** Number, text and fate of each key, in the order of the last change. */
export function inOrder(latest: Latest): { readonly key: number; readonly json: string; readonly removed: boolean }[] {
  return latest.rank
    .map((rank, key) => ({ key, rank }))
    .filter(({ rank }) => rank !== 0)
    .sort((a, b) => Math.abs(a.rank) - Math.abs(b.rank))
    .map(({ key, rank }) => ({ key, removed: rank < 0, json: (latest.raw[key] as Buffer).toString('utf8', 0, latest.length[key]) }));
}
