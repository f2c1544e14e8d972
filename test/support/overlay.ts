import type { Overlay, OverlayLine } from '../../src/model/report/compare.ts';
import type { Hole } from '../../src/model/report/figure.ts';

/** A line through some pieces of coordinates. */
export function line(label: string, slot: number, pieces: readonly (readonly number[])[], holes: readonly Hole[] = []): OverlayLine {
  const drawn = pieces.reduce((sum, piece) => sum + piece.length / 2, 0);
  return { label, group: null, slot, curve: { pieces, holes, points: drawn, drawn }, raw: null, last: pieces.at(-1)?.at(-1) ?? null };
}

/** A falling curve of some points. */
export function falling(height: number, points = 40): number[] {
  return Array.from({ length: points }, (_, i) => [i * 100, height + 2 / (1 + i / 4) + 0.05 * Math.sin(i * height)]).flat();
}

export function overlay(lines: readonly OverlayLine[], more: Partial<Overlay> = {}): Overlay {
  return {
    metric: 'val/loss',
    unit: 'nats',
    x: { kind: 'linear', label: 'steps' },
    log: false,
    lines,
    bands: [],
    format: { kind: 'fixed', digits: 3 },
    ...more,
  };
}
