import { FONT } from '../charts/spec.ts';

/** Gives the reader a file. */
export function save(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A drawing of the page as a file of its own: colours as they are seen now, on the page's ground. */
export function drawingText(svg: SVGSVGElement): { readonly text: string; readonly width: number; readonly height: number } {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  from.forEach((shown, i) => {
    for (const name of ['fill', 'stroke'] as const) {
      if (shown.getAttribute(name)?.includes('var(')) to[i]?.setAttribute(name, getComputedStyle(shown)[name]);
    }
  });
  const { width, height } = svg.viewBox.baseVal.width > 0 ? svg.viewBox.baseVal : svg.getBoundingClientRect();
  copy.removeAttribute('style');
  for (const [name, value] of Object.entries({ width, height, 'font-family': FONT, xmlns: 'http://www.w3.org/2000/svg' }))
    copy.setAttribute(name, String(value));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: getComputedStyle(document.body).backgroundColor }))
    ground.setAttribute(name, value);
  copy.prepend(ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** Sides that every browser's canvas can have. */
const LONGEST_SIDE = 8000;

/** The drawing in points of a screen, twice as fine as it is shown. Rejects where the browser cannot make it. */
export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const { text, width, height } = drawingText(svg);
  await savePicture(await imageAt(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`), width, height, name);
}

/** Rejects where nothing that can be drawn is at this address. */
export async function imageAt(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** Gives the reader an image of this size, twice as fine, as PNG. */
export async function savePicture(image: HTMLImageElement, width: number, height: number, name: string): Promise<void> {
  const canvas = document.createElement('canvas');
  const scale = Math.min(2, LONGEST_SIDE / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const brush = canvas.getContext('2d');
  if (brush === null) throw new Error('no canvas');
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('no picture');
  save(`${name}.png`, blob, 'image/png');
}

/** Makes a button give the drawing as PNG; where that fails, the button says so. */
export function givesPng(button: HTMLButtonElement, drawing: () => SVGSVGElement | null | undefined, name: () => string): void {
  button.addEventListener('click', () => {
    const svg = drawing();
    if (svg === null || svg === undefined) return;
    savePng(svg, name()).catch(() => {
      button.textContent = 'PNG (this browser could not make it)';
    });
  });
}
