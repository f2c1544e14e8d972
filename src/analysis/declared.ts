import type { Project } from '../model/project.ts';

/** What `project.yaml` says of one metric; null where it says nothing. */
export interface DeclaredMetric {
  readonly better: 'higher' | 'lower' | null;
  readonly unit: string | null;
}

export function declaredMetric(project: Project, name: string): DeclaredMetric {
  const said = project.metrics.get(name);
  return { better: said?.direction ?? null, unit: said?.unit ?? null };
}
