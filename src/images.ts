import { type Image, openImage } from './formats/image/image.ts';
import type { Loaded } from './load.ts';
import { sha256 } from './model/hash.ts';
import type { ImageGroup, RefusedImage, RunImage, RunImages } from './model/report/images.ts';
import type { Run } from './model/run.ts';
import type { SiteDocument } from './publish/assembly.ts';
import type { Opening } from './publish/open.ts';

/** Images of a page, files opened for one, bytes of an image as it lies in the archive, and bytes of all in the site. */
export const IMAGES = { page: 12, tries: 36, bytes: 4_000_000, site: 200_000_000, told: 5 } as const;

const FOLDER = 'assets';
const ENDING = /\.(?:png|jpe?g|gif|webp)$/i;

/** The logged images of all runs: what their pages show, and the files for it. */
export interface SiteImages {
  /** Slug of the project → id of the run. */
  readonly ofRuns: ReadonlyMap<string, ReadonlyMap<string, RunImages>>;
  readonly files: readonly SiteDocument[];
}

export const NO_IMAGES: SiteImages = { ofRuns: new Map(), files: [] };

/** An image that a record names, with its name as the site may show it. */
interface Candidate {
  readonly group: string;
  readonly name: string;
  readonly step: number | null;
  readonly path: string;
  /** Where in the file it stands; null: it is the whole file. */
  readonly part: Part | null;
}

interface Part {
  readonly offset: number;
  readonly length: number;
}

/**
 * Chooses, opens and names the images that runs logged. Only files that a record names and the folder's door opens; what
 * is not a whole picture by its bytes is told with its reason. The same archives give the same choice.
 */
export function readImages(loaded: Loaded, opening: Opening): SiteImages {
  const files = new Map<string, SiteDocument>();
  const ofRuns = new Map<string, Map<string, RunImages>>();
  let room: number = IMAGES.site;
  const place = (image: Image, candidate: Candidate): string | null => {
    const hash = sha256(image.bytes);
    const file = `${FOLDER}/${hash.slice(0, 16)}.${image.kind}`;
    if (files.has(file)) return file;
    if (image.bytes.length > room) return null;
    room -= image.bytes.length;
    files.set(file, { file, key: hash, text: () => again(loaded, candidate, hash) });
    return file;
  };
  for (const { project, runs } of loaded.projects) {
    if (!project.publish.images) continue;
    for (const run of runs) {
      const candidates = candidatesOf(run, opening.runs.get(run)?.run ?? null);
      if (candidates.length === 0) continue;
      const own = ofRuns.get(project.slug) ?? new Map<string, RunImages>();
      own.set(run.id, imagesOf(candidates, loaded, place));
      ofRuns.set(project.slug, own);
    }
  }
  return { ofRuns, files: [...files.values()] };
}

/** Media that were logged as images, and files among the outputs that are called so; each file once. */
function candidatesOf(run: Run, open: Run | null): Candidate[] {
  if (open === null) return [];
  const found = new Map<string, Candidate>();
  for (const [at, { type, path, step, offset, length }] of run.media.entries()) {
    const name = open.media[at]?.name;
    const part = offset === undefined || length === undefined ? null : { offset, length };
    const key = part === null ? path : `${path}\n${part.offset}`;
    if (name === undefined || found.has(key) || !(type === 'image' || ENDING.test(path))) continue;
    found.set(key, { group: name, name, step, path, part });
  }
  for (const [at, { path, present, direction }] of run.artifacts.entries()) {
    const name = open.artifacts[at]?.name;
    if (name === undefined || path === undefined || !present || direction !== 'output' || !ENDING.test(path)) continue;
    // Beside the picture that it logs MLflow keeps a smaller one of the same.
    if (found.has(path) || found.has(path.replace(/-compressed\.webp$/, '.png'))) continue;
    found.set(path, { group: name.slice(0, Math.max(0, name.lastIndexOf('/'))), name, step: null, path, part: null });
  }
  return [...found.values()];
}

function imagesOf(candidates: readonly Candidate[], loaded: Loaded, place: (image: Image, from: Candidate) => string | null): RunImages {
  const shown: (RunImage & { readonly group: string })[] = [];
  const refused: RefusedImage[] = [];
  let full = false;
  for (const candidate of inTurn(candidates).slice(0, IMAGES.tries)) {
    if (shown.length === IMAGES.page || full) break;
    const { group, name, step } = candidate;
    const image = openCandidate(loaded, candidate);
    if ('reason' in image) {
      refused.push({ name, step, reason: image.reason });
      continue;
    }
    const file = place(image, candidate);
    if (file === null) full = true;
    else shown.push({ group, name, step, file, width: image.width, height: image.height });
  }
  return {
    groups: groupsOf(shown),
    shown: shown.length,
    total: candidates.length,
    refused: refused.slice(0, IMAGES.told),
    refusals: refused.length,
    left: candidates.length - shown.length - refused.length,
  };
}

/** The latest of every group, then the one before it of every group, and so on. */
function inTurn(candidates: readonly Candidate[]): Candidate[] {
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const group = groups.get(one.group);
    if (group === undefined) groups.set(one.group, [one]);
    else group.push(one);
  }
  const ranked = [...groups.keys()].sort().flatMap((name) => {
    const members = (groups.get(name) ?? []).sort(
      (a, b) => (b.step ?? Number.NEGATIVE_INFINITY) - (a.step ?? Number.NEGATIVE_INFINITY) || (a.path < b.path ? -1 : 1),
    );
    return members.map((one, rank) => ({ one, rank }));
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

function groupsOf(shown: readonly (RunImage & { readonly group: string })[]): ImageGroup[] {
  const names = [...new Set(shown.map(({ group }) => group))].sort();
  return names.map((name) => {
    const images = shown.filter(({ group }) => group === name).map(({ group: _, ...image }) => image);
    return { name, images: images.sort((a, b) => (a.step ?? 0) - (b.step ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) };
  });
}

/** Opens the door for one file: doors hold what they have opened. */
function openCandidate(loaded: Loaded, { path, part }: Candidate): Image | { readonly reason: string } {
  let pointer = false;
  const door = loaded.files(({ code }) => {
    pointer ||= code === 'lfs-pointer';
  });
  try {
    const bytes = door.bytes(path);
    if (bytes === null) return { reason: pointer ? 'is a pointer of Git LFS; the picture itself is not here' : 'cannot be opened' };
    const { offset, length } = part ?? { offset: 0, length: bytes.size };
    if (length > IMAGES.bytes) return { reason: `has ${length} bytes, more than the ${IMAGES.bytes} of an image on a page` };
    return openImage(bytes.read(offset, length));
  } finally {
    door.close();
  }
}

function again(loaded: Loaded, from: Candidate, hash: string): Uint8Array {
  const image = openCandidate(loaded, from);
  if ('reason' in image || sha256(image.bytes) !== hash) throw new Error(`${from.path} changed during the build; build again`);
  return image.bytes;
}
