import { joined, pointsOf, type TagColumn } from '../../formats/tag-table.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Facts, Fragment, Keys } from '../../model/fragment.ts';
import type { Series } from '../../model/series.ts';
import { type Value, valueMap } from '../../model/value.ts';
import type { Claim, Reader } from '../reader.ts';
import { partOf } from './part.ts';
import { eventFiles, hostOf, isEventFile, lastSegment, runAbove, runDirectory, runName } from './place.ts';
import { type Recorded, record } from './record.ts';

/** Event files of TensorFlow 1 and 2, torch, tensorboardX, Lightning, JAX: one run a folder. */
export const tensorboard: Reader = {
  tracker: 'tensorboard',
  title: 'TensorBoard',
  versions: 'event files 1 and 2: scalars, tensor scalars, hparams, text, images',
  foundBy: '`*tfevents*`',
  revision: 2,
  detect,
  read,
};

function detect(index: DirectoryIndex): Claim[] {
  const dirs = new Set(index.files.filter(isEventFile).map((file) => file.dir));
  return [...dirs].sort().map((dir) => {
    const own = eventFiles(index, dir).map((file) => file.path);
    const above = runAbove(index, dir);
    return { tracker: 'tensorboard', path: dir, files: above === null ? own : [...own, above.evidence].sort() };
  });
}

function* read(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const diagnostics: Diagnostic[] = [];
  const paths = eventFiles(index, claim.path).map((file) => file.path);
  const recorded = record(paths, files, (one) => diagnostics.push(one));
  yield* diagnostics;
  if (recorded.sources.length === 0 || isExperimentOnly(recorded)) return;
  const columns = recorded.columns.filter((column) => pointsOf(column) > 0 && !isPlaceholder(column));
  const part = partOf(
    claim.path,
    runAbove(index, claim.path),
    columns.map((column) => column.tag),
    recorded.sessionStarted && columns.every((column) => pointsOf(column) === 1),
  );
  const series: Series[] = [];
  const names = new Set<string>();
  for (const column of columns) {
    const name = unused(part === null ? column.tag : part.rename(column.tag), names);
    names.add(name);
    if (column.inexact) yield diagnostic('integer-precision', { path: recorded.sources[0] as string }, { what: `A number of ${name}` });
    series.push({
      name,
      kind: 'metric',
      rule: 'preempt',
      bits: column.bits,
      ...joined(column),
    });
  }
  const directory = runDirectory(claim.path);
  const keys: Keys = part === null ? { directory, role: 'run' } : { directory, role: 'part', partOf: part.dir };
  const writer = recorded.writer === undefined ? '' : `, ${recorded.writer}`;
  yield {
    tracker: 'tensorboard',
    format: `TensorBoard events${recorded.fileVersion === undefined ? '' : ` (${recorded.fileVersion})`}${writer}`,
    keys,
    sources: recorded.sources,
    facts: {
      ...factsOf(recorded, part === null ? runName(directory) : part.named ? runName(part.dir) : undefined),
      ...mediaOf(recorded, part?.rename ?? ((tag) => tag)),
    },
    series,
  };
}

/** TensorFlow 2 writes the list of hyperparameters and metrics of a sweep into a file above its runs. */
function isExperimentOnly(recorded: Recorded): boolean {
  return (
    recorded.experiment &&
    !recorded.sessionStarted &&
    recorded.texts.size === 0 &&
    recorded.others.size === 0 &&
    recorded.columns.every((column) => pointsOf(column) === 0)
  );
}

/** Lightning's metric for the hparams tab, where the user gave none. */
function isPlaceholder({ tag, full, filled, chunk }: TagColumn): boolean {
  return tag === 'hp_metric' && full.length === 0 && filled === 1 && chunk.value[0] === -1;
}

function unused(name: string, names: ReadonlySet<string>): string {
  const wanted = name === '' ? 'value' : name;
  let free = wanted;
  for (let n = 2; names.has(free); n += 1) free = `${wanted} (${n})`;
  return free;
}

function factsOf(recorded: Recorded, name: string | undefined): Facts {
  const text = (wanted: string) => recorded.texts.get(wanted) ?? recorded.texts.get(`${wanted}/text_summary`);
  const notes = text('notes')?.join('\n');
  const tags = text('tags');
  const host = recorded.sources.map((path) => hostOf(lastSegment(path))).find((found) => found !== undefined);
  const extra = extraOf(recorded);
  const digest = /^[0-9a-f]{64}$/.test(recorded.group);
  return {
    ...(name === undefined ? {} : { name }),
    ...(recorded.group === '' || digest ? {} : { group: recorded.group }),
    ...(tags === undefined ? {} : { tags: tagsOf(tags) }),
    ...(notes === undefined || notes === '' ? {} : { notes }),
    ...(recorded.status === undefined ? {} : { status: recorded.status }),
    ...(recorded.statusReason === undefined ? {} : { statusReason: recorded.statusReason }),
    ...(recorded.first <= recorded.last ? { startedAt: recorded.first, endedAt: recorded.last } : {}),
    ...(recorded.sessionStarted ? { config: mapOf(recorded.config) } : {}),
    ...(host === undefined ? {} : { environment: { host } }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

/** Pictures stay where they are: the bytes of the event file. */
function mediaOf({ images }: Recorded, rename: (tag: string) => string): Pick<Facts, 'media'> {
  if (images.length === 0) return {};
  return { media: images.map(({ tag, step, path, offset, length }) => ({ name: rename(tag), step, type: 'image', path, offset, length })) };
}

function mapOf(entries: Iterable<readonly [string, Value]>): { [key: string]: Value } {
  const map = valueMap();
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** One string may hold several tags: `a, b`. */
function tagsOf(strings: readonly string[]): string[] {
  const parts = strings.length === 1 ? (strings[0] as string).split(',') : strings;
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

const MAX_LISTED = 200;
const MAX_TEXT = 64 * 1024;

/** Counts of what is no scalar, and the texts: hyperparameter dumps are often among them. */
function extraOf(recorded: Recorded): { [key: string]: Value } {
  const extra = valueMap();
  for (const [kind, counts] of recorded.others) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const tags = mapOf([...counts].slice(0, MAX_LISTED));
    extra[`${kind}s`] = mapOf(
      kind === 'graph'
        ? [['count', total]]
        : [
            ['count', total],
            ['tags', tags],
          ],
    );
  }
  const texts = valueMap();
  for (const [tag, strings] of [...recorded.texts].slice(0, MAX_LISTED)) {
    if (/^(?:notes|tags)(?:\/text_summary)?$/.test(tag)) continue;
    const text = strings.join('\n');
    texts[tag] = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  }
  if (Object.keys(texts).length > 0) extra.texts = texts;
  if (/^[0-9a-f]{64}$/.test(recorded.group)) extra.hparams_group = recorded.group;
  return extra;
}
