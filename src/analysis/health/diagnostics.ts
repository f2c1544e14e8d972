import { type CurveCode, isEnding } from '../../model/curve-diagnostic.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { HealthEvent } from '../../model/report/health.ts';
import type { Run } from '../../model/run.ts';

/** One diagnostic a kind: the first event of it, with the number of metrics that show it. How curves end is none. */
export function healthDiagnostics(run: Run, events: readonly HealthEvent[]): readonly Diagnostic[] {
  const byKind = new Map<CurveCode, HealthEvent[]>();
  for (const event of events) if (!isEnding(event.kind)) byKind.set(event.kind, [...(byKind.get(event.kind) ?? []), event]);
  return [...byKind].map(([code, all]) => {
    const [first] = all as [HealthEvent];
    const metrics = new Set(all.map(({ metric }) => metric)).size;
    return { code, place: { path: run.path }, args: { ...first.args, metrics }, run: run.id } as unknown as Diagnostic;
  });
}
