/**
 * A chart as a file of its own: with its words for those who do not see it, on a ground, and with every colour as a
 * value in place of the style sheet's variables.
 */
export function standaloneSvg(svg: string, colours: Readonly<Record<string, string>>, title: string, description: string): string {
  const words = `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`;
  const ground = `<rect width="100%" height="100%" fill="${colours['--paper'] ?? '#ffffff'}"/>`;
  return svg
    .replace(/<[^>]*>/g, (tag) => tag.replace(/var\((--[a-z0-9-]+)\)/g, (variable, name: string) => colours[name] ?? variable))
    .replace(/^<svg ([^>]*)>/, (_, attributes: string) => `<svg role="img" ${attributes}>${words}${ground}`);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
