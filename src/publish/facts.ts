import type { FileFacts } from './verify.ts';

/** The facts of many files: lists take less room than sets, and of equal texts one is kept. */
export function factsArchive() {
  const texts = new Map<string, string>();
  const files = new Map<string, { readonly [part in keyof FileFacts]: readonly string[] }>();
  const share = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    // A part of a page would hold the whole page in memory.
    const own = Buffer.from(text).toString();
    texts.set(own, own);
    return own;
  };
  return {
    keep(file: string, { ids, links, loads, faults }: FileFacts): void {
      files.set(file, {
        ids: Array.from(ids, share),
        links: Array.from(links, share),
        loads: Array.from(loads, share),
        faults: faults.map(share),
      });
    },
    find(file: string): FileFacts | undefined {
      const kept = files.get(file);
      if (kept === undefined) return undefined;
      return { ids: new Set(kept.ids), links: new Set(kept.links), loads: new Set(kept.loads), faults: kept.faults };
    },
  };
}
