import { type Cursor, inside, int32, next, text, timestamp, unsigned } from '../../formats/protobuf.ts';
import type { Environment } from '../../model/fragment.ts';
import { type Value, valueMap } from '../../model/value.ts';
import { readGit } from './run.ts';
import type { Tree } from './tree.ts';

/** The surroundings of a run as one source has them. */
export interface Surroundings {
  environment: { -readonly [K in keyof Environment]?: Environment[K] };
  /** Seconds since 1970. */
  startedAt?: number;
  remote?: string;
  commit?: string;
  program?: string;
}

/** Fields of EnvironmentRecord that are plain text. */
const TEXTS: Readonly<
  Record<number, 'os' | 'python' | 'container' | 'email' | 'workingDirectory' | 'host' | 'user' | 'executable' | 'gpu' | 'cuda'>
> = {
  1: 'os',
  2: 'python',
  4: 'container',
  10: 'email',
  11: 'workingDirectory',
  12: 'host',
  13: 'user',
  14: 'executable',
  18: 'gpu',
  25: 'cuda',
};

/** Takes an EnvironmentRecord: the first has what was known at the start, later ones what was found out since. */
export function addEnvironment(into: Surroundings, field: Cursor): void {
  const c = inside(field);
  const { environment } = into;
  const args: string[] = [];
  const gpus: string[] = [];
  const variables: Tree = valueMap();
  while (next(c)) {
    const name = TEXTS[c.field];
    if (name !== undefined) {
      const value = text(c);
      if (value !== '') environment[name] = name === 'python' ? pythonVersion(value) : value;
    } else if (c.field === 3) into.startedAt ??= timestamp(c);
    else if (c.field === 5) args.push(text(c));
    else if (c.field === 6) into.program = text(c) || (into.program ?? '');
    else if (c.field === 9) readGit(c, into);
    else if (c.field === 16 && c.wire === 0) environment.cpuCount = int32(c);
    else if (c.field === 17 && c.wire === 0) environment.cpuCount ??= int32(c);
    else if (c.field === 19 && c.wire === 0) environment.gpuCount = int32(c);
    else if (c.field === 21) environment.memoryBytes = numberIn(c, 1) ?? environment.memoryBytes ?? 0;
    else if (c.field === 22) environment.cpu = textIn(c, 3) || (environment.cpu ?? '');
    else if (c.field === 23) environment.cpu = textIn(c, 1) || (environment.cpu ?? '');
    else if (c.field === 24) gpus.push(textIn(c, 1));
    else if (c.field === 26) gpus.push(textIn(c, 8) || textIn(c, 9));
    else if (c.field === 27) addPair(c, variables);
    else if (c.field === 29) addTpu(c, into);
  }
  if (args.length > 0) environment.arguments = args;
  if (gpus.length > 0) {
    environment.gpu ??= gpus[0] as string;
    environment.gpuCount ??= gpus.length;
  }
  if (Object.keys(variables).length > 0) environment.variables = { ...environment.variables, ...variables };
}

/** `CPython 3.11.2` as the Go core has it, `3.11.2` as the Python core has it. */
export function pythonVersion(recorded: string): string {
  return recorded.replace(/^CPython /, '');
}

function textIn(field: Cursor, wanted: number): string {
  const c = inside(field);
  let found = '';
  while (next(c)) if (c.field === wanted) found = text(c);
  return found;
}

function numberIn(field: Cursor, wanted: number): number | undefined {
  const c = inside(field);
  let found: number | undefined;
  while (next(c)) if (c.field === wanted && c.wire === 0) found = unsigned(c);
  return found;
}

/** An entry of a map of texts. */
function addPair(field: Cursor, into: Tree): void {
  into[textIn(field, 1)] = textIn(field, 2);
}

function addTpu(field: Cursor, into: Surroundings): void {
  const name = textIn(field, 1);
  const count = numberIn(field, 4);
  if (name !== '') into.environment.gpu ??= name;
  if (count !== undefined) into.environment.gpuCount ??= count;
}

/** What `over` has, and below it what `under` has. */
export function mergeSurroundings(over: Surroundings, under: Surroundings): Surroundings {
  return { ...under, ...over, environment: { ...under.environment, ...over.environment } };
}

/** An environment without empty fields; undefined where nothing is left. */
export function environmentOf(surroundings: Surroundings, packages: Tree | null, frameworks: Tree): Environment | undefined {
  const all: { [key: string]: unknown } = { ...surroundings.environment };
  if (packages !== null && Object.keys(packages).length > 0) all.packages = packages;
  if (Object.keys(frameworks).length > 0) all.frameworks = withVersions(frameworks, packages);
  const kept = Object.entries(all).filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as Environment);
}

/** Imports that telemetry noticed, with the version of the package where the list of packages has it. */
function withVersions(frameworks: Tree, packages: Tree | null): Tree {
  const versions: Tree = valueMap();
  for (const name of Object.keys(frameworks).sort()) {
    const installed = packages?.[name] ?? packages?.[name.replaceAll('_', '-')];
    versions[name] = frameworks[name] === true && installed !== undefined ? installed : (frameworks[name] as Value);
  }
  return versions;
}
