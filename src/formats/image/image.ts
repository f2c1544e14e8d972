import { openGif } from './gif.ts';
import { openJpeg } from './jpeg.ts';
import { openPng } from './png.ts';
import { openWebp } from './webp.ts';

export type ImageKind = 'png' | 'jpg' | 'gif' | 'webp';

/** What one of the containers gives: the picture without anything that is said about it, or what is wrong with it in words. */
export type Opened = { readonly width: number; readonly height: number; readonly bytes: Uint8Array } | { readonly reason: string };

/** A picture that is whole, with its size in pixels. */
export interface Image {
  readonly kind: ImageKind;
  readonly width: number;
  readonly height: number;
  /** The picture alone: comments, camera data, places, previews and whatever follows its end are not in it. */
  readonly bytes: Uint8Array;
}

const LONGEST_SIDE = 10_000;
const MOST_PIXELS = 40_000_000;

const OPENERS: Readonly<Record<ImageKind, (bytes: Uint8Array) => Opened>> = { png: openPng, jpg: openJpeg, gif: openGif, webp: openWebp };

/** The kind of image that the first bytes tell, whatever the name says. */
export function imageKind(head: Uint8Array): ImageKind | null {
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('\xff\xd8\xff')) return 'jpg';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  return text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP' ? 'webp' : null;
}

/**
 * Reads an image from end to end and gives what of it is picture. A reason in words where it is of no kind that browsers
 * show as a picture and nothing else, is damaged or cut off, or has more pixels than a page should make a browser hold.
 */
export function openImage(bytes: Uint8Array): Image | { readonly reason: string } {
  const kind = imageKind(bytes);
  if (kind === null) return { reason: 'is no PNG, JPEG, WebP or GIF by its first bytes' };
  const opened = OPENERS[kind](bytes);
  if ('reason' in opened) return opened;
  const { width, height } = opened;
  if (width < 1 || height < 1) return { reason: 'has no pixels' };
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS)
    return { reason: `has ${width} × ${height} pixels, more than a page shows` };
  return { kind, ...opened };
}
