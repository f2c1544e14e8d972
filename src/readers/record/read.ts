import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DirectoryIndex, Files } from '../../model/folder.ts';
import type { Console, Fragment } from '../../model/fragment.ts';
import type { Rule, Series } from '../../model/series.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';
import type { Claim } from '../reader.ts';
import { readYaml, yamlDiagnostics, yamlPlaces } from '../yaml.ts';
import { growingColumns } from './columns.ts';
import { factsOf } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { CONSOLE, METRICS_CSV, METRICS_JSONL, PATCH, RUN_FILE, within } from './files.ts';
import { readMetricsCsv, readMetricsJsonl } from './metrics.ts';

const LIMIT = 64 * 1024 * 1024;
const TAIL = 64 * 1024;
const PATCH_LIMIT = 16 * 1024 * 1024;

/** One record. A `run.yaml` of some other program, with no key of ours and no metrics beside it, is none. */
export function* readRecord(claim: Claim, index: DirectoryIndex, files: Files): Generator<Fragment | Diagnostic, void, undefined> {
  const path = within(claim.path, RUN_FILE);
  const has = (name: string) => claim.files.includes(within(claim.path, name));
  const measured = has(METRICS_CSV) || has(METRICS_JSONL);
  const found: Diagnostic[] = [];
  const text = files.text(path, LIMIT);
  const { typed, spelled } = documents(path, text, found);
  if (!measured && typed !== null && !Object.keys(typed).some((key) => OWN_KEYS.has(key))) return;
  if (!measured && typed === null && (text === null || text.trim() === ''))
    found.push(diagnostic('missing-metadata', { path }, { what: RUN_FILE }));
  const report = (one: Diagnostic) => {
    found.push(one);
  };
  const source = { path, placeOf: yamlPlaces(text ?? ''), report };
  const { id, facts } = factsOf(source, typed ?? valueMap(), spelled ?? valueMap(), claim.path, index);
  yield* found.splice(0);

  const sources = text === null ? [] : [path];
  const series = yield* metricsOf(claim, files, sources, (name) => traits(name, source, typed, spelled));
  yield* found.splice(0);

  const patch = has(PATCH) ? files.text(within(claim.path, PATCH), PATCH_LIMIT) : null;
  if (patch !== null) sources.push(within(claim.path, PATCH));
  const console = has(CONSOLE) ? consoleOf(within(claim.path, CONSOLE), files) : null;
  if (console !== null) sources.push(within(claim.path, CONSOLE));
  yield {
    tracker: 'record',
    format: 'Plain record',
    keys: { ...(id === undefined ? {} : { trackerId: id }), directory: claim.path, role: 'run' },
    sources: sources.sort(),
    facts: {
      ...facts,
      ...(patch === null || patch === '' ? {} : { code: { ...facts.code, diff: patch } }),
      ...(console === null ? {} : { console }),
    },
    series,
  };
}

/** Keys of which a `run.yaml` of ours has at least one. */
const OWN_KEYS = new Set(['id', 'status', 'started', 'started_at', 'config', 'summary', 'seeds']);

function documents(path: string, text: string | null, found: Diagnostic[]): { typed: ValueMap | null; spelled: ValueMap | null } {
  if (text === null) return { typed: null, spelled: null };
  if (text.trim() === '') {
    found.push(diagnostic('empty-file', { path }, { format: RUN_FILE }));
    return { typed: null, spelled: null };
  }
  const result = readYaml(text);
  found.push(...yamlDiagnostics(path, RUN_FILE, result));
  if (isMap(result.value)) {
    const spelled: Value | undefined = readYaml(text, 'text').value;
    return { typed: result.value, spelled: isMap(spelled) ? spelled : null };
  }
  if (result.value !== undefined && result.value !== null)
    found.push(
      diagnostic(
        'not-this-format',
        { path, line: 1 },
        { format: RUN_FILE, found: Array.isArray(result.value) ? 'a list' : 'a single value' },
      ),
    );
  return { typed: null, spelled: null };
}

/** Series of both files; where both have a metric, that of `metrics.jsonl` counts. */
function* metricsOf(
  claim: Claim,
  files: Files,
  sources: string[],
  traitsOf: (name: string) => Traits,
): Generator<Diagnostic, Series[], undefined> {
  const all = new Map<string, Series>();
  for (const [name, read] of [
    [METRICS_CSV, readMetricsCsv],
    [METRICS_JSONL, readMetricsJsonl],
  ] as const) {
    const path = within(claim.path, name);
    const bytes = claim.files.includes(path) ? files.bytes(path) : null;
    if (bytes === null) continue;
    sources.push(path);
    const columns = growingColumns();
    if (bytes.size === 0) yield diagnostic('empty-file', { path }, { format: 'table of metrics' });
    yield* read(path, bytes, columns);
    for (const series of columns.series(traitsOf)) {
      if (all.has(series.name)) yield diagnostic('duplicate-key', { path }, { key: series.name });
      all.set(series.name, series);
    }
  }
  return [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Traits {
  readonly rule: Rule;
  readonly bits: 32 | 64;
}

/** What `series:` says of one metric; every point counts where it says nothing. */
function traits(name: string, source: Parameters<typeof fieldsOf>[0], typed: ValueMap | null, spelled: ValueMap | null): Traits {
  const all = typed?.['series'];
  const said = isMap(all) ? all[name] : undefined;
  if (!isMap(said)) return { rule: 'all', bits: 64 };
  const plain = spelled?.['series'];
  const own = isMap(plain) ? plain[name] : undefined;
  const fields = fieldsOf(source, said, isMap(own) ? own : valueMap(), ['series', name]);
  return {
    rule: fields.oneOf('rule', ['all', 'last-per-step', 'preempt'] as const) ?? 'all',
    bits: fields.oneOf('bits', ['32', '64'] as const) === '32' ? 32 : 64,
  };
}

function consoleOf(path: string, files: Files): Console | null {
  const bytes = files.bytes(path);
  if (bytes === null || bytes.size === 0) return null;
  const tail = new TextDecoder().decode(bytes.read(Math.max(0, bytes.size - TAIL), TAIL));
  return { path, bytes: bytes.size, tail: bytes.size > TAIL ? tail.replace(/^\uFFFD{1,3}/, '') : tail };
}
