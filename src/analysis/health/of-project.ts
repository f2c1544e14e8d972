import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Project } from '../../model/project.ts';
import type { Run } from '../../model/run.ts';
import { directionsOf } from '../overview.ts';
import { healthDiagnostics } from './diagnostics.ts';
import type { HealthSource } from './source.ts';

/** What the curves of a project's runs show, as diagnostics in the order of the runs. */
export function curveDiagnostics(project: Project, runs: readonly Run[], health: HealthSource): readonly Diagnostic[] {
  const directionOf = directionsOf(project, runs);
  return runs.flatMap((run) => healthDiagnostics(run, health(run, directionOf)));
}
