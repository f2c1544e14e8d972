import { counted } from '../../model/number.ts';
import type { Comparison, Project, WrittenQuery } from '../../model/project.ts';
import type { Change } from '../../model/report/ablation.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Run } from '../../model/run.ts';
import type { Variant, Variants } from '../../model/variant.ts';
import { parseQuery } from '../../query/parse.ts';
import { compileForRuns } from '../../query/run.ts';
import { knownOf } from '../variants/known.ts';
import { changesOf, labelOf, numberOf } from './change.ts';
import { mostLinked } from './component.ts';
import type { Detected } from './detect.ts';
import type { Member, Plan } from './plan.ts';
import { baselineWords } from './rule.ts';
import { logAxis, shapeOf } from './shape.ts';
import { type Space, spaceOf } from './space.ts';

const MOST_ROWS = 64;

/** The tables that `comparisons:` of `project.yaml` asks for, in its order. */
export function declared(project: Project, variants: Variants, runs: readonly Run[]): Detected {
  if (project.comparisons.length === 0) return { plans: [], remarks: [] };
  const space = spaceOf(variants.list, variants.factors);
  const plans: Plan[] = [];
  const remarks: Phrase[] = [];
  for (const comparison of project.comparisons) {
    const made = planOf(comparison, variants, space, runs);
    if ('shape' in made) plans.push(made);
    else remarks.push(made);
  }
  return { plans, remarks };
}

function planOf(comparison: Comparison, variants: Variants, space: Space, runs: readonly Run[]): Plan | Phrase {
  const taken = comparison.runs === null ? null : found(comparison.runs, variants, runs);
  const restricted = (variant: Variant): Variant =>
    taken === null ? variant : { ...variant, runs: variant.runs.filter(({ id }) => taken.has(id)) };
  const named = (name: string) => variants.named(name);
  const listed = comparison.variants.flatMap((name) => named(name) ?? []);
  const missing = comparison.variants.filter((name) => named(name) === undefined);
  // Of listed variants the first one says more than a baseline that was only guessed.
  const guessed = variants.baseline?.rule === 'neighbours' && comparison.variants.length > 0;
  const own = guessed ? undefined : variants.baseline?.variant;
  const asked = comparison.baseline === null ? own : named(comparison.baseline);
  const all = (comparison.variants.length > 0 ? listed : variants.list).filter((variant) => restricted(variant).runs.length > 0);
  const home =
    asked !== undefined && restricted(asked).runs.length > 0 && (comparison.baseline !== null || all.includes(asked)) ? asked : null;
  const members = [...new Set(home === null ? all : [home, ...all])];
  const title = { name: comparison.title };
  if (members.length < 2) {
    const lacking: Phrase = missing.length === 0 ? [] : ['; no variant is called ', { name: missing[0] ?? '' }];
    return [
      'The comparison ',
      title,
      ` finds ${counted(members.length, 'variant')}${members.length === 1 ? ' alone' : ''}`,
      ...lacking,
      '.',
    ];
  }
  if (members.length > MOST_ROWS) return ['The comparison ', title, ` finds ${members.length} variants: too many for a table.`];

  const baseline = home ?? (comparison.variants.length > 0 ? (members[0] as Variant) : mostLinked(space, members));
  const rest = members.filter((variant) => variant !== baseline);
  const changes = new Map(rest.map((variant) => [variant, sharedChanges(space, baseline, variant)]));
  const shape = shapeOf(
    rest.map((variant) => ({ changes: changes.get(variant) ?? [], pure: baseline.inside.length + variant.inside.length === 0 })),
  );
  const at = space.factors.findIndex(({ name }) => name === shape.factor);
  const x = (variant: Variant) => numberOf(space.level(variant, at));
  const order = at < 0 ? [baseline, ...rest] : [baseline, ...rest].sort((a, b) => x(a) - x(b));
  return {
    slug: comparison.slug,
    title: [title],
    origin: 'declared',
    shape: shape.shape,
    rule: ruleOf(comparison, baseline, asked, variants),
    members: order.map((variant): Member => {
      const cut = restricted(variant);
      const own = changes.get(variant) ?? [];
      return {
        variant: cut,
        whole: cut.runs.length === variant.runs.length,
        label:
          variant.name === null && variant !== baseline && own.length > 0 && own.length <= 3
            ? labelOf(variant, own)
            : [{ name: variant.label }],
        changes: own,
        attributable: variant === baseline || (own.length === 1 && baseline.inside.length + variant.inside.length === 0),
        previous: null,
        x: at < 0 ? null : x(variant),
        cell: [],
      };
    }),
    baseline: order.indexOf(baseline),
    axis: shape.factor === null ? null : { factor: shape.factor, log: logAxis(order.map(x)) },
    grid: [],
    metrics: comparison.metrics,
    pairing: comparison.pairing,
  };
}

/** Without keys in which one side differs within itself: there the two have no level that could be compared. */
function sharedChanges(space: Space, from: Variant, to: Variant): readonly Change[] {
  const inside = new Set([...from.inside, ...to.inside]);
  return changesOf(space, from, to).filter(({ keys }) => !keys.some((key) => inside.has(key)));
}

function found({ text }: WrittenQuery, variants: Variants, runs: readonly Run[]): ReadonlySet<string> {
  const parsed = parseQuery(text);
  if ('error' in parsed) return new Set();
  const { matches } = compileForRuns(parsed.query, runs, knownOf(variants));
  return new Set(runs.filter(matches).map(({ id }) => id));
}

/** Where the table is declared, and why the baseline is the one that it is. */
function ruleOf(comparison: Comparison, chosen: Variant, asked: Variant | undefined, { baseline: own }: Variants): Phrase {
  const { runs, baseline, variants } = comparison;
  const query: Phrase = runs === null ? ['.'] : [': runs with ', { code: runs.text }, '.'];
  const start: Phrase = ['Declared in ', { code: 'project.yaml' }, ...query];
  const so: Phrase = [', so that ', { name: chosen.label }, ' is the baseline.'];
  if (baseline !== null && asked === undefined) return [...start, ' No variant is called ', { name: baseline }, ...so];
  if (asked !== undefined && asked !== chosen) return [...start, ' None of them is of ', { name: asked.label }, ...so];
  if (baseline !== null) return start;
  if (asked !== undefined && own !== null) return [...start, ' ', ...baselineWords(own.rule)];
  return [
    ...start,
    variants.length > 0
      ? ' The baseline is the first variant listed.'
      : ' The baseline is the variant that most others differ from in one factor.',
  ];
}
