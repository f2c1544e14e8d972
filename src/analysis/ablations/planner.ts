import type { Pairing } from '../../model/project.ts';
import type { Phrase } from '../../model/report/phrase.ts';
import { slugOf } from '../../model/slug.ts';
import type { Variant } from '../../model/variant.ts';
import { changesOf, labelOf, levelText, numberOf } from './change.ts';
import type { Component } from './component.ts';
import type { Grid } from './grid.ts';
import type { Member, Plan } from './plan.ts';
import { baselineWords } from './rule.ts';
import { logAxis, starShape } from './shape.ts';
import type { Space } from './space.ts';

/** What all tables that are found have in common. */
export interface Asked {
  readonly pairing: Pairing;
  /** The metric that stands first. */
  readonly lead: string;
}

/** Makes plans of a component's variants. */
export function planner(space: Space, { baseline, rule }: Component, { pairing, lead }: Asked) {
  const shared = { origin: 'detected', pairing, lead, metrics: [] } as const;
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
