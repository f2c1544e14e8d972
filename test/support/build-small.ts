/** Builds the small site in a process of its own: `build-small.ts <out> <cache> <paragraphs as JSON>`; prints the result. */
import { publishSite } from '../../src/site.ts';
import { SMALL_ROUTES, smallReport } from './small-site.ts';

const [out = '', cache = '', paragraphs = '{}'] = process.argv.slice(2);
const options = { cache, out, base: '/', url: null, incremental: true, maxBytes: 1e9, routes: SMALL_ROUTES };
try {
  const result = await publishSite(smallReport(JSON.parse(paragraphs)), options, () => {});
  console.log(JSON.stringify(result));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : 1;
}
