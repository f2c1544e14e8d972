import type { Pages } from './pages.ts';

export const TABLE_LEAF = 13;
const TABLE_INTERIOR = 5;
const INDEX_LEAF = 10;
const INDEX_INTERIOR = 2;
const DEEPEST = 40;
/** Children looked at to tell whether a level is the last one. */
const SAMPLE = 5;

/** One b-tree as its interior pages describe it. */
export interface Tree {
  readonly root: number;
  readonly kind: 'table' | 'index';
  /** Leaf pages in stored order; their own content is not looked at. */
  readonly leaves: readonly number[];
  /** Row ids of leaf `i` lie above `lower[i]` and up to `upper[i]`. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly interior: readonly number[];
  readonly faults: readonly TreeFault[];
}

export interface TreeFault {
  readonly page: number;
  readonly what: string;
}

/** Where the b-tree header stands in a page: behind the file header in the first one. */
export function treeHeader(page: number): number {
  return page === 1 ? 100 : 0;
}

/** Follows the interior pages of a b-tree. A page is entered once, so that a cycle ends. */
export function walkTree(pages: Pages, root: number, kind: Tree['kind']): Tree {
  const leafType = kind === 'table' ? TABLE_LEAF : INDEX_LEAF;
  const interiorType = kind === 'table' ? TABLE_INTERIOR : INDEX_INTERIOR;
  const leaves: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const interior: number[] = [];
  const faults: TreeFault[] = [];
  const seen = new Set<number>();

  const typeOf = (page: number): number => pages.page(page)?.[treeHeader(page)] ?? -1;
  const leaf = (page: number, above: number, upTo: number) => {
    leaves.push(page);
    lower.push(above);
    upper.push(upTo);
  };

  function enter(page: number, above: number, upTo: number, depth: number): void {
    interior.push(page);
    const children = childrenOf(page, above, upTo);
    const lastLevel = isLastLevel(children);
    for (const child of children) {
      if (child.page < 1 || child.page > pages.count || child.page === root || seen.has(child.page)) {
        faults.push({ page, what: `a pointer to page ${child.page}` });
        continue;
      }
      seen.add(child.page);
      if (lastLevel) leaf(child.page, child.above, child.upTo);
      else if (typeOf(child.page) !== interiorType) faults.push({ page: child.page, what: 'the page type' });
      else if (depth >= DEEPEST) faults.push({ page: child.page, what: 'the depth' });
      else enter(child.page, child.above, child.upTo, depth + 1);
    }
  }

  function childrenOf(page: number, above: number, upTo: number): { page: number; above: number; upTo: number }[] {
    const children: { page: number; above: number; upTo: number }[] = [];
    const bytes = pages.page(page);
    const start = treeHeader(page);
    if (bytes === null || bytes.length < start + 12) {
      faults.push({ page, what: 'the page' });
      return children;
    }
    const cells = bytes.readUInt16BE(start + 3);
    const end = start + 12 + cells * 2;
    let from = above;
    let lost = end > bytes.length ? cells : 0;
    for (let cell = 0; lost === 0 && cell < cells; cell += 1) {
      const at = bytes.readUInt16BE(start + 12 + cell * 2);
      if (at < end || at + 5 > bytes.length) {
        lost += 1;
        break;
      }
      const key = kind === 'table' ? rowidAt(bytes, at + 4) : Number.POSITIVE_INFINITY;
      children.push({ page: bytes.readUInt32BE(at), above: from, upTo: key });
      from = kind === 'table' ? key : above;
    }
    if (lost > 0) {
      faults.push({ page, what: 'a cell' });
      return restOfCells(bytes, start, cells, end, above, upTo);
    }
    children.push({ page: bytes.readUInt32BE(start + 8), above: from, upTo });
    return children;
  }

  /** In a damaged page every cell that can be read counts; which row ids it leads to is then not known. */
  function restOfCells(bytes: Buffer, start: number, cells: number, end: number, above: number, upTo: number) {
    const children: { page: number; above: number; upTo: number }[] = [];
    const readable = Math.min(cells, Math.floor((bytes.length - start - 12) / 2));
    for (let cell = 0; cell < readable && end <= bytes.length; cell += 1) {
      const at = bytes.readUInt16BE(start + 12 + cell * 2);
      if (at >= end && at + 5 <= bytes.length) children.push({ page: bytes.readUInt32BE(at), above, upTo });
    }
    children.push({ page: bytes.readUInt32BE(start + 8), above, upTo });
    return children;
  }

  function isLastLevel(children: readonly { page: number }[]): boolean {
    let last = 0;
    let inner = 0;
    for (const child of children) {
      const type = child.page >= 1 && child.page <= pages.count && child.page !== root ? typeOf(child.page) : -1;
      if (type === leafType) last += 1;
      else if (type === interiorType) inner += 1;
      if (last + inner >= SAMPLE) break;
    }
    return last >= inner;
  }

  seen.add(root);
  if (root < 1 || root > pages.count) faults.push({ page: root, what: `its root, page ${root}, which is not in the file` });
  else {
    const type = typeOf(root);
    if (type === leafType) leaf(root, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    else if (type === interiorType) enter(root, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0);
    else faults.push({ page: root, what: `its root, page ${root}, which is none of a ${kind}` });
  }
  return { root, kind, leaves, lower, upper, interior, faults };
}

/** A row id as a number; beyond 2^53 the nearest one. */
export function rowidAt(bytes: Buffer, at: number): number {
  let value = 0;
  for (let n = 0; n < 7; n += 1) {
    const byte = bytes[at + n] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return value;
  }
  return Number(exactRowidAt(bytes, at));
}

/** Big-endian groups of seven bits, the ninth byte whole; 64 bits with a sign. */
export function exactRowidAt(bytes: Buffer, at: number): bigint {
  let value = 0n;
  for (let n = 0; n < 8; n += 1) {
    const byte = bytes[at + n] ?? 0;
    value = (value << 7n) | BigInt(byte & 127);
    if (byte < 128) return value;
  }
  return BigInt.asIntN(64, (value << 8n) | BigInt(bytes[at + 8] ?? 0));
}
