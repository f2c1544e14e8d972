import fs from 'node:fs';
import path from 'node:path';
import { type Ledger, readLedger } from './ledger.ts';
import { takeLock } from './lock.ts';
import { MANIFEST, sha256Of } from './manifest.ts';
import type { ListingsTask } from './orders.ts';
import { FEW, type Press, pressFor } from './press.ts';
import { discard, openEmpty, openStaging, type Places, placesOf, putBack, recover, refuseForeign } from './stage.ts';

/** A site that is open for one build: locked, and mended where an earlier build was killed. */
export interface Workplace {
  readonly places: Places;
  /** The site in place, whatever made it. */
  readonly standing: Ledger | null;
  /** The same, where the next one can be built upon it. */
  readonly before: Ledger | null;
  readonly restored: boolean;
  /** What the next site is made with: upon `before`, which can be done once, or from nothing. */
  press(upon: Ledger | null): Promise<Press>;
  /** Leaves the place to other builds; `done`: the next site was put in place. */
  close(done: boolean): Promise<void>;
}

export interface Asked {
  readonly out: string;
  readonly ledgers: string;
  /** Of a ledger that tells of a site that can be built upon; null: of none. */
  readonly made: string | null;
  /** Whether the next build may build upon this one. */
  readonly twin: boolean;
  readonly signal?: AbortSignal;
}

/**
 * From here on the folder to build into is brought up to date, where there is a site that can be built upon; no file of the
 * site in place is touched. Throws `SiteError` where that folder is not ours, or another build is at work.
 */
export function openPlace({ out, ledgers, made, twin, signal }: Asked): Workplace {
  const places = placesOf(out);
  const listings = made === null ? null : listingsOf(places, ledgers);
  const early = ledgerOf(places.live, ledgers);
  // In a site of many files a thread looks for foreign ones.
  const looksLater = early !== null && early.made === made && early.files.size > FEW;
  if (!looksLater) refuseForeign(places.live, early?.files ?? null);
  openStaging(places);
  const release = takeLock(places.lock);
  try {
    const restored = recover(places) === 'restored';
    const standing = ledgerOf(places.live, ledgers, early);
    const before = made !== null && standing?.made === made ? standing : null;
    let taken = before !== null && fs.existsSync(places.previous);
    let press = before === null ? null : pressUpon(before);

    function pressUpon({ manifest, files }: Ledger): Press {
      const { live, next, previous } = places;
      const copy = { places: { live, next, previous }, ledgers, before: manifest, retired: manifestOf(previous), files: files.size };
      return pressFor({ root: next, twin: null, copy, listings }, live, signal);
    }

    async function fromNothing(): Promise<Press> {
      await press?.close();
      taken = false;
      openEmpty(places.next);
      press = pressFor({ root: places.next, twin: twin ? places.twin : null, copy: null, listings }, places.live, signal);
      return press;
    }

    return {
      ...{ places, standing, before, restored },
      press: async (upon) => (upon !== null && press !== null ? press : fromNothing()),
      async close(done) {
        try {
          await press?.close();
          if (!done && taken) putBack(places);
          if (!done) discard(places);
        } catch {
          // The next build meets what is left and removes it.
        } finally {
          release();
        }
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function manifestOf(root: string): string | null {
  const manifest = path.join(root, MANIFEST);
  return fs.existsSync(manifest) ? sha256Of(manifest) : null;
}

/** What is known of a site by its manifest, which must be the one that it was put in place with; `known` may be it. */
export function ledgerOf(root: string, ledgers: string, known: Ledger | null = null): Ledger | null {
  const manifest = manifestOf(root);
  if (manifest === null) return null;
  return known?.manifest === manifest ? known : readLedger(ledgers, manifest);
}

/** Where it is remembered what lies in the folders of a site and of the retired one. */
export function listingsOf({ staging }: Places, ledgers: string): ListingsTask {
  return { file: path.join(ledgers, 'folders.json'), beside: staging };
}
