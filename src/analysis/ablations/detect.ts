import { counted } from '../../model/number.ts';
import type { Pairing } from '../../model/project.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import type { Variant, Variants } from '../../model/variant.ts';
import { around } from './around.ts';
import { type Component, componentsOf } from './component.ts';
import type { Lead } from './lead.ts';
import type { Plan } from './plan.ts';
import type { Asked } from './planner.ts';
import { searched } from './search.ts';
import { spaceOf } from './space.ts';

const MOST_TABLES = 12;
/** Of variants that are linked to one another and have no declared baseline. */
const MOST_LINKED = 64;
/** Fewer that no table has yet make no further one. */
const FEWEST_LEFT = 3;
const ROUNDS = 3;

export interface Detected {
  readonly plans: readonly Plan[];
  readonly remarks: readonly Phrase[];
}

/** Tables that the configurations themselves show: variants that differ in one factor, around one baseline or another. */
export function detect(variants: Variants, pairing: Pairing, leads: readonly Lead[]): Detected {
  const remarks: Phrase[] = [];
  const drawn = searched(variants);
  if (drawn.size > 0) remarks.push([`${counted(drawn.size, 'configuration')} that a search drew: they are a sweep, not rows of a table.`]);
  const seen: Seen = { apart: new Set(), linked: new Set() };
  const plans = leads.flatMap(({ metric, variants: having }) => {
    const nodes = having.filter((variant) => variant.inside.length === 0 && !drawn.has(variant));
    return rounds(nodes, variants, { pairing, lead: metric }, remarks, seen);
  });
  if (plans.length === 0 && remarks.length === 0) remarks.push(nothing(variants, leads, seen));
  if (plans.length > MOST_TABLES) {
    remarks.push([`${counted(plans.length - MOST_TABLES, 'further table')} could be made of smaller sets of variants.`]);
  }
  return { plans: plans.slice(0, MOST_TABLES), remarks };
}

/** What of the variants was seen, whether it made a table or not. */
interface Seen {
  /** Keys that say what is measured, in which some variants differ and in nothing else. */
  readonly apart: Set<string>;
  /** Variants that differ from another one in one factor alone. */
  readonly linked: Set<Variant>;
}

/** Tables around the baselines; then of those variants that no table has, around others. */
function rounds(nodes: readonly Variant[], { factors, baseline }: Variants, asked: Asked, remarks: Phrase[], seen: Seen): readonly Plan[] {
  const plans: Plan[] = [];
  let left = nodes;
  for (let round = 0; round < ROUNDS && left.length >= (round === 0 ? 2 : FEWEST_LEFT); round += 1) {
    const space = spaceOf(left, factors);
    for (const key of space.apart) seen.apart.add(key);
    const among = baseline !== null && left.includes(baseline.variant) ? baseline : null;
    const components = componentsOf(space, among).filter((component) => {
      if (round > 0) return component.variants.length >= FEWEST_LEFT && component.variants.length <= MOST_LINKED;
      return !tooLarge(component, remarks);
    });
    for (const { variants } of components) for (const variant of variants) seen.linked.add(variant);
    const made = components.flatMap((component) => around(space, component, asked, remarks));
    if (made.length === 0) break;
    plans.push(...made);
    const told = new Set(made.flatMap(({ members }) => members.map(({ variant }) => variant)));
    left = left.filter((variant) => !told.has(variant));
  }
  return plans;
}

function tooLarge({ variants, baseline, rule }: Component, remarks: Phrase[]): boolean {
  if (variants.length <= MOST_LINKED || rule !== 'neighbours') return false;
  const none = 'none of them is declared as the baseline';
  remarks.push([
    `${variants.length} variants are linked by changes of one factor, as in a search; ${none}, and `,
    { name: baseline.label },
    ' is not taken for it.',
  ]);
  return true;
}

function nothing({ list, factors }: Variants, leads: readonly Lead[], { apart, linked }: Seen): Phrase {
  if (list.length > 1 && factors.length === 0) return [`The ${list.length} runs record no configuration that tells them apart.`];
  if (list.length === 1) return ['All runs have one configuration, seeds aside: there is nothing to compare.'];
  const most = Math.max(0, ...leads.map(({ variants }) => variants.length));
  if (most < 2) return ['No two variants have a value of the same metric.'];
  if (linked.size > 0) return tooFew(linked.size);
  if (apart.size > 0) {
    const keys = [...apart].slice(0, NAMED).flatMap((key, at): Phrase => (at === 0 ? [{ code: key }] : [', ', { code: key }]));
    const more = apart.size > NAMED ? ` and ${apart.size - NAMED} more` : '';
    return [
      'Variants that differ in one factor alone differ in what is measured (',
      ...keys,
      `${more}): their numbers are not comparable.`,
    ];
  }
  return [`No two of the ${most} variants with a value differ in one factor alone, so that no difference can be put down to one.`];
}

const NAMED = 3;

/** Of variants that differ in one factor and make no table all the same. */
export function tooFew(variants: number): Phrase {
  return [`${variants} variants differ from another one in one factor alone, but too few of their runs have a value for a table.`];
}
