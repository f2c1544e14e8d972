const NARROW = /[iljtfrI.,:;|'!()[\]{} /\\-]/;
const BROAD = /[mwMW@%—]/;
const CAPITAL = /[A-Z+=<>~_#&]/;
const DOUBLE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|[\u{1f300}-\u{1faff}]/u;

/** Roughly how wide a line of text is in a common sans serif; there is no font at build time to measure it with. */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const character of text) {
    if (DOUBLE.test(character)) em += 1;
    else if (NARROW.test(character)) em += 0.36;
    else if (BROAD.test(character)) em += 0.92;
    else if (CAPITAL.test(character)) em += 0.7;
    else em += 0.63;
  }
  return em * size * (bold ? 1.16 : 1);
}
