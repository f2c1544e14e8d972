import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Run } from '../../model/run.ts';
import type { Variant } from '../../model/variant.ts';
import type { Overview } from '../overview.ts';
import { measured } from './measure.ts';

/** What finding the variants of a project has to say: seeds that reach nothing, seeds that were run twice, names that stand for several configurations. */
export function variantDiagnostics(view: Overview): readonly Diagnostic[] {
  return view.variants.list.flatMap((variant) => [...notWired(view, variant), ...repeated(view, variant), ...merging(view, variant)]);
}

/** The view with what its variants have to say among the diagnostics. */
export function withVariantDiagnostics(view: Overview): Overview {
  const found = variantDiagnostics(view);
  if (found.length === 0) return view;
  return { ...view, input: { ...view.input, diagnostics: [...view.input.diagnostics, ...found] } };
}

function notWired(view: Overview, variant: Variant): Diagnostic[] {
  const { primary } = view;
  if (primary === null || variant.runs.length < 2) return [];
  const { identicalUnderSeeds, replicates } = measured(view, variant, primary.name);
  const [first] = replicates.flatMap(({ run, excluded }) => (excluded === null ? [run] : []));
  if (!identicalUnderSeeds || first === undefined) return [];
  return [at(first, diagnostic('seed-not-wired', { path: first.path }, { variant: variant.label, metric: primary.name }))];
}

function repeated({ variants }: Overview, variant: Variant): Diagnostic[] {
  const alike = new Map<string, Run[]>();
  for (const run of variant.runs) {
    const same = variants.standing(run) === null && variant.runs.length > 1 ? variants.repetitionOf(run) : null;
    if (same !== null) alike.set(same, [...(alike.get(same) ?? []), run]);
  }
  const several = [...alike.values()].filter(({ length }) => length > 1);
  const latest = several[0]?.at(-1);
  if (latest === undefined) return [];
  const ids = several.map((runs) => runs.map(({ id }) => id).join(', '));
  const shown = ids.length > 3 ? `${ids.slice(0, 3).join('; ')}; and ${ids.length - 3} more` : ids.join('; ');
  const count = several.reduce((sum, { length }) => sum + length - 1, 0);
  return [at(latest, diagnostic('repeated-seed', { path: latest.path }, { variant: variant.label, count, runs: shown }))];
}

function merging({ project, variants }: Overview, { name, inside }: Variant): Diagnostic[] {
  const written = name === null ? undefined : project.variants.get(name);
  if (name === null || written === undefined || inside.length === 0) return [];
  const known = new Set(variants.factors.flatMap(({ keys }) => keys));
  const keys = inside.filter((key) => known.has(key));
  const shown = (keys.length === 0 ? inside : keys).slice(0, 6).join(', ');
  return [diagnostic('variant-merges', written.place, { variant: name, keys: inside.length > 6 ? `${shown} …` : shown })];
}

function at(run: Run, found: Diagnostic): Diagnostic {
  return { ...found, run: run.id };
}
