import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { curveOf, isLogarithmic } from '../../src/analysis/curve.ts';
import { thin } from '../../src/analysis/thin.ts';

const anything = fc.double();
const limits = fc.integer({ min: 4, max: 1000 });

/** Ascending finite steps with their values; as with real records, some steps are far from the others. */
const lines = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), anything), { maxLength: 3000 })
  .map((points) => points.sort(([a], [b]) => a - b))
  .map((points) => ({ x: points.map(([x]) => x), y: points.map(([, y]) => y) }));

function drawnOf({ pieces }: ReturnType<typeof thin>): [number, number][] {
  return pieces.flatMap((piece) => piece.flatMap((value, i): [number, number][] => (i % 2 === 0 ? [[value, piece[i + 1] as number]] : [])));
}

test('first, last, lowest and highest finite point stay, and no more than the limit', () => {
  fc.assert(
    fc.property(lines, limits, ({ x, y }, limit) => {
      const curve = thin(x, y, limit);
      const drawn = drawnOf(curve);
      assert.ok(drawn.length <= Math.max(limit, 4), `${drawn.length} of ${limit}`);
      assert.equal(curve.drawn, drawn.length);
      assert.equal(curve.points, x.length);
      const finite = x.map((step, i): [number, number] => [step, y[i] as number]).filter(([, value]) => Number.isFinite(value));
      if (finite.length === 0) return assert.deepEqual(drawn, []);
      const values = finite.map(([, value]) => value);
      assert.deepEqual(drawn[0], finite[0]);
      assert.deepEqual(drawn.at(-1), finite.at(-1));
      assert.equal(Math.min(...drawn.map(([, value]) => value)), Math.min(...values));
      assert.equal(Math.max(...drawn.map(([, value]) => value)), Math.max(...values));
    }),
    { numRuns: 300 },
  );
});

test('every drawn point is one of the series, in its order', () => {
  fc.assert(
    fc.property(lines, limits, ({ x, y }, limit) => {
      let at = 0;
      for (const [step, value] of drawnOf(thin(x, y, limit))) {
        while (at < x.length && !(x[at] === step && Object.is(y[at], value))) at += 1;
        assert.ok(at < x.length, `${step}, ${value} is not in the series`);
        at += 1;
      }
    }),
    { numRuns: 200 },
  );
});

test('no piece spans a value that is not finite, and every such value lies in a hole', () => {
  fc.assert(
    fc.property(lines, limits, ({ x, y }, limit) => {
      const { pieces, holes } = thin(x, y, limit);
      const unique = new Set(x).size === x.length;
      y.forEach((value, i) => {
        if (Number.isFinite(value)) return;
        const step = x[i] as number;
        assert.ok(
          holes.some(({ from, to }) => from <= step && step <= to),
          `no hole at ${step}`,
        );
        if (!unique) return;
        for (const piece of pieces) {
          assert.ok((piece[0] as number) > step || (piece.at(-2) as number) < step, `a piece spans ${step}`);
        }
      });
      assert.ok(holes.length <= Math.max(limit, 1));
    }),
    { numRuns: 200 },
  );
});

test('a spike of one point among a million survives', () => {
  const x = Float64Array.from({ length: 1_000_000 }, (_, i) => i);
  const y = new Float64Array(1_000_000).fill(1);
  y[123_456] = 99;
  const curve = thin(x, y, 300);
  assert.ok(drawnOf(curve).some(([step, value]) => step === 123_456 && value === 99));
  assert.ok(curve.drawn <= 300);
});

test('holes have the kind of what is in them', () => {
  const { holes } = thin([0, 1, 2, 3, 4, 5, 6], [1, Number.NaN, Number.NaN, 2, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY]);
  assert.deepEqual(holes, [
    { from: 1, to: 2, kind: 'NaN' },
    { from: 4, to: 4, kind: '+∞' },
    { from: 6, to: 6, kind: '−∞' },
  ]);
});

test('a curve follows the rule of its tracker and leaves out points without a place', () => {
  const columns = {
    step: Float64Array.of(0, 1, 1, 2, Number.POSITIVE_INFINITY),
    value: Float64Array.of(5, 4, 3, 2, 1),
    time: new Float64Array(5).fill(Number.NaN),
  };
  assert.deepEqual(curveOf(columns, 'all', 100).pieces, [[0, 5, 1, 4, 1, 3, 2, 2]]);
  assert.deepEqual(curveOf(columns, 'last-per-step', 100).pieces, [[0, 5, 1, 3, 2, 2]]);
});

test('a spike asks for a logarithmic axis, a schedule that ends near zero does not', () => {
  const steps = Array.from({ length: 100 }, (_, i) => i);
  const spike = steps.map((step) => (step === 50 ? 1e9 : 2));
  const cosine = steps.map((step) => 0.5 * (1 + Math.cos((Math.PI * step) / 99)) + 1e-8);
  assert.equal(isLogarithmic(thin(steps, spike)), true);
  assert.equal(isLogarithmic(thin(steps, cosine)), false);
  assert.equal(isLogarithmic(thin(steps, steps)), false);
});
