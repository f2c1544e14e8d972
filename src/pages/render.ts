const RENDER = Symbol.for('runfolio.render');

type Renderer = (spec: unknown) => Promise<string>;

/** Draws a chart with what the build handed over, so that pages need not carry Vega with them. */
export function renderer(): Renderer {
  const found = (globalThis as { [RENDER]?: Renderer | undefined })[RENDER];
  if (found === undefined) throw new Error('nothing was handed to the pages that draws charts');
  return found;
}
