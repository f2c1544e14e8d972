import { Error as ERRORS_ONLY, loader, logger, parse, resetSVGDefIds, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { faultsOf } from './allowed.ts';
import { tidy } from './tidy.ts';

/**
 * The picture of a Vega-Lite specification as SVG. Same specification, same bytes. Refuses a specification that would
 * compute, load or link anything; throws where Vega finds none to draw.
 */
export async function renderSvg(spec: unknown): Promise<string> {
  const faults = faultsOf(spec);
  if (faults.length > 0) throw new Error(`a chart holds what it may not hold: ${faults.slice(0, 3).join('; ')}`);
  resetSVGDefIds();
  const { spec: compiled } = compile(spec as TopLevelSpec, { logger: logger(ERRORS_ONLY) });
  const view = new View(parse(compiled), { renderer: 'none', logLevel: ERRORS_ONLY, loader: closedLoader() });
  try {
    return tidy(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** Refuses every address: a chart's data come with it. */
function closedLoader() {
  const refuse = () => Promise.reject(new Error('a chart loads nothing'));
  return { ...loader(), load: refuse, sanitize: refuse, http: refuse, file: refuse };
}
