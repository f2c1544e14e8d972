import { counted } from '../../model/number.ts';
import type { Pairing } from '../../model/project.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import { slugOf } from '../../model/slug.ts';
import type { Variant, Variants } from '../../model/variant.ts';
import { changesOf, labelOf, levelText, numberOf, toggled } from './change.ts';
import { type Component, componentsOf } from './component.ts';
import { type Grid, gridsOf } from './grid.ts';
import { ladderOf } from './ladder.ts';
import type { Member, Plan } from './plan.ts';
import { baselineWords } from './rule.ts';
import { logAxis, starShape } from './shape.ts';
import { type Space, spaceOf } from './space.ts';

const MOST_CELLS = 64;
const MOST_ROWS = 40;
const MOST_COMBINED = 12;
const MOST_TABLES = 12;
/** Of a component without a declared baseline. */
const MOST_LINKED = 64;

export interface Detected {
  readonly plans: readonly Plan[];
  readonly remarks: readonly Phrase[];
}

/** Tables that the configurations themselves show: variants that differ in one factor, around one baseline or another. */
export function detect(variants: Variants, pairing: Pairing, measures: (variant: Variant) => boolean): Detected {
  const nodes = variants.list.filter((variant) => variant.inside.length === 0 && !isSearch(variant) && measures(variant));
  const space = spaceOf(nodes, variants.factors);
  const remarks: Phrase[] = [];
  const trials = variants.list.filter(isSearch).length;
  if (trials > 0) remarks.push([`${counted(trials, 'configuration')} that a search drew: they are a sweep, not rows of a table.`]);
  const components = componentsOf(space, variants.baseline).filter(({ variants: { length }, baseline, rule }) => {
    if (length <= MOST_LINKED || rule !== 'neighbours') return true;
    remarks.push([
      `${length} variants are linked by changes of one factor, as in a search; none of them is declared as the baseline, and `,
      { name: baseline.label },
      ' is not taken for it.',
    ]);
    return false;
  });
  if (components.length === 0) return { plans: [], remarks: remarks.length > 0 ? remarks : [nothing(nodes, variants)] };
  const plans = components.flatMap((component) => around(space, component, pairing, remarks));
  if (plans.length > MOST_TABLES) {
    remarks.push([`${counted(plans.length - MOST_TABLES, 'further table')} could be made of smaller sets of variants.`]);
  }
  return { plans: plans.slice(0, MOST_TABLES), remarks };
}

/** Drawn by a sampler that looks at what it has seen: neither its values nor its repetitions are a design. */
function isSearch({ runs }: Variant): boolean {
  return runs.every(({ tracker, sources }) => tracker === 'optuna' || sources.some((source) => source.tracker === 'optuna'));
}

function nothing(nodes: readonly Variant[], { list, factors }: Variants): Phrase {
  if (list.length > 1 && factors.length === 0) return [`The ${list.length} runs record no configuration that tells them apart.`];
  if (list.length === 1) return ['All runs have one configuration, seeds aside: there is nothing to compare.'];
  if (nodes.length < 2) return ['Fewer than two variants have a value of the main metric.'];
  return [`No two of the ${nodes.length} variants differ in one factor alone, so that no difference can be put down to one.`];
}

function around(space: Space, component: Component, pairing: Pairing, remarks: Phrase[]): readonly Plan[] {
  const plan = planner(space, component, pairing);
  const ladder = ladderOf(space, component);
  if (ladder !== null) return [plan.ladder(ladder)];
  const grids = gridsOf(space, component).filter((grid) => {
    if (grid.variants.length <= MOST_CELLS) return true;
    remarks.push([`A grid of ${grid.variants.length} variants around `, { name: component.baseline.label }, ' is a sweep, not a table.']);
    return false;
  });
  const inGrid = new Set(grids.flatMap(({ factors }) => factors));
  const gridded = new Set(grids.flatMap((grid) => grid.variants));
  const { baseline } = component;
  const near = Map.groupBy(space.neighbours(baseline), ({ factor }) => factor);
  const curves: Plan[] = [];
  const star: Variant[] = [];
  for (const [factor, neighbours] of near) {
    const levels = neighbours.map(({ variant }) => variant);
    const onAxis = [baseline, ...levels].filter((variant) => Number.isFinite(numberOf(space.level(variant, factor))));
    const curve = onAxis.length >= 3 && onAxis.includes(baseline);
    if (curve && onAxis.length <= MOST_ROWS) curves.push(plan.curve(factor, onAxis));
    const home = space.level(baseline, factor);
    for (const variant of levels) {
      const level = space.level(variant, factor);
      const off = toggled(home, level);
      if (!off && curve && onAxis.includes(variant)) continue;
      if (!off && !toggled(level, home) && inGrid.has(factor)) continue;
      star.push(variant);
    }
  }
  const combined = combinedOf(space, component, gridded, star.length);
  if (star.length + combined.length > MOST_ROWS) {
    remarks.push([`${star.length} variants differ from `, { name: baseline.label }, ' in one factor: too many for a table.']);
    return [...curves, ...grids.map(plan.grid)];
  }
  const single = (variant: Variant) => variant.runs.length < 2;
  const worth = star.length >= 2 || star.some((variant) => !single(variant) && !single(baseline));
  return [...(worth ? [plan.star(star, combined)] : []), ...curves, ...grids.map(plan.grid)];
}

