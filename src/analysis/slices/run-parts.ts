import { counted } from '../../model/number.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Part } from '../../model/report/run.ts';
import type { Run } from '../../model/run.ts';
import { show } from '../../model/show.ts';
import { leaves } from '../../model/value.ts';
import { shorten } from '../../model/visible.ts';

/** What a second person would need to run it again: the seven parts, each with what is there and what is not. */
export function partsOf(run: Run): readonly Part[] {
  return [code(run), config(run), data(run), environment(run), seeds(run), metrics(run), artifacts(run)];
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

function code({ code: found }: Run): Part {
  if (found === null) return part('Code', 'missing', ['No commit, no program and no copy of the code in the record.']);
  const snapshot = found.snapshot?.length ?? 0;
  if (!found.commit) {
    const has = found.program ? 'The name of the program' : snapshot > 0 ? counted(snapshot, 'file') : 'Something of the code';
    return part('Code', snapshot > 0 ? 'partly' : found.program ? 'partly' : 'missing', [`${has}, but no commit.`]);
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

function config({ config: found }: Run): Part {
  const keys = [...leaves(found)].length;
  return keys === 0
    ? part('Config', 'missing', ['No configuration in the record.'])
    : part('Config', 'present', [`${counted(keys, 'key')}.`]);
}

function data({ data: found, artifacts: files }: Run): Part {
  const inputs = [
    ...found.map(({ name, digest, version }) => ({ name, fixed: digest ?? version })),
    ...files
      .filter(({ direction }) => direction === 'input')
      .map(({ name, sha256, digest, version }) => ({ name, fixed: sha256 ?? digest ?? version })),
  ];
  const [first] = inputs;
  if (first === undefined) return part('Data', 'missing', ['No data set is named in the record.']);
  const fixed = inputs.filter((input) => input.fixed !== undefined && input.fixed !== '').length;
  const named: Phrase = [{ name: shorten(first.name, 80) }, inputs.length > 1 ? ` and ${inputs.length - 1} more` : ''];
  if (fixed === inputs.length) return part('Data', 'present', [...named, ', with version or digest.']);
  return part('Data', 'partly', [
    ...named,
    fixed === 0 ? '; no version and no digest.' : `; ${fixed} of ${inputs.length} with version or digest.`,
  ]);
}

function environment({ environment: found }: Run): Part {
  if (found === null) return part('Environment', 'missing', ['Nothing on system, Python or packages in the record.']);
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

function seeds({ seeds: found }: Run): Part {
  const keys = Object.keys(found);
  if (keys.length === 0) return part('Seeds', 'missing', ['No key of the configuration names a seed.']);
  const named = keys
    .slice(0, 3)
    .flatMap((key, i): Phrase => [i === 0 ? '' : ', ', { code: shorten(key, 60) }, ` ${shorten(show(found[key] ?? null), 40)}`]);
  return part('Seeds', 'present', [...named, keys.length > 3 ? ` and ${keys.length - 3} more.` : '.']);
}

function metrics({ series }: Run): Part {
  const own = series.filter(({ kind }) => kind === 'metric');
  const points = own.reduce((sum, { stats }) => sum + stats.points, 0);
  if (points === 0) return part('Metrics', 'missing', [series.length > 0 ? 'System metrics only.' : 'No metric was logged.']);
  return part('Metrics', 'present', [`${counted(own.length, 'metric')}, ${counted(points, 'point')}.`]);
}

function artifacts({ artifacts: found, media }: Run): Part {
  const outputs = found.filter(({ direction }) => direction === 'output');
  if (outputs.length === 0) {
    return media.length === 0
      ? part('Artifacts', 'missing', ['No checkpoint and no artifact record.'])
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
