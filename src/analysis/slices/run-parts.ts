import { counted } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Part } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import { show } from '../../model/show.ts';
import { leaves } from '../../model/value.ts';
import { shorten } from '../../model/visible.ts';
import { configuredData } from '../configured-data.ts';
import type { Damage } from './run-damage.ts';

/**
 * What a second person would need to run it again: the seven parts, each with what is there and what is not. Where damage
 * may have taken something of a part, the part says so, and what is not found is not said to be absent.
 */
export function partsOf(run: Run, damage: Damage | null = null): readonly Part[] {
  const from = (name: Part['part']): Loss => {
    const lost = damage?.lost(name) ?? null;
    return { record: lost === null ? 'the record' : 'what can be read of the record', lost };
  };
  const parts = [
    code(run, from('Code')),
    config(run, from('Config')),
    data(run, from('Data')),
    environment(run, from('Environment')),
    seeds(run, from('Seeds')),
    metrics(run, from('Metrics')),
    artifacts(run, from('Artifacts')),
  ];
  return parts.map((one) => (one.state === 'missing' ? one : inPart(one, damage?.partly(one.part) ?? null)));
}

interface Loss {
  /** Where a part was looked for. */
  readonly record: string;
  /** What may have taken it. */
  readonly lost: Phrase | null;
}

