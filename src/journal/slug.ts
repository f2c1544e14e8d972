/** Words of a heading as part of an address: lower case, letters and digits of any script, joined by `-`, at most 60 characters. */
export function slugOf(text: string): string {
  const whole = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const characters = [...whole];
  if (characters.length <= 60) return whole;
  const cut = characters.slice(0, 61).join('');
  const word = cut.lastIndexOf('-');
  return word > 30 ? cut.slice(0, word) : characters.slice(0, 60).join('');
}

/** The anchor that code hosts give a heading, by which other files link it. */
export function hostAnchor(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** Gives every name once: a repeated one gets `-2`, `-3` … */
export function uniqueNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`;
    taken.add(name);
    return name;
  };
}