/** Variants that differ in several factors and are in no grid: those of the component, and lone ones that are not far. */
function combinedOf(space: Space, { baseline, variants }: Component, gridded: ReadonlySet<Variant>, rows: number): readonly Variant[] {
  if (rows === 0) return [];
  const far = (variant: Variant) => space.differing(baseline, variant).length;
  const alike = (variant: Variant) => variant.runs.length >= 2 || baseline.runs.length < 2;
  const linked = variants.filter((variant) => !gridded.has(variant) && far(variant) >= 2 && alike(variant));
  const lone = space.variants.filter(
    (variant) => space.neighbours(variant).length === 0 && far(variant) >= 2 && far(variant) <= 3 && alike(variant),
  );
  const few = (found: readonly Variant[]) => (found.length <= Math.min(rows, MOST_COMBINED) ? found : []);
  return [...few(linked), ...few(lone)].sort((a, b) => far(a) - far(b));
}

/** Makes plans of a component's variants. */
function planner(space: Space, { baseline, rule }: Component, pairing: Pairing) {
  const shared = { origin: 'detected', pairing, metrics: [] } as const;
  const name = { name: baseline.label };
  const member = (variant: Variant, more: Partial<Member> = {}): Member => {
    const changes = changesOf(space, baseline, variant);
    const attributable = changes.length <= 1;
    return { variant, whole: true, label: labelOf(variant, changes), changes, attributable, previous: null, x: null, cell: [], ...more };
  };
  const short = (factor: number) => space.factors[factor]?.name ?? '';
  const found = (words: Phrase): Phrase => ['Found from the configurations: ', ...words, ' ', ...baselineWords(rule)];

  const ladder = (path: readonly Variant[]): Plan => {
    const first = path[0] as Variant;
    const members = path.map((variant, at): Member => {
      const changes = at === 0 ? [] : changesOf(space, path[at - 1] as Variant, variant);
      const label: Phrase = at === 0 ? [{ name: variant.label }] : ['then ', ...labelOf(variant, changes)];
      return {
        ...member(variant),
        label,
        changes: changesOf(space, first, variant),
        attributable: at <= 1,
        previous: at === 0 ? null : at - 1,
      };
    });
    return {
      ...shared,
      slug: slugOf(`steps-from-${first.slug}`),
      title: ['Step by step from ', { name: first.label }],
      shape: 'ladder',
      rule: ['Found from the configurations: each row changes one more factor of the row above it.'],
      members,
      baseline: 0,
      axis: null,
      grid: [],
    };
  };

  const star = (rows: readonly Variant[], combined: readonly Variant[]): Plan => {
    const members = [baseline, ...rows, ...combined];
    const made = members.map((variant, at): Member => {
      const links = space.neighbours(variant).map((next) => members.indexOf(next.variant));
      const previous = links.filter(
        (link) =>
          link > 0 && link < at && space.differing(baseline, members[link] as Variant).length < space.differing(baseline, variant).length,
      );
      return member(variant, { previous: at > rows.length ? (previous.sort((a, b) => a - b)[0] ?? null) : null });
    });
    const shape = starShape(made.slice(1, rows.length + 1).flatMap(({ changes }) => changes));
    const titles = {
      leave_one_out: ['What does each part of ', name, ' add?'],
      add_one_in: ['What does one part add to ', name, '?'],
      star: ['One change at a time from ', name],
    };
    const slugs = { leave_one_out: 'leave-one-out-of', add_one_in: 'add-one-in-to', star: 'changes-from' };
    return {
      ...shared,
      slug: slugOf(`${slugs[shape]}-${baseline.slug}`),
      title: titles[shape],
      shape,
      rule: found(['variants that differ from ', name, ' in one factor.']),
      members: made,
      baseline: 0,
      axis: null,
      grid: [],
    };
  };

  const curve = (factor: number, variants: readonly Variant[]): Plan => {
    const x = (variant: Variant) => numberOf(space.level(variant, factor));
    const sorted = [...variants].sort((a, b) => x(a) - x(b));
    return {
      ...shared,
      slug: slugOf(`${short(factor)}-around-${baseline.slug}`),
      title: [{ code: short(factor) }, ' around ', name],
      shape: 'sensitivity',
      rule: found(['variants that differ from ', name, ' in ', { code: short(factor) }, ' alone.']),
      members: sorted.map((variant) => member(variant, { x: x(variant) })),
      baseline: sorted.indexOf(baseline),
      axis: { factor: short(factor), log: logAxis(sorted.map(x)) },
      grid: [],
    };
  };

  const grid = ({ factors, levels, variants }: Grid): Plan => {
    const sorted = [baseline, ...variants.filter((variant) => variant !== baseline)];
    const cell = (variant: Variant) => factors.map((factor) => levelText(space.level(variant, factor)));
    const named = factors.flatMap((factor, at): Phrase => (at === 0 ? [{ code: short(factor) }] : [' × ', { code: short(factor) }]));
    return {
      ...shared,
      slug: slugOf(`${factors.map(short).join('-by-')}-around-${baseline.slug}`),
      title: [...named, ' around ', name],
      shape: 'factorial',
      rule: found([
        `${variants.length} of ${levels.reduce((all, { length }) => all * length, 1)} combinations of the levels of `,
        ...named,
        ', all else as in ',
        name,
        '.',
      ]),
      members: sorted.map((variant) => member(variant, { cell: cell(variant) })),
      baseline: 0,
      axis: null,
      grid: factors.map((factor, at) => ({ factor: short(factor), levels: (levels[at] ?? []).map(levelText) })),
    };
  };
  return { ladder, star, curve, grid };
}
