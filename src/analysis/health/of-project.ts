import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Direction } from '../../model/report/metric.ts';
import type { Run } from '../../model/run.ts';
import { healthDiagnostics } from './diagnostics.ts';
import type { HealthSource } from './source.ts';

/** What the curves of a project's runs show, as diagnostics in the order of the runs. */
export function curveDiagnostics(
  runs: readonly Run[],
  directionOf: (metric: string) => Direction,
  health: HealthSource,
): readonly Diagnostic[] {
  return runs.flatMap((run) => healthDiagnostics(run, health(run, directionOf)));
}