function inPart(whole: Part, lacks: Phrase | null): Part {
  return lacks === null ? whole : part(whole.part, 'partly', [...whole.text, ' But ', ...lacks, '.']);
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** `Three of seven parts are present, two partly, two missing`. */
export function partsTitle(parts: readonly Part[]): string {
  const n = (state: Part['state']) => parts.filter((part) => part.state === state).length;
  const present = n('present');
  const rest = [n('partly') > 0 ? `${NUMBERS[n('partly')]} partly` : '', n('missing') > 0 ? `${NUMBERS[n('missing')]} missing` : ''];
  const start =
    present === 7
      ? 'All seven parts are present'
      : present === 0
        ? 'None of the seven parts is present'
        : `${capital(NUMBERS[present] ?? '')} of seven parts ${present === 1 ? 'is' : 'are'} present`;
  return [start, ...rest.filter((text) => text !== '')].join(', ');
}

function code({ code: found }: Run, { record, lost }: Loss): Part {
  if (found === null) return part('Code', 'missing', [`No commit, no program and no copy of the code in ${record}.`]);
  const snapshot = found.snapshot?.length ?? 0;
  if (!found.commit) {
    const has = found.program ? 'The name of the program' : snapshot > 0 ? counted(snapshot, 'file') : 'Something of the code';
    return part('Code', snapshot > 0 ? 'partly' : found.program ? 'partly' : 'missing', [
      `${has}, but no commit${lost === null ? '' : ' that can be read'}.`,
    ]);
  }
  const commit: Phrase = ['Commit ', { code: found.commit.slice(0, 10) }];
  const files = found.diffSummary?.files.length;
  if ((found.dirty === true || files !== undefined) && found.diff === undefined) {
    const changes =
      files === undefined
        ? ' with uncommitted changes, which are not shown here.'
        : ` with an uncommitted change to ${counted(files, 'file')}, whose text is not shown here.`;
    return part('Code', 'partly', [...commit, changes]);
  }
  if (found.diff !== undefined) return part('Code', 'present', [...commit, ' and the uncommitted change.']);
  return part('Code', 'present', [
    ...commit,
    found.dirty === false ? ', nothing uncommitted.' : '; whether anything was uncommitted is not recorded.',
  ]);
}

function config({ config: found }: Run, { record }: Loss): Part {
  const keys = [...leaves(found)].length;
  return keys === 0
    ? part('Config', 'missing', [`No configuration in ${record}.`])
    : part('Config', 'present', [`${counted(keys, 'key')}.`]);
}

function data(run: Run, { record }: Loss): Part {
  const { data: found, artifacts: files } = run;
  const inputs = [
    ...found.map(({ name, digest, version }) => ({ name, fixed: digest ?? version })),
    ...files
      .filter(({ direction }) => direction === 'input')
      .map(({ name, sha256, digest, version }) => ({ name, fixed: sha256 ?? digest ?? version })),
  ];
  const [first] = inputs;
  if (first === undefined) return configured(run) ?? part('Data', 'missing', [`No data set is named in ${record}.`]);
  const fixed = inputs.filter((input) => input.fixed !== undefined && input.fixed !== '').length;
  const named: Phrase = [{ name: shorten(first.name, 80) }, inputs.length > 1 ? ` and ${inputs.length - 1} more` : ''];
  if (fixed === inputs.length) return part('Data', 'present', [...named, ', with version or digest.']);
  return part('Data', 'partly', [
    ...named,
    fixed === 0 ? '; no version and no digest.' : `; ${fixed} of ${inputs.length} with version or digest.`,
  ]);
}

/** Data that only the configuration names; null where it names none. */
function configured(run: Run): Part | null {
  const [first, ...others] = configuredData(run);
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const named: Phrase = [{ name: shorten(first.name, 80) }, `${more}, in the configuration (`, { code: first.key }, ')'];
  return first.fixed === null
    ? part('Data', 'partly', [...named, '; no version and no digest.'])
    : part('Data', 'present', [...named, ', with version or digest.']);
}

function environment({ environment: found }: Run, { record }: Loss): Part {
  if (found === null) return part('Environment', 'missing', [`Nothing on system, Python or packages in ${record}.`]);
  const packages = Object.keys(found.packages ?? {}).length;
  const there = [
    found.os === undefined ? '' : 'operating system',
    found.python === undefined ? '' : `Python ${found.python}`,
    packages === 0 ? '' : counted(packages, 'package'),
    found.gpu === undefined ? '' : 'GPU',
    found.container === undefined ? '' : 'container',
  ].filter((text) => text !== '');
  const complete = packages > 0 && found.python !== undefined;
  if (complete || found.container !== undefined) return part('Environment', 'present', [`${capital(there.join(', '))}.`]);
  if (there.length === 0) return part('Environment', 'partly', ['Something on the machine; no Python version and no packages.']);
  return part('Environment', 'partly', [`${capital(there.join(', '))}. ${packages === 0 ? 'No list of packages.' : 'No Python version.'}`]);
}

function seeds({ seeds: found }: Run, { lost }: Loss): Part {
  const keys = Object.keys(found);
  if (keys.length === 0)
    return part('Seeds', 'missing', [`No key of the configuration${lost === null ? '' : ' that can be read'} names a seed.`]);
  const named = keys
    .slice(0, 3)
    .flatMap((key, i): Phrase => [i === 0 ? '' : ', ', { code: shorten(key, 60) }, ` ${shorten(show(found[key] ?? null), 40)}`]);
  return part('Seeds', 'present', [...named, keys.length > 3 ? ` and ${keys.length - 3} more.` : '.']);
}

function metrics({ series }: Run, { lost }: Loss): Part {
  const own = series.filter(({ kind }) => kind === 'metric');
  const points = own.reduce((sum, { stats }) => sum + stats.points, 0);
  if (points === 0) {
    if (lost !== null) return part('Metrics', 'missing', ['No metric can be read: ', ...lost, '.']);
    return part('Metrics', 'missing', [series.length > 0 ? 'System metrics only.' : 'No metric was logged.']);
  }
  return part('Metrics', 'present', [`${counted(own.length, 'metric')}, ${counted(points, 'point')}.`]);
}

function artifacts({ artifacts: found, media }: Run, { lost }: Loss): Part {
  const outputs = found.filter(({ direction }) => direction === 'output');
  if (outputs.length === 0) {
    return media.length === 0
      ? part('Artifacts', 'missing', [`No checkpoint and no artifact record${lost === null ? '' : ' that can be read'}.`])
      : part('Artifacts', 'partly', [`${counted(media.length, 'media file')}, no checkpoint.`]);
  }
  const fixed = outputs.filter(({ sha256, digest }) => sha256 !== undefined || digest !== undefined).length;
  const here = outputs.filter(({ present }) => present).length;
  const bytes = here === outputs.length ? 'in the archive' : here === 0 ? 'the bytes are not in the archive' : `${here} in the archive`;
  return part('Artifacts', fixed === outputs.length || here === outputs.length ? 'present' : 'partly', [
    `${counted(outputs.length, 'artifact')}, ${fixed === 0 ? 'no digest' : fixed === outputs.length ? 'with digest' : `${fixed} with digest`}; ${bytes}.`,
  ]);
}

function part(name: Part['part'], state: Part['state'], text: Phrase): Part {
  return { part: name, state, text };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
