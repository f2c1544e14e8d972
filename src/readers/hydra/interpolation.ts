import { plainScalar } from '../../formats/yaml-scalar.ts';
import { isMap, type Value, type ValueMap, valueMap } from '../../model/value.ts';

const MAX_STEPS = 20;
const MAX_VALUES = 200_000;
const MAX_TEXT = 100_000;

/**
 * Resolves OmegaConf's interpolations where the archive says all that is needed: `${a.b}`, relative `${.b}`,
 * `${oc.env:X,default}` by its default, `${hydra:job.num}`. Everything else stays as written, as do `???` and loops.
 */
export function resolveConfig(config: ValueMap, hydra: ValueMap): ValueMap {
  let made = 0;

  function resolve(value: Value, path: readonly string[], steps: number): Value {
    made += 1;
    if (made > MAX_VALUES) return value;
    if (typeof value === 'string') return value.includes('${') ? text(value, path, steps) : value;
    if (Array.isArray(value)) return value.map((item, at) => resolve(item, [...path, String(at)], steps));
    if (!isMap(value)) return value;
    const map = valueMap();
    for (const key of Object.keys(value)) map[key] = resolve(value[key] as Value, [...path, key], steps);
    return map;
  }

  function text(source: string, path: readonly string[], steps: number): Value {
    if (steps >= MAX_STEPS) return source;
    let result = source;
    // The innermost first, so that `${a.${b}}` has its inner part done.
    for (let round = 0; round < MAX_STEPS; round += 1) {
      const whole = WHOLE.exec(result);
      if (whole !== null) return known(lookUp(whole[1] as string, path, steps), result);
      const before = result;
      result = result.replace(INNER, (found, escaped: string, inner: string) => {
        if (escaped !== '') return found;
        const value = lookUp(inner, path, steps);
        return value === undefined || (typeof value === 'object' && value !== null) ? found : spelled(value);
      });
      if (result === before) break;
      if (result.length > MAX_TEXT) return source;
    }
    return result;
  }

  /** undefined where it cannot be known. */
  function lookUp(expression: string, path: readonly string[], steps: number): Value | undefined {
    const resolver = /^([\w.]+):(.*)$/s.exec(expression);
    if (resolver !== null) return byResolver(resolver[1] as string, resolver[2] as string, steps);
    const dots = /^\.*/.exec(expression)?.[0].length ?? 0;
    const base = dots === 0 ? [] : path.slice(0, path.length - dots);
    const wanted = [...base, ...partsOf(expression.slice(dots))];
    const value = at(config, wanted);
    if (value === undefined || value === '???') return undefined;
    const resolved = resolve(value, wanted, steps + 1);
    return isUnresolved(resolved) ? undefined : resolved;
  }

  function byResolver(name: string, argument: string, steps: number): Value | undefined {
    if (name === 'hydra') {
      const parts = partsOf(argument);
      if (!KNOWN_NODES.has(parts.slice(0, parts[1] === 'choices' ? 2 : 3).join('.'))) return undefined;
      const value = at(hydra, parts);
      return value === undefined || value === '???' ? undefined : resolve(value, parts, steps + 1);
    }
    if (name !== 'oc.env' && name !== 'env') return undefined;
    const comma = argument.indexOf(',');
    if (comma < 0) return undefined;
    const given = argument.slice(comma + 1).trim();
    const quoted = /^(['"])(.*)\1$/s.exec(given);
    return quoted === null ? plainScalar(given) : (quoted[2] as string);
  }

  return resolve(config, [], 0) as ValueMap;
}

const WHOLE = /^\$\{([^${}]+)\}$/;
const INNER = /(\\?)\$\{([^${}]+)\}/g;
/** Facts of the job; the rest of Hydra's settings holds paths of the machine. */
const KNOWN_NODES = new Set(['job.name', 'job.num', 'job.id', 'job.override_dirname', 'job.config_name', 'runtime.choices']);

function partsOf(path: string): string[] {
  return path
    .replace(/\[([^\]]*)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '');
}

function at(root: ValueMap, path: readonly string[]): Value | undefined {
  let value: Value | undefined = root;
  for (const part of path) {
    if (isMap(value)) value = value[part];
    else if (Array.isArray(value)) value = value[Number(part)] as Value | undefined;
    else return undefined;
  }
  return value;
}

/** null is a value like any other. */
function known(value: Value | undefined, otherwise: Value): Value {
  return value === undefined ? otherwise : value;
}

function isUnresolved(value: Value): boolean {
  return typeof value === 'string' && value.includes('${');
}

/** A value inside a text, as Python writes it. */
function spelled(value: Value): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  return typeof value === 'number' ? String(value).replace(/e([+-])(\d)$/, 'e$10$2') : String(value);
}
