import type { DataPage, InputFile, Rule } from '../../model/report/data.ts';
import type { ReportInput } from '../../model/report/input.ts';
import type { ProjectReport } from '../../model/report/report.ts';
import type { Overview } from '../overview.ts';
import { builtLine } from '../provenance.ts';
import { selectionText } from '../selection.ts';
import { type Made, projectDownloads, siteDownloads } from './downloads.ts';

/** The data page of the whole site. */
export function siteData(input: ReportInput, views: readonly Overview[], projects: readonly ProjectReport[]): DataPage {
  return {
    project: null,
    downloads: siteDownloads(projects),
    inputs: inputsOf(input.inputs),
    metrics: [],
    rules: RULES,
    built: builtLine(input, views),
  };
}

/** The data page of one project. */
export function projectData(input: ReportInput, views: readonly Overview[], view: Overview, made: Made): DataPage {
  return {
    project: view.slug,
    downloads: projectDownloads(view, made),
    inputs: inputsOf(sourcesOf(view)),
    metrics: view.metrics,
    rules: [selectionRule(view), ...RULES],
    built: builtLine(input, views),
  };
}

/** Files that pages show. */
const SHOWN = 60;

/** Of files sorted by path. */
function inputsOf(files: readonly InputFile[]): DataPage['inputs'] {
  const shown = files.slice(0, SHOWN).map(({ path, size, sha256 }) => ({ path, size, sha256 }));
  return { shown, files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

function sourcesOf({ runs }: Overview): readonly InputFile[] {
  const byPath = new Map<string, InputFile>();
  for (const { sources } of runs) for (const source of sources) byPath.set(source.path, source);
  return Array.from([...byPath.keys()].sort(), (path) => byPath.get(path) as InputFile);
}

function selectionRule({ selection, primary, primaryDeclared }: Overview): Rule {
  const ranked =
    primary === null
      ? 'No primary metric: none was declared and no name tells one.'
      : `Ranked by ${primary.name} (${primaryDeclared ? 'declared' : 'guessed'}).`;
  return {
    what: 'One number for a series',
    how: `The ${selectionText(selection)}. ${ranked} A metric that a run lacks is shown as —, never as 0.`,
  };
}

const RULES: readonly Rule[] = [
  {
    what: 'Points of a series',
    how: 'All stored points, under the rule of the tracker that wrote them: of equal steps the last one (W&B, MLflow), or a restart puts aside what it repeats (TensorBoard). How many points a rule puts aside is said beside the metric.',
  },
  {
    what: 'First, last, lowest, highest',
    how: 'Of the points under that rule, in the order of steps. NaN and infinities are kept: the last value may be one, the lowest and highest never are.',
  },
  {
    what: 'Variants',
    how: 'Runs that are equal in everything but the seed and keys that say nothing of the experiment, or as declared under variants. Of runs that repeat one another the latest complete one counts; what does not count is named beside the mean.',
  },
  {
    what: 'Means and intervals',
    how: 'The mean over the n runs that count, with its Student t interval; on the logit scale where the plain interval would leave the range of the metric. The method stands with each table.',
  },
  {
    what: 'Differences',
    how: 'Tested two-sided, by seed where seeds pair, else as the table says, and corrected over the rows of one table and metric. Nothing is tested of single runs.',
  },
  {
    what: 'Lines of charts',
    how: 'At most 1,000 points a line: of every interval of steps the first, the last, the lowest and the highest value (M4), so that no spike is lost. A line is broken where a value is not finite.',
  },
  {
    what: 'Digits',
    how: 'The spread of a column decides its decimals, and zeros that end all of its numbers are left out. float32 records have some seven digits, and no more are shown. The JSON files hold every digit.',
  },
  {
    what: 'Direction of a metric',
    how: 'Declared in project.yaml, else as the tracker says, else guessed from the name and marked so, else unknown.',
  },
  {
    what: 'Times',
    how: 'UTC, from the records. A page says when a record gave a local time without its zone. No clock is read at build time.',
  },
];
