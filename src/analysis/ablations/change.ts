import { exactNumber } from '../../model/number.ts';
import type { Change } from '../../model/report/ablation.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Variant } from '../../model/variant.ts';
import type { Space } from './space.ts';

/** What a variant changes of another one, factor by factor. */
export function changesOf(space: Space, from: Variant, to: Variant): readonly Change[] {
  const names = shortNames(space.factors.map(({ name }) => name));
  return space.differing(from, to).map((at): Change => {
    const factor = space.factors[at];
    const [before, after] = [space.level(from, at), space.level(to, at)];
    const name = names[at] ?? '';
    const kind = toggled(before, after) ? 'without' : toggled(after, before) ? 'with' : 'value';
    const followed = (factor?.derived ?? []).filter((key) => from.factors.get(key) !== to.factors.get(key));
    const keys = [...(factor?.keys ?? []), ...followed];
    return { factor: factor?.name ?? '', keys, from: before, to: after, kind, words: words(kind, name, before, after) };
  });
}

/**
 * A part is there, and then it is not: false, 0, none. A key that is missing says so only of a switch; anything else may be
 * missing because another version of the program did not record it.
 */
export function toggled(on: string | null, off: string | null): boolean {
  if (on === null || isOff(on)) return false;
  return off === null ? on === 'true' : isOff(off);
}

function isOff(level: string): boolean {
  return OFF.has(plain(level).toLowerCase()) || Number(level) === 0;
}

const OFF = new Set(['false', 'none', 'null', 'off', 'no', 'disabled', 'identity', '']);

/** Text of a level as it is shown: a string without its quotes. */
export function plain(level: string): string {
  return /^".*"$/s.test(level) ? String(JSON.parse(level)) : level;
}

/** Numbers have a place on an axis; anything else is NaN. */
export function numberOf(level: string | null): number {
  return level === null || level.trim() === '' ? Number.NaN : Number(level);
}

/** As words say it: of a sampled number the digits that a reader can use. */
function shownLevel(level: string | null): string {
  const value = numberOf(level);
  return Number.isFinite(value) && level !== null && level.length > 9 ? exactNumber(value) : levelText(level);
}

export function levelText(level: string | null): string {
  return level === null ? 'not set' : plain(level) === '' ? '""' : plain(level);
}

function words(kind: Change['kind'], name: string, from: string | null, to: string | null): Phrase {
  if (kind === 'without') return ['w/o ', { code: name }];
  if (kind === 'with') return to === 'true' ? ['+ ', { code: name }] : ['+ ', { code: name }, ' (', { code: shownLevel(to) }, ')'];
  return [{ code: name }, ': ', { code: shownLevel(from) }, ' → ', { code: shownLevel(to) }];
}

/** The last words of each name that no other name ends with: `optim.lr` is `lr` where there is no other lr. */
export function shortNames(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => name.split(/[./]/));
  const endings = new Map<string, number>();
  for (const one of parts) {
    for (let at = 0; at < one.length; at += 1) {
      const ending = one.slice(at).join('.');
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    }
  }
  return parts.map((one, i) => {
    for (let at = one.length - 1; at > 0; at -= 1) {
      const ending = one.slice(at).join('.');
      if (endings.get(ending) === 1) return ending;
    }
    return names[i] as string;
  });
}

/** Of the baseline its name, of a row what it changes. Beyond three changes their number says more. */
export function labelOf(variant: Variant, changes: readonly Change[]): Phrase {
  if (changes.length === 0) return [{ name: variant.label }];
  if (changes.length === 1) return changes[0]?.words ?? [];
  const all = changes.flatMap(({ words: said }, at): Phrase => (at === 0 ? said : [', ', ...said]));
  return changes.length <= 3 ? all : [`combined change (${changes.length} factors)`];
}
