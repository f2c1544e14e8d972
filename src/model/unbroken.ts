/** With spaces that no line breaks at, where a number and its sign belong together: `95 %`, `n = 3`, `p < .001`. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=%)/g, '\u00a0').replace(/(?<=(?:^|[\s(])[npst]) ([=<>≤≥]) (?=[−.\d])/g, '\u00a0$1\u00a0');
}
